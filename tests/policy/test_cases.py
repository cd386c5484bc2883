"""Every rule has its cases, and says of each what the case says."""

from pathlib import Path

import pytest

from generator.findings import Level
from generator.policy.checking import check
from generator.policy.judging import all_rules
from generator.policy.rule import Facts, Rule
from tests.policy.cases import WORLD_TODAY, Case, Kind, case_file_of
from tests.policy.overlays import Overlay, world
from tests.policy.verdicts import complaints

HERE = Path(__file__).parent
CASE_FILES = {
    path.relative_to(HERE).with_suffix("").as_posix(): case_file_of(path.read_text(encoding="utf-8"))
    for path in sorted(HERE.glob("*/*.md"))
}


def place_of(rule: Rule) -> str:
    return f"{rule.family}/{rule.name.replace('-', '_')}"


def cases_of(rule: Rule) -> tuple[Case, ...]:
    file = CASE_FILES.get(place_of(rule))
    return file.cases if file else ()


ALL_CASES = [
    pytest.param(rule, case, id=f"{rule.id} {case.kind}: {case.title}")
    for rule in all_rules()
    for case in cases_of(rule)
]
each_rule = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: f"{rule.id} {rule.name}")


@pytest.mark.parametrize(("rule", "case"), ALL_CASES)
def test_a_rule_says_what_its_case_says(rule: Rule, case: Case, tmp_path: Path) -> None:
    assert () == complaints(rule, case, tmp_path)


def test_the_small_world_is_free_of_errors_and_warnings() -> None:
    facts = Facts(registry=Overlay(files=dict(world())).registry(HERE), today=WORLD_TODAY)

    assert () == tuple(one for one in check(facts) if one.level is not Level.INFO and one.excused_by is None)


@each_rule
def test_a_rule_tells_a_site_manager_what_it_asks(rule: Rule) -> None:
    obligation, blank, *more = rule.prose.split("\n")

    assert obligation.endswith(".")
    assert "" == blank
    assert more


@each_rule
def test_a_rule_quotes_its_statements_or_is_a_decision_of_this_project(rule: Rule) -> None:
    assert bool(rule.statements) == bool(rule.quote)
    assert len((rule.quote or "").split()) <= 15


@each_rule
def test_a_rule_has_its_obligation_above_its_cases(rule: Rule) -> None:
    heading = CASE_FILES[place_of(rule)].heading if place_of(rule) in CASE_FILES else "no case file"

    assert rule.obligation.casefold() == heading.casefold()


@each_rule
def test_a_rule_has_a_case_that_it_allows_and_one_that_it_flags(rule: Rule) -> None:
    assert {Kind.ALLOWED, Kind.FLAGGED} <= {case.kind for case in cases_of(rule)}


def test_every_case_file_has_its_rule() -> None:
    assert set(CASE_FILES) == {place_of(rule) for rule in all_rules()}

"""`pps add` appends an entry to a list of any record."""

from pathlib import Path

import pytest

from tests.cli.writing.conftest import Run, changes, commit, settings

SEVERITY = ("add", "BUG-1301", "emt_severity", *settings("value=major"), "--by", "emt-otto")


def test_the_severity_of_a_bug_is_recorded_with_day_and_person(repository: Path, pps: Run) -> None:
    ran = pps(*SEVERITY)

    assert 0 == ran.code
    assert ["data/bugs/BUG-1301.yaml"] == changes(repository)
    assert "  - {value: major, by: emt-otto, date: 2008-06-20}\n" in (repository / "data/bugs/BUG-1301.yaml").read_text(
        encoding="utf-8"
    )


def test_a_role_counts_from_today_on_unless_a_day_is_named(repository: Path, pps: Run) -> None:
    ran = pps("add", "emt-otto", "roles", *settings("role=eis"))

    assert 0 == ran.code
    assert "  - {role: eis, from: 2008-06-20}\n" in (repository / "data/people/emt-otto.yaml").read_text(
        encoding="utf-8"
    )


def test_a_tier_is_decided_today_by_who_records_it(repository: Path, pps: Run) -> None:
    ran = pps("add", "PLATEAU-T1", "tier_history", *settings("tier=silver"), "--by", "coord-lena")

    assert 0 == ran.code
    assert "  - {tier: silver, from: 2008-06-20, decided_by: coord-lena}\n" in (
        repository / "data/sites/PLATEAU-T1.yaml"
    ).read_text(encoding="utf-8")


def test_what_is_added_passes_as_a_pull_request(repository: Path, pps: Run) -> None:
    pps(*SEVERITY)
    commit(repository)

    assert 0 == pps("check", "--base", "HEAD~1").code


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("BUG-1301", "severities"), "BUG-1301 has no list 'severities'; its lists: emt_severity, verifications"),
        (("PATCH-1100", "events"), "events of PATCH-1100 grow by pps promote, pps install or pps pilot"),
        (("PILOT-2008-013", "agreements"), "agreements of PILOT-2008-013 grow by pps agree"),
        (("BUG-13", "emt_severity"), "there is no BUG-13; did you mean BUG-13"),
        (("stars/lumen", "roles"), "there is no kind 'stars'; choose "),
        (("vos/lumen", "roles"), "lumen has no list 'roles'"),
        (("BUG-1301", "emt_severity"), "pass --set value="),
        (("PERSON-1", "roles"), "there is no PERSON-1; no such record has this id"),
    ],
)
def test_what_cannot_be_added_is_told_with_the_way_out(pps: Run, words: tuple[str, ...], expected: str) -> None:
    ran = pps("add", *words, "--by", "emt-otto")

    assert 2 == ran.code
    assert expected in ran.err

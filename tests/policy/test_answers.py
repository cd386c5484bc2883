"""What the rules answer to every case beside what its marks say: status, who must act, which field, the way out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from generator.findings import Actor, Finding
from generator.policy.changing import check_change
from generator.policy.checking import check
from generator.policy.decision import decide
from generator.policy.judging import Verdict, all_rules, recorded_verdicts
from generator.policy.observations import observation_from
from generator.policy.rule import Facts, Rule
from generator.records.patches import Patch
from generator.records.pilots import Pilot
from tests.policy.cases import WORLD_TODAY, Case, Kind, case_file_of
from tests.policy.changes import before_and_after, laid_on_base
from tests.policy.overlays import CODEOWNERS, OBSERVATION, Overlay, world

HERE = Path(__file__).parent
Gates = Mapping[str, Sequence[str]]
FAMILIES = sorted({rule.family for rule in all_rules()})


@pytest.mark.parametrize("family", FAMILIES)
def test_the_rules_of_a_family_answer_as_it_was_found_good(
    family: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """`pytest tests/pages tests/policy/test_answers.py --update-goldens` writes the answers anew."""
    golden = HERE / family / "answers.txt"
    answers = "".join(f"{line}\n" for line in answers_of(family, tmp_path))
    if request.config.getoption("--update-goldens", default=False):
        golden.write_text(answers, encoding="utf-8")

    assert golden.read_text(encoding="utf-8") == answers


def test_every_family_has_its_answers() -> None:
    assert FAMILIES == sorted(path.parent.name for path in HERE.glob("*/answers.txt"))


def answers_of(family: str, folder: Path) -> Iterator[str]:
    """Yields what each rule of a family says of the small world, then of each case what it says beside that."""
    plain = Facts(registry=Overlay(files=dict(world())).registry(folder), today=WORLD_TODAY)
    in_world, heard = gates(plain), frozenset(check(plain))
    for rule in (one for one in all_rules() if one.family == family):
        known = in_world.get(rule.id, {})
        yield f"{rule.id} in the small world"
        yield from told_of(known)
        text = (HERE / family / f"{rule.name.replace('-', '_')}.md").read_text(encoding="utf-8")
        for case in case_file_of(text).cases:
            yield f"{rule.id} {case.kind}: {case.title}"
            yield from answers(rule, case, (known, heard), folder)


def answers(rule: Rule, case: Case, usual: tuple[Gates, frozenset[Finding]], folder: Path) -> Iterator[str]:
    known, heard = usual
    base, overlay = laid_on_base(case)
    seen = overlay.text(OBSERVATION) if "observation" in case.settings or OBSERVATION in overlay.touched else None
    facts = Facts(
        registry=overlay.registry(folder),
        today=case.today,
        observation=observation_from(seen) if seen else None,
        codeowners=overlay.text(CODEOWNERS),
    )
    if case.kind is Kind.FLAGGED:
        is_change = "base" in case.settings
        found = check_change(*before_and_after(case, base, overlay, facts, folder)) if is_change else check(facts)
        yield from (in_words(one) for one in found if one.rule == rule.id and one not in heard and not one.standing)
    if rule.gate_of:
        found_here = gates(facts).get(rule.id, {})
        yield from told_of({step: told for step, told in found_here.items() if told != known.get(step)})


def told_of(gates: Gates) -> Iterator[str]:
    yield from (f"  {step}: {one}" for step, told in gates.items() for one in told)


def gates(facts: Facts) -> dict[str, dict[str, list[str]]]:
    """Answers by rule what each gate says of every recorded transition, and of those that may come."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    subjects: tuple[Patch | Pilot, ...] = (*facts.registry.patches.values(), *facts.registry.pilots.values())
    for record in subjects:
        for number, event in enumerate(record.events, start=1):
            for verdict in recorded_verdicts(record, number, facts):
                found[verdict.rule.id][f"{record.id}/{number} {event.type}"].append(answered(verdict))
    for subject, decision in decide(facts).items():
        for step in decision.next:
            for verdict in step.verdicts:
                found[verdict.rule.id][f"{subject} {step.transition}?"].append(answered(verdict))
    return found


def answered(verdict: Verdict) -> str:
    """What a gate answers; the message of one that blocks is left to the marks of the cases."""
    gate = verdict.gate
    about = f" about {gate.about}" if gate.about else ""
    message = "" if verdict.status.blocks else f": {gate.message}"
    day = f"; {'at least ' if gate.is_at_least else ''}{gate.earliest}" if gate.earliest else ""
    marks = f"{'; brought by the act' if gate.is_act else ''}{f'; {gate.level}' if gate.level else ''}"
    evidence = f"; by {', '.join(gate.evidence)}" if gate.evidence else ""
    told = f"{verdict.status}, {verdict.subject.id}{about}{message}{day}{marks}"
    return f"{told}{way_out(gate.fix, gate.field, gate.actor)}{evidence}"


def in_words(finding: Finding) -> str:
    day = f"; {finding.earliest.label} {finding.earliest.day}" if finding.earliest else ""
    excused = f"; excused by {finding.excused_by}" if finding.excused_by else ""
    place = f"{finding.location.line}:{finding.location.column}"
    told = f"  {finding.level}, {finding.subject}, {place}: {finding.message}{day}"
    return f"{told}{way_out(finding.fix, finding.field, finding.actor)}{excused}"


def way_out(fix: str | None, field: str | None, actor: Actor) -> str:
    people = f": {', '.join(actor.people)}" if actor.people else ""
    who = f"; {actor.role}{f' {actor.scope}' if actor.scope else ''}{people}"
    return f"{f'; {fix}' if fix else ''}{f' ({field})' if field else ''}{who if actor != Actor() else ''}"

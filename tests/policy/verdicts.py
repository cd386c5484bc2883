"""What the rules say of a case, against what the case says that they say."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.findings import Finding, Level
from generator.policy.changing import check_change
from generator.policy.checking import check
from generator.policy.decision import decide
from generator.policy.judging import Verdict, all_rules
from generator.policy.observations import observation_from
from generator.policy.rule import Facts, Rule
from tests.policy.cases import Case, CaseError, Kind, Mark
from tests.policy.changes import before_and_after, laid_on_base
from tests.policy.overlays import CODEOWNERS, OBSERVATION, Overlay


def complaints(rule: Rule, case: Case, folder: Path) -> tuple[str, ...]:
    """Answers every difference between a case and what the rules say of it; none where the case holds."""
    base, overlay = laid_on_base(case)
    facts = _facts(case, overlay, folder)
    marks = (*overlay.marks(), *case.listed)
    if case.kind is Kind.WAITING:
        return tuple(_unmatched(marks, _asked(rule, facts, overlay)))
    findings = _findings(case, base, overlay, facts, folder)
    own = [finding for finding in findings if finding.rule == rule.id and _counts(finding, overlay)]
    said = [Mark(path=one.location.path, line=one.location.line, part=f"{one.level}: {one.message}") for one in own]
    return (*_misuse(rule, case, marks), *_unmatched(marks, said), *_other_voices(rule, case, findings))


def _findings(case: Case, base: Overlay, overlay: Overlay, facts: Facts, folder: Path) -> tuple[Finding, ...]:
    """Answers what is found; of a change what it answers for, without what stood in its base."""
    if "base" not in case.settings:
        return check(facts)
    found = check_change(*before_and_after(case, base, overlay, facts, folder))
    return tuple(finding for finding in found if not finding.standing)


def _facts(case: Case, overlay: Overlay, folder: Path) -> Facts:
    seen = overlay.text(OBSERVATION) if "observation" in case.settings or OBSERVATION in overlay.touched else None
    return Facts(
        registry=overlay.registry(folder),
        today=case.today,
        observation=observation_from(seen) if seen else None,
        codeowners=overlay.text(CODEOWNERS),
    )


def _counts(finding: Finding, overlay: Overlay) -> bool:
    """Notices and excused findings belong to the world, so they are judged in the files of the case alone."""
    is_known = finding.level is Level.INFO or finding.excused_by is not None
    return not is_known or finding.location.path in overlay.touched


def _misuse(rule: Rule, case: Case, marks: tuple[Mark, ...]) -> Iterator[str]:
    if case.kind is Kind.FLAGGED and not marks:
        yield "a Flagged case marks at least one line"
    if case.kind is Kind.ALLOWED and marks and rule.level is not Level.INFO:
        yield "an Allowed case has no marks"


def _unmatched(marks: Iterable[Mark], said: Iterable[Mark]) -> Iterator[str]:
    """Yields marks that nothing fits and statements that nothing marks; each fits one of the other kind."""
    left = sorted(said)
    for mark in sorted(marks, key=lambda one: -len(one.part)):
        fits = (one for one in left if (one.path, one.line) == (mark.path, mark.line) and mark.part in one.part)
        found = next(fits, None)
        if found is None:
            yield f"marked and not said: {mark}"
        else:
            left.remove(found)
    yield from (f"said and not marked: {one}" for one in left)


def _other_voices(rule: Rule, case: Case, findings: Iterable[Finding]) -> Iterator[str]:
    """One cause, one finding: no other rule reports an error unless the case names it, and those named speak."""
    others = [one for one in findings if one.rule != rule.id and one.level is Level.ERROR]
    for one in others:
        if one.rule not in case.also:
            yield f"{one.rule} speaks too: {one.location}: {one.message}"
    known = {one.id for one in all_rules()}
    for identity in sorted(case.also & known - {one.rule for one in findings}):
        yield f"{identity} is named under Also and is silent"


def _asked(rule: Rule, facts: Facts, overlay: Overlay) -> set[Mark]:
    """Answers what a gate says of the transitions that the records of the case may take next."""
    if not rule.gate_of:
        raise CaseError(f"{rule.id} gates no transition, so it has no Waiting case")
    steps = (step for decision in decide(facts).values() for step in decision.next)
    verdicts = (verdict for step in steps for verdict in step.verdicts if verdict.rule.id == rule.id)
    return {
        Mark(path=verdict.gate.at.path, line=verdict.gate.at.line, part=_in_words(verdict))
        for verdict in verdicts
        if verdict.status.blocks and verdict.gate.at.path in overlay.touched
    }


def _in_words(verdict: Verdict) -> str:
    gate = verdict.gate
    until = f" until {gate.earliest}" if gate.earliest else ""
    return f"{verdict.status}{until}: {gate.message}"

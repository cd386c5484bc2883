"""The audit: what each step of the first-parent history did to the records, judged by the rules about changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from generator.findings import Level
from generator.history.steps import changes
from generator.policy.checking import finding_of
from generator.policy.judging import rules_by_id
from generator.policy.rule import Facts
from generator.policy.waivers import exception_for
from generator.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.findings import Finding
    from generator.history.archive import Archive, Proof
    from generator.history.change import Change
    from generator.history.repository import Merge, Repository
    from generator.policy.rule import Rule

BENDING: Final = ("PPS206", "PPS802", "PPS803", "PPS804")
"""What no step of the history may do."""
BACK_DATED: Final = "PPS808"
UNBACKED: Final = "PPS807"
_ASK: Final = "ask the person named; what was never approved is taken back by a further event"
_ARCHIVE: Final = "archive the reviews of its pull request"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackDating:
    """An entry that is dated further back than the policy allows, by git's own date of the commit that brought it."""

    day: date
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """
    What the history did against the rules, and on what its approvals rest.

    Of the `steps` that touched records `proven` have archived evidence, `early` are older than the first one that has,
    and `bare` lack it although they are younger.
    """

    findings: tuple[Finding, ...]
    steps: int
    proven: int
    early: int
    bare: int


def back_datings(repository: Repository, facts: Facts) -> Iterator[BackDating]:
    """Yield every back-dated entry along the first-parent history of HEAD, oldest commit first (PPS808)."""
    for merge, change in changes(repository, repository.first_parents()):
        for finding in _back_dated(merge, _view(change, facts)):
            yield BackDating(day=_day_of(merge), finding=finding)


def along_history(repository: Repository, facts: Facts, archive: Archive | None = None) -> Audit:
    """
    Tell what each step of the first-parent history of HEAD did against the rules, oldest first.

    Back-dating is measured by git's own date, which is free text too: it is told, and blocks nothing. With an archive
    the approvals of each step are held against the reviews of its pull request (PPS807); a step that lacks evidence is
    a warning once another one before it had some.
    """
    merges = tuple(repository.first_parents())
    proofs = archive.proofs(repository, merges) if archive is not None else {}
    broken = archive.broken if archive is not None else {}
    early = next((n for n, one in enumerate(merges) if one.commit in proofs or one.commit in broken), len(merges))
    findings: list[Finding] = []
    for number, (merge, change) in enumerate(changes(repository, merges)):
        view = _view(change, facts)
        findings += (*_bending(merge, view), *_back_dated(merge, view))
        if number >= early:
            findings += _unbacked(merge, view, proofs.get(merge.commit), broken.get(merge.commit))
    proven, steps = len(proofs), len(merges)
    return Audit(findings=tuple(findings), steps=steps, proven=proven, early=early, bare=steps - early - proven)


def _view(change: Change, facts: Facts) -> Facts:
    return Facts(registry=change.head, seen_from=facts.past, today=facts.today, change=change)


def _bending(merge: Merge, view: Facts) -> Iterator[Finding]:
    rules = rules_by_id()
    for identity in BENDING:
        yield from _answers(rules[identity], view, f"in commit {merge.commit[:12]}", Level.ERROR)


def _back_dated(merge: Merge, view: Facts) -> Iterator[Finding]:
    day = _day_of(merge)
    when = f"back-dated by git's own date, {day}, in commit {merge.commit[:12]}"
    return _answers(rules_by_id()[BACK_DATED], replace(view, today=day), when, Level.INFO)


def _day_of(merge: Merge) -> date:
    return datetime.fromtimestamp(merge.seconds, UTC).date()


def _unbacked(merge: Merge, view: Facts, proof: Proof | None, broken: str | None) -> Iterator[Finding]:
    """Hold what a step added in somebody's name against the reviews; without them, tell where they lack."""
    assert view.change is not None  # noqa: S101 - every step is a change
    change = replace(view.change, evidence=proof.evidence if proof is not None else None)
    when, level, fix = f"in commit {merge.commit[:12]}", Level.ERROR, _ASK
    if proof is None:
        why = f"whose archived evidence cannot be read: {broken}" if broken else "of which no evidence is archived"
        when, level, fix = f"{when}, {why}", Level.WARNING, _ARCHIVE
    elif proof.unknown:
        when, level = f"{when}; the reviewed commit {proof.unknown[0][:12]} is not in this clone", Level.WARNING
    for finding in _answers(rules_by_id()[UNBACKED], replace(view, change=change), when, level):
        yield replace(finding, fix=fix)


def _answers(rule: Rule, view: Facts, when: str, level: Level) -> Iterator[Finding]:
    subjects: Iterable[object] = (view.registry,) if Registry in rule.of else view.registry.records
    for subject in subjects:
        for gate in rule.check(subject, view):
            exception = exception_for(rule, subject, gate, view, view.today)
            told = replace(gate, message=f"{gate.message} ({when})")
            yield finding_of(rule, subject, told, level=level, excused_by=exception.id if exception else None)

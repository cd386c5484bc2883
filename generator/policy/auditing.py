"""The audit: what each step of the first-parent history did to the records, judged by the rules about changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Final

from generator.files import file_of
from generator.findings import Level
from generator.history.change import Change
from generator.history.readings import kind_of, registry_of
from generator.history.trees import contents_of
from generator.policy.checking import finding_of
from generator.policy.judging import rules_by_id
from generator.policy.rule import Facts
from generator.policy.waivers import exception_for
from generator.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.files import File
    from generator.findings import Finding
    from generator.history.repository import Merge, Repository
    from generator.policy.rule import Rule

BENDING: Final = ("PPS802", "PPS803", "PPS804")
"""What no step of the history may do."""
BACK_DATED: Final = "PPS808"
_BATCH: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class BackDating:
    """An entry that is dated further back than the policy allows, by git's own date of the commit that brought it."""

    day: date
    finding: Finding


def back_datings(repository: Repository, facts: Facts) -> Iterator[BackDating]:
    """Yield every back-dated entry along the first-parent history of HEAD, oldest commit first (PPS808)."""
    steps, is_first = repository.first_parents(), True
    while merges := tuple(islice(steps, _BATCH)):
        files = _files(repository, merges)
        for merge in merges:
            day, view = _day_of(merge), _view(merge, files, is_first=is_first, facts=facts)
            for finding in _back_dated(merge, view):
                yield BackDating(day=day, finding=finding)
            is_first = False


def along_history(repository: Repository, facts: Facts) -> Iterator[Finding]:
    """
    Yield what each step of the first-parent history of HEAD did against the rules, oldest first.

    Back-dating is measured by git's own date, which is free text too: it is told, and blocks nothing.
    """
    steps, is_first = repository.first_parents(), True
    while merges := tuple(islice(steps, _BATCH)):
        files = _files(repository, merges)
        for merge in merges:
            yield from _judged(merge, files, is_first=is_first, facts=facts)
            is_first = False


def _files(repository: Repository, merges: Iterable[Merge]) -> Mapping[tuple[str, str], File]:
    """Read every record that some steps touched, in one pass over git."""
    entries = {
        (step.path, entry.blob): entry
        for merge in merges
        for step in merge.steps
        for entry in (step.before, step.after)
        if entry is not None and kind_of(step.path)[0] is not None
    }
    return {key: file_of(source) for key, source in contents_of(repository, entries)}


def _judged(merge: Merge, files: Mapping[tuple[str, str], File], *, is_first: bool, facts: Facts) -> Iterator[Finding]:
    view, rules = _view(merge, files, is_first=is_first, facts=facts), rules_by_id()
    for identity in BENDING:
        yield from _answers(rules[identity], view, f"in commit {merge.commit[:12]}", Level.ERROR)
    yield from _back_dated(merge, view)


def _back_dated(merge: Merge, view: Facts) -> Iterator[Finding]:
    day = _day_of(merge)
    when = f"back-dated by git's own date, {day}, in commit {merge.commit[:12]}"
    return _answers(rules_by_id()[BACK_DATED], replace(view, today=day), when, Level.INFO)


def _day_of(merge: Merge) -> date:
    return datetime.fromtimestamp(merge.seconds, UTC).date()


def _view(merge: Merge, files: Mapping[tuple[str, str], File], *, is_first: bool, facts: Facts) -> Facts:
    steps = [step for step in merge.steps if kind_of(step.path)[0] is not None]
    before = tuple(files[step.path, step.before.blob] for step in steps if step.before is not None)
    after = tuple(files[step.path, step.after.blob] for step in steps if step.after is not None)
    paths = tuple(step.path for step in steps)
    change = Change(base=registry_of(before), head=registry_of(after), paths=paths, is_first=is_first)
    return Facts(registry=change.head, seen_from=facts.past, today=facts.today, change=change)


def _answers(rule: Rule, view: Facts, when: str, level: Level) -> Iterator[Finding]:
    subjects: Iterable[object] = (view.registry,) if Registry in rule.of else view.registry.records
    for subject in subjects:
        for gate in rule.check(subject, view):
            exception = exception_for(rule, subject, gate, view, view.today)
            told = replace(gate, message=f"{gate.message} ({when})")
            yield finding_of(rule, subject, told, level=level, excused_by=exception.id if exception else None)

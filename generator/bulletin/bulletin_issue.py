"""An issue of the release bulletin: its seven sections, worked out for a day and the days before it (outputs §4)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.bulletin.chronicle import Chronicle, Transition
from generator.bulletin.pilot_standing import PilotStanding, standing_of
from generator.bulletin.versions import Version, versions_of
from generator.policy.rule import Facts
from generator.records.decisions import ExceptionRecord, Overrule
from generator.records.patches import Patch
from generator.terms import PatchState, PilotState

NEW_DAYS = 7
RECENT_DAYS = 30
VISIBLE = frozenset({PatchState.IN_PREVIEW, PatchState.IN_PPS})
STOPPED = frozenset(state for state in PatchState if state.is_terminal)
IN_OPERATION = frozenset({PilotState.RUNNING, PilotState.SUSPENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A patch that is accepted and waits for a release, and since when."""

    patch: Patch
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinIssue:
    """The seven sections; `facts` are those of the last day, so that every page judges the issue as of then."""

    facts: Facts
    new: tuple[Transition, ...]
    available: tuple[Version, ...]
    pilots: tuple[PilotStanding, ...]
    waiting: tuple[Waiting, ...]
    released: tuple[Transition, ...]
    stopped: tuple[Transition, ...]
    overrules: tuple[Overrule, ...]
    exceptions: tuple[ExceptionRecord, ...]


def this_week(facts: Facts, chronicle: Chronicle) -> BulletinIssue:
    """Write the current issue: what is new in 7 days, what was released or stopped in 30."""
    today = facts.today
    recent = today - timedelta(days=RECENT_DAYS - 1)
    return _issue(facts, chronicle, new_from=today - timedelta(days=NEW_DAYS - 1), recent_from=recent)


def of_month(facts: Facts, chronicle: Chronicle, first: date) -> BulletinIssue:
    """Write the issue of the month that begins on `first`, as of its last day, or of today while it lasts."""
    last = min(_next_month(first) - timedelta(days=1), facts.today)
    return _issue(replace(facts, today=last, worked_out={}), chronicle, new_from=first, recent_from=first)


def months(chronicle: Chronicle, today: date) -> tuple[date, ...]:
    """Tell the first day of every month from the first transition to today, newest first."""
    if not chronicle.transitions:
        return ()
    month = chronicle.transitions[-1].day.replace(day=1)
    found = []
    while month <= today:
        found.append(month)
        month = _next_month(month)
    return tuple(reversed(found))


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _issue(facts: Facts, chronicle: Chronicle, *, new_from: date, recent_from: date) -> BulletinIssue:
    today, registry = facts.today, facts.registry
    recent = [one for one in chronicle.between(recent_from, today) if isinstance(one.subject, Patch)]
    return BulletinIssue(
        facts=facts,
        new=chronicle.between(new_from, today),
        available=tuple(sorted(_available(facts, chronicle), key=_newest_first)),
        pilots=tuple(standing_of(pilot, facts) for pilot, _ in chronicle.pilots_in(IN_OPERATION, today)),
        waiting=tuple(_waiting(facts, chronicle)),
        released=tuple(one for one in recent if one.step.after is PatchState.IN_PRODUCTION),
        stopped=tuple(one for one in recent if one.step.after in STOPPED),
        overrules=tuple(one for one in registry.overrules.values() if one.decided_on <= today <= one.valid_until),
        exceptions=tuple(one for one in registry.exceptions.values() if one.decided_on <= today <= one.valid_until),
    )


def _available(facts: Facts, chronicle: Chronicle) -> Iterator[Version]:
    for patch, _ in chronicle.patches_in(VISIBLE, facts.today):
        yield from (version for version in versions_of(patch, facts) if version.usable_at)


def _waiting(facts: Facts, chronicle: Chronicle) -> Iterator[Waiting]:
    for patch, step in chronicle.patches_in(frozenset({PatchState.READY_FOR_PRODUCTION}), facts.today):
        yield Waiting(patch=patch, since=step.event.date)


def _newest_first(version: Version) -> tuple[int, str]:
    return (-version.opened.toordinal(), version.key)

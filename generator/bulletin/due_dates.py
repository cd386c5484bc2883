"""Due dates: every clock that runs, with what it asks, for calendars and early warnings (lifecycle §5, outputs §12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from generator.bulletin.open_subjects import open_subjects
from generator.bulletin.pilot_standing import standing_of
from generator.lifecycle.clocks import first
from generator.lifecycle.patch_states import state_of
from generator.policy.revisions import final_revisions
from generator.records.pilot_events import Prolonged, Started

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bulletin.open_subjects import OpenSubject
    from generator.bulletin.pilot_standing import PilotStanding
    from generator.policy.decision import Next
    from generator.policy.rule import Facts
    from generator.records.patches import Patch


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """
    A day on which something is due, ends or takes effect.

    `record` and `kind` together name it for ever, whatever day it moves to. `sites` and `vos` are those whom it
    concerns; a date that `is_for_all` concerns everybody. `is_tentative` marks a forecast.
    """

    record: str
    kind: str
    day: date
    title: str
    text: str
    sites: tuple[str, ...] = ()
    vos: tuple[str, ...] = ()
    is_for_all: bool = False
    is_tentative: bool = False

    @property
    def key(self) -> str:
        """What tells this date from all others."""
        return f"{self.record}-{self.kind}"


def due_dates(facts: Facts) -> tuple[DueDate, ...]:
    """List the dates of every clock that runs today, the earliest first."""
    found = (*_of_pilots(facts), *_of_patches(facts), *_forecasts(facts), *_of_policy(facts))
    return tuple(sorted(found, key=lambda one: (one.day, one.key)))


def _of_pilots(facts: Facts) -> Iterator[DueDate]:
    for pilot in facts.registry.pilots.values():
        standing = standing_of(pilot, facts)
        yield from _clocks(standing)
        yield from _prolongations(standing, facts)
        yield from _reminders(standing, facts)


def _clocks(standing: PilotStanding) -> Iterator[DueDate]:
    if standing.setup_due:
        yield _of_pilot(standing, "setup", standing.setup_due, "set-up due")
    if standing.week and not standing.week.is_complete:
        words = f"{standing.week.length} days of uninterrupted operation complete"
        yield _of_pilot(standing, "week", standing.week.complete_on, words)
    if standing.feedback_due:
        yield _of_pilot(standing, "feedback", standing.feedback_due, "feedback due")
    if standing.post_mortem_due:
        yield _of_pilot(standing, "post-mortem", standing.post_mortem_due, "post mortem due")


def _prolongations(standing: PilotStanding, facts: Facts) -> Iterator[DueDate]:
    if standing.is_in_operation:
        for number, event in enumerate(standing.pilot.events, start=1):
            if isinstance(event, Prolonged) and event.date <= facts.today:
                yield _of_pilot(standing, f"prolongation-{number}", event.until, "prolongation ends")


def reminder_slots(standing: PilotStanding, facts: Facts) -> tuple[date, ...]:
    """Tell the days on which silent VOs are reminded, past ones too: every interval from the start on (PPS414)."""
    started, policy = first(standing.pilot, Started), facts.policy()
    if started is None or policy is None or standing.feedback_due is None:
        return ()
    interval = policy.params.pilot.reminder_interval_days
    days = range(interval, (standing.feedback_due - started).days + 1, interval) if interval else ()
    return tuple(started + timedelta(days=one) for one in days)


def _reminders(standing: PilotStanding, facts: Facts) -> Iterator[DueDate]:
    """Yield the slots that are still to come for the VOs that have not answered."""
    for number, day in enumerate(reminder_slots(standing, facts), start=1):
        if day >= facts.today and standing.silent:
            found = _of_pilot(standing, f"reminder-{number}", day, "reminder to the silent VOs")
            text = f"{found.text} Silent so far: {', '.join(standing.silent)}."
            yield replace(found, text=text, sites=(), vos=standing.silent)


def _of_pilot(standing: PilotStanding, kind: str, day: date, words: str) -> DueDate:
    pilot = standing.pilot
    return DueDate(
        record=pilot.id,
        kind=kind,
        day=day,
        title=f"{pilot.id}: {words}",
        text=f"{pilot.title}. Patches: {', '.join(standing.patches)}.",
        sites=standing.sites,
        vos=() if kind == "setup" else standing.committed,
    )


def _of_patches(facts: Facts) -> Iterator[DueDate]:
    for patch in facts.registry.patches.values():
        if patch.vo_deadlines and _is_open(patch, facts):
            for number, one in enumerate(patch.vo_deadlines, start=1):
                yield DueDate(
                    record=patch.id,
                    kind=f"deadline-{number}",
                    day=one.deadline,
                    title=f"{patch.id}: deadline of VO {one.vo}",
                    text=f"{patch.title}{f'. {one.note}' if one.note else ''}",
                    vos=(one.vo,),
                )


def _is_open(patch: Patch, facts: Facts) -> bool:
    state = state_of(patch, facts.today)
    return state is not None and state.is_open


def _forecasts(facts: Facts) -> Iterator[DueDate]:
    """Yield the forecast of the transition that comes next for each open subject, and of the last on its road."""
    for one in open_subjects(facts):
        road = one.decision.next
        if one.next is road[0]:
            for upcoming in dict.fromkeys((road[0].transition, road[-1].transition)):
                yield from _forecast(one, next(step for step in road if step.transition == upcoming))


def _forecast(one: OpenSubject, upcoming: Next) -> Iterator[DueDate]:
    forecast = upcoming.forecast
    if forecast.day is None:
        return
    label = {"exact": "forecast, exact", "at-least": "forecast, at least"}[forecast.label]
    bound = f" Bound by {forecast.binding}." if forecast.binding else ""
    yield DueDate(
        record=one.subject.id,
        kind=f"forecast-{upcoming.transition}",
        day=forecast.day,
        title=f"{one.subject.id}: {upcoming.transition} is possible ({label})",
        text=f"{one.subject.title}. The policy allows the step from this day on; people decide when.{bound}",
        sites=one.sites,
        vos=one.vos,
        is_tentative=True,
    )


def _of_policy(facts: Facts) -> Iterator[DueDate]:
    for revision in final_revisions(facts.registry):
        yield DueDate(
            record=revision.id,
            kind="effective",
            day=revision.effective_on,
            title=f"{revision.id} takes effect",
            text=revision.change_summary,
            is_for_all=True,
        )

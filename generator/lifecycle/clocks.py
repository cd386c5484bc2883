"""Clocks of a pilot: whole UTC days, pure date arithmetic (lifecycle §5)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from generator.lifecycle.patch_states import Window
from generator.lifecycle.pilot_states import steps
from generator.records.pilot_events import (
    Aborted,
    Agreed,
    Evaluated,
    KickoffHeld,
    Prolonged,
    Resumed,
    Started,
    Suspended,
    Upgraded,
)
from generator.terms import PilotState

if TYPE_CHECKING:
    from generator.records.pilots import Pilot
    from generator.records.policies import Parameters
    from generator.records.structure import Event


def days_after(start: date, days: int) -> date:
    """Tell the day a number of days after a start."""
    return start + timedelta(days=days)


def first(pilot: Pilot, kind: type[Event]) -> date | None:
    """Tell the date of the first event of a type."""
    return next((event.date for event in pilot.events if isinstance(event, kind)), None)


def week_start(pilot: Pilot, day: date | None = None) -> date | None:
    """Tell when the running week began: the last started, resumed or upgraded; None while nothing runs (A20)."""
    begun: date | None = None
    for event in pilot.events:
        if day is not None and event.date > day:
            break
        if isinstance(event, Started | Resumed | Upgraded):
            begun = event.date
        elif isinstance(event, Suspended):
            begun = None
    return begun


def week_complete_on(pilot: Pilot, operation_days: int, day: date | None = None) -> date | None:
    """Tell the first day on which the uninterrupted operation, in days, is complete (PPS408)."""
    begun = week_start(pilot, day)
    return None if begun is None else days_after(begun, operation_days)


def agreed_days(pilot: Pilot, what: str, default: int) -> int:
    """Tell `setup_days` or `feedback_days`: of the last kick-off that fixed it, else the parameter."""
    fixed = [getattr(event, what) for event in pilot.events if isinstance(event, KickoffHeld)]
    return next((int(days) for days in reversed(fixed) if days is not None), default)


def setup_due(pilot: Pilot, at_agreement: Parameters) -> date | None:
    """Tell the last day for the set-up, by the parameters in force when the pilot was agreed (PPS409)."""
    agreed = first(pilot, Agreed)
    return (
        None if agreed is None else days_after(agreed, agreed_days(pilot, "setup_days", at_agreement.pilot.setup_days))
    )


def feedback_due(pilot: Pilot, at_start: Parameters, day: date | None = None) -> date | None:
    """Tell the last day of the feedback window of a major or NBC pilot; None while unstarted or suspended (A27).

    It moves by the days between suspended and resumed, and a prolongation sets it.
    """
    due: date | None = None
    stopped: date | None = None
    for event in pilot.events:
        if day is not None and event.date > day:
            break
        if isinstance(event, Started):
            due = days_after(event.date, agreed_days(pilot, "feedback_days", at_start.pilot.feedback_days))
        elif isinstance(event, Suspended):
            stopped = event.date
        elif isinstance(event, Resumed) and due is not None and stopped is not None:
            due, stopped = due + (event.date - stopped), None
        elif isinstance(event, Prolonged):
            due = event.until
    return None if stopped is not None else due


def post_mortem_due(pilot: Pilot, at_start: Parameters) -> date | None:
    """Tell the day by which the next post mortem is held: four weeks from the start, or the last prolongation (A30)."""
    prolonged = [event.until for event in pilot.events if isinstance(event, Prolonged)]
    started = first(pilot, Started)
    if prolonged or started is None:
        return prolonged[-1] if prolonged else None
    return days_after(started, at_start.post_mortem.due_days)


def pilot_window(pilot: Pilot, due: date | None) -> Window:
    """Tell the feedback window of a pilot: started until the earliest of its end and `due`, which is None for minor."""
    ends = [step.event.date for step in steps(pilot) if step.after is PilotState.ROLLED_BACK]
    ends += [event.date for event in pilot.events if isinstance(event, Evaluated | Aborted)]
    return Window(start=first(pilot, Started), until=min([*ends, *([due] if due else [])], default=None))

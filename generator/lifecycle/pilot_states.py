"""The state machine of a pilot (lifecycle §3) and the folding of its events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from generator.records.pilot_events import (
    Aborted,
    Agreed,
    Closed,
    Evaluated,
    NegotiationOpened,
    PilotRolledBack,
    Proposed,
    Resumed,
    Started,
    Suspended,
    Upgraded,
)
from generator.terms import PilotState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.records.pilots import Pilot, PilotSite
    from generator.records.structure import Event

_S = PilotState
ARROWS: Final[Mapping[type[Event], Mapping[PilotState | None, PilotState]]] = {
    Proposed: {None: _S.PROPOSED},
    NegotiationOpened: {_S.PROPOSED: _S.NEGOTIATING},
    Agreed: {_S.PROPOSED: _S.AGREED, _S.NEGOTIATING: _S.AGREED},
    Started: {_S.AGREED: _S.RUNNING},
    Suspended: {_S.RUNNING: _S.SUSPENDED},
    Resumed: {_S.SUSPENDED: _S.RUNNING},
    PilotRolledBack: {_S.RUNNING: _S.ROLLED_BACK, _S.SUSPENDED: _S.ROLLED_BACK},
    Evaluated: {_S.RUNNING: _S.EVALUATED, _S.SUSPENDED: _S.EVALUATED},
    Closed: {_S.EVALUATED: _S.CLOSED},
    Aborted: {_S.PROPOSED: _S.ABORTED, _S.NEGOTIATING: _S.ABORTED, _S.AGREED: _S.ABORTED},
}


class PilotStep(NamedTuple):
    """
    One transition that the machine allows: the number of its event from 1, the event, the states around it.

    A tuple, since they are made by the hundred thousand.
    """

    number: int
    event: Event
    before: PilotState | None
    after: PilotState


def is_allowed(event: Event, before: PilotState | None) -> bool:
    """Tell whether the machine has an arrow; a suspended pilot is evaluated as a failure only (PPS801)."""
    return _led(event, before) is not None


def _led(event: Event, before: PilotState | None) -> PilotState | None:
    """Follow the arrow of an event; None where the machine has none."""
    after = ARROWS.get(type(event), {}).get(before)
    is_half_tried = before is _S.SUSPENDED and isinstance(event, Evaluated) and event.outcome != "failure"
    return None if is_half_tried else after


def steps(pilot: Pilot, day: date | None = None) -> tuple[PilotStep, ...]:
    """Fold the events up to a day inclusive into transitions; a roll-back that leaves a site running is none."""
    state: PilotState | None = None
    found: list[PilotStep] = []
    left = {entry.site for entry in pilot.sites}
    for number, event in enumerate(pilot.events, start=1):
        if day is not None and event.date > day:
            break
        if isinstance(event, PilotRolledBack):
            left -= left if event.site is None else {event.site}
            if left:
                continue
        after = _led(event, state)
        if after is not None:
            found.append(PilotStep(number=number, event=event, before=state, after=after))
            state = after
    return tuple(found)


def state_of(pilot: Pilot, day: date | None = None) -> PilotState | None:
    """Tell the state of a pilot at the end of a day (default: after its last event); None before `proposed`."""
    folded = steps(pilot, day)
    return folded[-1].after if folded else None


def states_on(pilot: Pilot, day: date) -> frozenset[PilotState]:
    """Tell every state that a pilot had on a day: those of other records on that day have no order (lifecycle §1.3)."""
    folded = steps(pilot, day)
    begun = {step.after for step in folded if step.event.date == day}
    earlier = [step.after for step in folded if step.event.date < day]
    return frozenset({*begun, *earlier[-1:]})


def since(pilot: Pilot, day: date | None = None) -> date | None:
    """Tell the day on which the pilot entered the state it has at the end of a day."""
    folded = steps(pilot, day)
    return folded[-1].event.date if folded else None


def next_states(state: PilotState | None) -> tuple[PilotState, ...]:
    """Name the states that an arrow leads to, in the order of the machine."""
    return tuple(dict.fromkeys(arrows[state] for arrows in ARROWS.values() if state in arrows))


def running_set(pilot: Pilot, day: date | None = None) -> tuple[str, ...]:
    """Name the patches that the pilot runs at the end of a day: the last `upgraded.patches`, else `patches`."""
    upgrades = [event for event in pilot.events if isinstance(event, Upgraded) and (day is None or event.date <= day)]
    return upgrades[-1].patches if upgrades else pilot.patches


def running_sites(pilot: Pilot, day: date | None = None) -> tuple[PilotSite, ...]:
    """Tell the sites that were not rolled back by the end of a day."""
    gone = {
        event.site
        for event in pilot.events
        if isinstance(event, PilotRolledBack) and (day is None or event.date <= day)
    }
    return tuple(entry for entry in pilot.sites if entry.site not in gone and None not in gone)


def committed_vos(pilot: Pilot, day: date | None = None) -> tuple[str, ...]:
    """Name the VOs whose last entry on or before a day is `commit`, in the order of their first entry."""
    last: dict[str, str] = {}
    for entry in pilot.vos:
        if day is None or entry.date <= day:
            last[entry.vo] = entry.action
    return tuple(vo for vo, action in last.items() if action == "commit")

"""The state machine of a patch (lifecycle §2) and the folding of its events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.records.patch_events import (
    Accepted,
    CertificationStarted,
    Certified,
    FeedbackChannelOpened,
    PilotOpened,
    PreviewClosed,
    PreviewOpened,
    Recalled,
    Registered,
    Rejected,
    Released,
    RolledBack,
    Superseded,
    Withdrawn,
)
from generator.terms import PatchState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.records.patches import Patch
    from generator.records.structure import Event

_S = PatchState
_BEFORE_PRODUCTION: Final = tuple(state for state in _S if state.is_open)
_VISIBLE: Final[Mapping[PatchState | None, PatchState]] = {_S.IN_CERTIFICATION: _S.IN_PREVIEW, _S.CERTIFIED: _S.IN_PPS}
ARROWS: Final[Mapping[type[Event], Mapping[PatchState | None, PatchState]]] = {
    Registered: {None: _S.REGISTERED},
    CertificationStarted: {_S.REGISTERED: _S.IN_CERTIFICATION},
    PreviewOpened: _VISIBLE,
    PilotOpened: _VISIBLE,
    Certified: {_S.IN_CERTIFICATION: _S.CERTIFIED, _S.IN_PREVIEW: _S.IN_PPS},
    Accepted: {_S.IN_PPS: _S.READY_FOR_PRODUCTION, _S.CERTIFIED: _S.READY_FOR_PRODUCTION},
    Recalled: {_S.READY_FOR_PRODUCTION: _S.IN_PPS},
    Released: {_S.READY_FOR_PRODUCTION: _S.IN_PRODUCTION},
    RolledBack: {_S.IN_PRODUCTION: _S.ROLLED_BACK},
    Rejected: dict.fromkeys(_BEFORE_PRODUCTION, _S.REJECTED),
    Withdrawn: dict.fromkeys(_BEFORE_PRODUCTION, _S.WITHDRAWN),
    Superseded: dict.fromkeys(_BEFORE_PRODUCTION, _S.SUPERSEDED),
}


class PatchStep(NamedTuple):
    """
    One transition that the machine allows: the number of its event from 1, the event, the states around it.

    A tuple, since they are made by the hundred thousand.
    """

    number: int
    event: Event
    before: PatchState | None
    after: PatchState


def is_allowed(event: Event, before: PatchState | None) -> bool:
    """Tell whether the machine has an arrow; from `certified`, `accepted` needs an overrule (PPS801)."""
    return _led(event, before) is not None


def _led(event: Event, before: PatchState | None) -> PatchState | None:
    """Follow the arrow of an event; None where the machine has none."""
    after = ARROWS.get(type(event), {}).get(before)
    needs_overrule = before is _S.CERTIFIED and isinstance(event, Accepted) and event.overrule is None
    return None if needs_overrule else after


def steps(patch: Patch, day: date | None = None) -> tuple[PatchStep, ...]:
    """Fold the events up to a day inclusive into the transitions that the machine allows; others leave the state."""
    state: PatchState | None = None
    found: list[PatchStep] = []
    for number, event in enumerate(patch.events, start=1):
        if day is not None and event.date > day:
            break
        after = _led(event, state)
        if after is not None:
            found.append(PatchStep(number=number, event=event, before=state, after=after))
            state = after
    return tuple(found)


def state_of(patch: Patch, day: date | None = None) -> PatchState | None:
    """Tell the state of a patch at the end of a day (default: after its last event); None before `registered`."""
    folded = steps(patch, day)
    return folded[-1].after if folded else None


def since(patch: Patch, day: date | None = None) -> date | None:
    """Tell the day on which the patch entered the state it has at the end of a day."""
    folded = steps(patch, day)
    return folded[-1].event.date if folded else None


def next_states(state: PatchState | None) -> tuple[PatchState, ...]:
    """Name the states that an arrow leads to, in the order of the machine."""
    return tuple(dict.fromkeys(arrows[state] for arrows in ARROWS.values() if state in arrows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days on which feedback counts, inclusive; `until` is None while nothing has ended it (A27, A47)."""

    start: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        """Tell whether feedback of a day is in time."""
        return self.start is not None and self.start <= day and (self.until is None or day <= self.until)

    def is_late(self, day: date) -> bool:
        """Tell whether feedback of a day came after the window (PPS604)."""
        return self.until is not None and day > self.until


def preview_window(patch: Patch) -> Window:
    """Tell the feedback window of a preview: channel opened until closed, or the end of the patch."""
    ends = (PreviewClosed, Rejected, Withdrawn, Superseded)
    start = next((event.date for event in patch.events if isinstance(event, FeedbackChannelOpened)), None)
    until = next((event.date for event in patch.events if isinstance(event, ends)), None)
    return Window(start=start, until=until)

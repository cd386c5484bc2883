"""The road to production: which transitions lie ahead of a patch or pilot, and which have to come first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.records.patch_events import (
    Accepted,
    CertificationStarted,
    Certified,
    PilotOpened,
    PreviewOpened,
    Released,
)
from generator.records.patches import Patch
from generator.records.pilot_events import Agreed, Closed, Evaluated, NegotiationOpened, Resumed, Started
from generator.terms import PatchState, PilotState, UseCase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.records.pilots import Pilot
    from generator.records.structure import Event

_PATCH: Final[Mapping[Any, tuple[type[Event], ...]]] = {
    PatchState.REGISTERED: (CertificationStarted, PreviewOpened, PilotOpened, Certified, Accepted, Released),
    PatchState.IN_CERTIFICATION: (PreviewOpened, PilotOpened, Certified, Accepted, Released),
    PatchState.IN_PREVIEW: (Certified, Accepted, Released),
    PatchState.CERTIFIED: (PreviewOpened, PilotOpened, Accepted, Released),
    PatchState.IN_PPS: (Accepted, Released),
    PatchState.READY_FOR_PRODUCTION: (Released,),
}
_PILOT: Final[Mapping[Any, tuple[type[Event], ...]]] = {
    PilotState.PROPOSED: (NegotiationOpened, Agreed, Started, Evaluated, Closed),
    PilotState.NEGOTIATING: (Agreed, Started, Evaluated, Closed),
    PilotState.AGREED: (Started, Evaluated, Closed),
    PilotState.RUNNING: (Evaluated, Closed),
    PilotState.SUSPENDED: (Resumed, Evaluated, Closed),
    PilotState.EVALUATED: (Closed,),
}
_FIRST: Final[Mapping[type[Event], tuple[type[Event], ...]]] = {
    PreviewOpened: (CertificationStarted,),
    PilotOpened: (CertificationStarted,),
    Certified: (CertificationStarted,),
    Accepted: (PreviewOpened, PilotOpened, Certified),
    Released: (Accepted,),
    Started: (Agreed,),
    Evaluated: (Resumed, Started),
    Closed: (Evaluated,),
}


def events_ahead(record: Patch | Pilot, state: Any, use_case: UseCase | None) -> tuple[type[Event], ...]:
    """Tell the transitions on the way to production from a state, in order; a class has one way to become visible."""
    if not isinstance(record, Patch):
        road = _PILOT.get(state, ())
        return tuple(one for one in road if one is not NegotiationOpened or use_case is not UseCase.BC_SERVER_MINOR)
    is_client = use_case is not None and use_case.is_client_class
    other = PilotOpened if is_client else PreviewOpened
    return tuple(one for one in _PATCH.get(state, ()) if one is not other)


def events_before(event: type[Event], road: tuple[type[Event], ...], *, overruled: bool) -> tuple[type[Event], ...]:
    """Tell the transitions of a road that have to be recorded before one; an overrule does without being visible."""
    first = (Certified,) if event is Accepted and overruled else _FIRST.get(event, ())
    return tuple(one for one in road if one in first)

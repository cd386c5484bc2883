"""How a pilot stood when it was agreed or started: what later gates judge again (lifecycle §2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.findings import GateStatus
from generator.lifecycle.as_of import before
from generator.lifecycle.pilot_states import running_set
from generator.policy.pilot_class import pilot_class
from generator.policy.rule import Facts, Gate
from generator.records.patch_events import Accepted

if TYPE_CHECKING:
    from datetime import date

    from generator.findings import Location
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot
    from generator.records.structure import Event
    from generator.terms import UseCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A pilot as it stood when a step was recorded, or as it stands while that step is still ahead."""

    pilot: Pilot
    day: date
    place: Location
    is_past: bool

    @property
    def gap(self) -> GateStatus:
        """What lacks before the step can still be done; afterwards it cannot."""
        return GateStatus.BREACHED if self.is_past else GateStatus.MISSING


def stand_at(pilot: Pilot, step: type[Event], facts: Facts) -> Stand:
    """Tell how a pilot stood just before its first event of a type; as it stands today where there is none yet."""
    for number, event in enumerate(pilot.events, start=1):
        if isinstance(event, step):
            earlier = before(pilot, number, event.date)
            return Stand(pilot=earlier, day=event.date, place=pilot.place(event), is_past=True)
    return Stand(pilot=pilot, day=facts.today, place=place_in(pilot, facts), is_past=False)


def place_in(record: Pilot | Patch, facts: Facts) -> Location:
    """Locate the transition that is judged where it stands in this record, else the log of the record."""
    transition = facts.transition
    own = transition is not None and transition.event is not None and transition.place.path == record.path
    return transition.place if transition is not None and own else record.place(name="events")


def judged_class(pilot: Pilot, facts: Facts) -> UseCase | None:
    """Tell the class by which a pilot is judged: for an acceptance that of the accepted patch, else its own."""
    transition = facts.transition
    if transition is not None and transition.type == Accepted.type:
        for identity in running_set(pilot):
            patch = facts.registry.patches.get(identity)
            if patch is not None and patch.path == transition.place.path:
                return facts.use_case(patch)
    return pilot_class(pilot, facts)


def met(place: Location, message: str, *evidence: str) -> Gate:
    """Answer that all is well, and by which records."""
    return Gate(status=GateStatus.MET, at=place, message=message, evidence=evidence)


def not_asked(place: Location, message: str) -> Gate:
    """Answer that the rule has nothing to ask here."""
    return Gate(status=GateStatus.NOT_APPLICABLE, at=place, message=message)

"""PPS405."""

from collections.abc import Iterator
from datetime import date

from generator.findings import GateStatus, Location
from generator.policy.pilot.protocol import met, place_in
from generator.policy.pilot_class import pilot_class
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import KickoffHeld
from generator.records.pilots import Pilot
from generator.terms import Part, Role, UseCase

Trace = tuple[Location, date, str]
"""What shows that a VO is involved: where it stands, its day, what is wrong with it."""


@rule(
    "PPS405",
    of=Pilot,
    statements=("T095", "T096"),
    quote="VOs get explicitly involved in the activity only in case of major updates",
    gate_of=("agreed",),
)
def minor_pilots_stay_internal(pilot: Pilot, facts: Facts) -> Gates:
    """
    The pilot of a minor update stays inside the service infrastructure: no VO is asked, told, counted on or reminded.

    Operating a minor update is like operating production. What was recorded while the update still counted as major
    may stay. If a VO really has to take part, somebody escalates the patch to a major update; feedback that nobody
    asked for is welcome and is not meant here.
    """
    if pilot_class(pilot, facts) is not UseCase.BC_SERVER_MINOR:
        return
    traces = (*_of_record(pilot), *_of_log(pilot, facts))
    involved = [trace for trace in traces if pilot_class(pilot, facts, trace[1]) is UseCase.BC_SERVER_MINOR]
    for place, _, what in involved:
        yield Gate(
            status=GateStatus.BREACHED,
            at=place,
            message=f"minor updates are kept internal: {what}",
            fix="remove it before merging, or escalate the patch to bc-server/major",
            actor=facts.actor(Role.PPS_COORDINATION),
        )
    if facts.transition is not None and not involved:
        yield met(place_in(pilot, facts), "no VO is involved", pilot.id)


def _of_record(pilot: Pilot) -> Iterator[Trace]:
    for told in pilot.vo_information:
        yield pilot.place(told), told.date, f"VOs are not told of {pilot.id}"
    for interest in pilot.vo_interest:
        asked = f"VO {interest.vo} cannot take part in" if interest.vo != "none" else "VOs are not asked about"
        yield pilot.place(interest), interest.date, f"{asked} {pilot.id}"
    for commitment in pilot.vos:
        if commitment.action == "commit":
            yield pilot.place(commitment), commitment.date, f"VO {commitment.vo} cannot take part in {pilot.id}"
    for agreement in pilot.agreements:
        if agreement.part is Part.VO:
            yield pilot.place(agreement), agreement.date, f"VO {agreement.vo} cannot agree to {pilot.id}"


def _of_log(pilot: Pilot, facts: Facts) -> Iterator[Trace]:
    for event in pilot.events:
        if isinstance(event, KickoffHeld):
            yield pilot.place(event), event.date, f"{pilot.id} has no kick-off"
    for sent in facts.registry.notifications_by_subject.get(pilot.id, ()):
        if sent.kind == "reminder":
            yield sent.place(name="kind"), sent.sent_on, f"VOs are not reminded of {pilot.id}"

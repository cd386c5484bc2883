"""PPS406."""

from generator.findings import GateStatus, Waiver
from generator.policy.pilot.protocol import met, place_in
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilots import Pilot
from generator.terms import Role


@rule(
    "PPS406",
    of=Pilot,
    waivers=(Waiver.JOINT,),
    statements=("T098", "T099"),
    quote="Only standard production activity + monitoring",
    gate_of=("started",),
    every_run=False,
)
def minor_pilots_bear_standard_load(pilot: Pilot, facts: Facts) -> Gates:
    """
    The pilot of a minor update bears the load of production and is watched, nothing more.

    Nobody makes jobs or transfers for it. Set the load to standard, and name the page on which the monitoring of the
    pilot sites can be read.
    """
    place = place_in(pilot, facts)
    unmet = []
    if pilot.load != "standard":
        message = f"no artificial solicitation of a minor pilot: load must be 'standard', not '{pilot.load}'"
        unmet.append((pilot.place(name="load"), message, "load"))
    if pilot.monitoring is None:
        unmet.append((place, "a minor pilot is monitored: the monitoring reference is missing", "monitoring"))
    for at, message, field in unmet:
        yield Gate(
            status=GateStatus.MISSING,
            at=at,
            message=message,
            fix="set load standard and name the monitoring page",
            field=field,
            actor=facts.actor(Role.PPS_COORDINATION),
        )
    if not unmet:
        yield met(place, "standard load, and monitoring is named", pilot.id)

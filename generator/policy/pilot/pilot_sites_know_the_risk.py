"""PPS407."""

from generator.findings import GateStatus, Waiver
from generator.policy.pilot.protocol import met, place_in
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilots import Pilot
from generator.terms import Role


@rule(
    "PPS407",
    of=Pilot,
    waivers=(Waiver.JOINT,),
    statements=("T101", "T102", "T141"),
    quote="the awareness that the service is still experimental",
    gate_of=("started",),
    every_run=False,
)
def pilot_sites_know_the_risk(pilot: Pilot, facts: Facts) -> Gates:
    """
    Each pilot site knows that the service is experimental, and says who rolls it back.

    As site manager, acknowledge it in the pilot on or before the day on which the pilot starts, and name a person of
    the site who can return to the production version at once.
    """
    place = place_in(pilot, facts)
    unmet = []
    for number, entry in enumerate(pilot.sites):
        if entry.experimental_ack is None:
            message = f"{entry.site} has not acknowledged that the service is experimental"
            unmet.append((entry.site, message, f"sites[{number}].experimental_ack"))
        if entry.rollback_contact is None:
            message = f"{entry.site} names no rollback contact"
            unmet.append((entry.site, message, f"sites[{number}].rollback_contact"))
    for site, message, field in unmet:
        yield Gate(
            status=GateStatus.MISSING,
            at=place,
            message=message,
            fix="the site manager acknowledges and names a contact",
            field=field,
            actor=facts.actor(Role.SITE_MANAGER, site),
        )
    if not unmet:
        yield met(place, "every site knows the risk and names a rollback contact", pilot.id)

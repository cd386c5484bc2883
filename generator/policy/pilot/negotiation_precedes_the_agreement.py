"""PPS410."""

from collections.abc import Iterator

from generator.findings import Location, Waiver
from generator.policy.pilot.partners import last_candidates
from generator.policy.pilot.protocol import Stand, judged_class, met, stand_at
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Agreed, NegotiationOpened
from generator.records.pilots import Pilot
from generator.terms import Role, UseCase


@rule(
    "PPS410",
    of=Pilot,
    waivers=(Waiver.JOINT,),
    statements=("T103", "T104", "T105", "T106", "T141"),
    quote="a preliminary negotiation between VOs, deployment teams and sites is necessary",
    gate_of=("agreed", "evaluated", "accepted"),
    every_run=False,
)
def negotiation_precedes_the_agreement(pilot: Pilot, facts: Facts) -> Gates:
    """
    A pilot of more than a minor update is negotiated before it is agreed, and its sites come out of the negotiation.

    The coordination of pre-production chairs the negotiation. Candidate sites are recorded, Gold partners or
    volunteers, and every pilot site is one of those that were selected. Open the negotiation, record the candidates,
    select.
    """
    stand = stand_at(pilot, Agreed, facts)
    objections = tuple(_objections(stand, judged_class(pilot, facts), facts))
    for at, message, fix in objections:
        yield Gate(status=stand.gap, at=at, message=message, fix=fix, actor=facts.actor(Role.PPS_COORDINATION))
    if not objections:
        yield met(stand.place, "negotiated, and every site was selected", pilot.id)


def _objections(stand: Stand, use_case: UseCase | None, facts: Facts) -> Iterator[tuple[Location, str, str]]:
    pilot = stand.pilot
    if not any(isinstance(event, NegotiationOpened) for event in pilot.events):
        what = "a server that is not backward compatible" if use_case is UseCase.NBC_SERVER else "a major update"
        yield stand.place, f"{what} needs a negotiation before the agreement", "open the negotiation"
    chair = facts.registry.people.get(pilot.chair)
    if chair is not None and not chair.holds(Role.PPS_COORDINATION, stand.day):
        message = f"the chair {pilot.chair} does not hold 'pps-coordination' on {stand.day}"
        yield pilot.place(name="chair"), message, "let pps-coordination chair the negotiation"
    candidates = last_candidates(pilot)
    for entry in pilot.sites:
        if entry.site not in candidates:
            yield pilot.place(entry, "site"), f"{entry.site} is not a recorded candidate", "record the candidates"
        elif not candidates[entry.site].selected:
            message = f"{entry.site} is a candidate that was not selected"
            yield pilot.place(candidates[entry.site]), message, "select it, or leave the site out"
    if not pilot.sites:
        yield pilot.place(name="sites"), "no site is selected for the pilot", "select at least one candidate"

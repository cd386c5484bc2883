"""PPS412."""

from collections.abc import Iterator

from generator.findings import Location, Waiver
from generator.policy.pilot.protocol import Stand, met, stand_at
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Agreed, KickoffHeld
from generator.records.pilots import Pilot
from generator.terms import Role

Objection = tuple[Location, str, str]


@rule(
    "PPS412",
    of=Pilot,
    waivers=(Waiver.JOINT,),
    statements=("T105", "T112", "T113", "T114", "T141"),
    quote="call a meeting to kick-off the deployment activity",
    gate_of=("agreed", "evaluated", "accepted"),
    every_run=False,
)
def kickoff_fixes_the_timelines(pilot: Pilot, facts: Facts) -> Gates:
    """
    A kick-off meeting before the agreement fixes how long sites set up and how long VOs have to answer.

    The chair and a site manager of every pilot site are there, and the minutes can be read. What has to come true for a
    success is written down too. A missing timeline is agreed in a further kick-off; until then the clocks use the
    default.
    """
    stand = stand_at(pilot, Agreed, facts)
    kickoffs = tuple(event for event in stand.pilot.events if isinstance(event, KickoffHeld))
    objections = (*_of_kickoff(stand, kickoffs, facts), *_of_criteria(stand))
    for at, message, field in objections:
        yield Gate(
            status=stand.gap,
            at=at,
            message=message,
            fix=_way_out(field),
            field=field,
            actor=facts.actor(Role.PPS_COORDINATION),
        )
    if not objections:
        yield met(stand.place, f"kick-off held on {kickoffs[-1].date}", pilot.id)


def _way_out(field: str) -> str:
    if field == "success_criteria":
        return "write down what has to come true"
    if field == "events":
        return "hold it, and record it with its minutes (ref) and both timelines"
    return "record the kick-off again with its minutes (ref) and what is missing; recorded events are append-only"


def _of_kickoff(stand: Stand, kickoffs: tuple[KickoffHeld, ...], facts: Facts) -> Iterator[Objection]:
    if not kickoffs:
        yield stand.place, "no kick-off was held before the agreement", "events"
        return
    pilot, at = stand.pilot, stand.pilot.place(kickoffs[-1])
    default = facts.parameters(stand.day).pilot
    if not any(kickoff.ref for kickoff in kickoffs):
        yield at, "the kick-off has no minutes (ref)", "ref"
    if all(kickoff.setup_days is None for kickoff in kickoffs):
        yield at, f"the kick-off agreed no set-up timeline (default {default.setup_days} days)", "setup_days"
    if all(kickoff.feedback_days is None for kickoff in kickoffs):
        yield at, f"the kick-off agreed no feedback timeline (default {default.feedback_days} days)", "feedback_days"
    if not any(pilot.chair in kickoff.attendees for kickoff in kickoffs):
        yield at, f"the chair {pilot.chair} did not attend the kick-off", "attendees"
    for entry in pilot.sites:
        if not any(_represents(entry.site, kickoff, facts) for kickoff in kickoffs):
            yield at, f"no site manager of {entry.site} attended the kick-off", "attendees"


def _represents(site: str, kickoff: KickoffHeld, facts: Facts) -> bool:
    present = (facts.registry.people.get(attendee) for attendee in kickoff.attendees)
    return any(person.holds(Role.SITE_MANAGER, kickoff.date, site) for person in present if person is not None)


def _of_criteria(stand: Stand) -> Iterator[Objection]:
    if not any(criterion.strip() for criterion in stand.pilot.success_criteria):
        yield stand.place, "no success criteria are recorded", "success_criteria"

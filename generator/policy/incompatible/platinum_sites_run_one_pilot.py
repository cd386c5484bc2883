"""PPS503."""

from collections.abc import Iterator
from datetime import date

from generator.findings import GateStatus, Level, Waiver
from generator.lifecycle.clocks import first
from generator.lifecycle.pilot_states import running_sites, state_of
from generator.policy.pilot.protocol import met, place_in
from generator.policy.pilot.whereabouts import stays_by_site
from generator.policy.pilot_class import pilot_class
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Started
from generator.records.pilots import Pilot, PilotSite
from generator.terms import PilotState, Role, UseCase


@rule(
    "PPS503",
    of=Pilot,
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION,),
    statements=("T138",),
    quote="almost exclusive focus on the pilot activity",
    gate_of=("started",),
)
def platinum_sites_run_one_pilot(pilot: Pilot, facts: Facts) -> Gates:
    """
    A site that runs the pilot of a server that is not backward compatible runs no other pilot at that time.

    Such a pilot asks for almost exclusive focus. Move one of the pilots, or explain with an exception why the site can
    bear both. Of two such pilots the one that started later is told.
    """
    is_asked = facts.transition is not None
    is_running = state_of(pilot, facts.today) is PilotState.RUNNING
    if pilot_class(pilot, facts) is not UseCase.NBC_SERVER or not (is_asked or is_running):
        return
    shared = tuple(_shared(pilot, facts))
    for number, entry, other in shared:
        yield Gate(
            status=GateStatus.MISSING,
            at=pilot.place(entry, "site"),
            message=f"{entry.site} also runs {other.id}; almost exclusive focus is required",
            fix="move one pilot, or explain",
            field=f"sites[{number}].site",
            actor=facts.actor(Role.PPS_COORDINATION),
        )
    if is_asked and not shared:
        yield met(place_in(pilot, facts), "its sites run no other pilot", pilot.id)


def _shared(pilot: Pilot, facts: Facts) -> Iterator[tuple[int, PilotSite, Pilot]]:
    taking_part = {entry.site for entry in running_sites(pilot, facts.today)}
    for number, entry in enumerate(pilot.sites):
        if entry.site in taking_part:
            other = next(_others(entry.site, pilot, facts), None)
            if other is not None:
                yield number, entry, other


def _others(site: str, pilot: Pilot, facts: Facts) -> Iterator[Pilot]:
    for stay in stays_by_site(facts.whole).get(site, ()):
        other = facts.registry.pilots.get(stay.pilot) if stay.holds(facts.today) and stay.pilot != pilot.id else None
        if other is not None and _disturbs(other, site, pilot, facts):
            yield other


def _disturbs(other: Pilot, site: str, pilot: Pilot, facts: Facts) -> bool:
    """Tell whether another pilot runs at the site and is not the one to be told."""
    runs = state_of(other, facts.today) is PilotState.RUNNING
    if not runs or all(entry.site != site for entry in running_sites(other, facts.today)):
        return False
    is_alike = pilot_class(other, facts) is UseCase.NBC_SERVER
    return not is_alike or _order(other, facts.today) < _order(pilot, facts.today)


def _order(pilot: Pilot, today: date) -> tuple[date, str]:
    return first(pilot, Started) or today, pilot.id

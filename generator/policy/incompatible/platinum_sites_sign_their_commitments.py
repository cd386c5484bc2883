"""PPS502."""

from collections.abc import Iterator

from generator.findings import Waiver
from generator.policy.pilot.protocol import met, stand_at
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Started
from generator.records.pilots import Pilot, PilotSite
from generator.terms import Role


@rule(
    "PPS502",
    of=Pilot,
    waivers=(Waiver.JOINT,),
    statements=("T136", "T137", "T138", "T139", "T140"),
    quote="Throughout the duration of the preproduction activity, these sites must assure",
    gate_of=("started", "accepted"),
    every_run=False,
)
def platinum_sites_sign_their_commitments(pilot: Pilot, facts: Facts) -> Gates:
    """
    Before the pilot of a server that is not backward compatible starts, each site signs what it assures.

    It assures almost exclusive focus, a concentration in time with its first and last day, and an effective interaction
    with coordination and users, and it has a plan for perturbations. The site manager signs on or before the day on
    which the pilot starts.
    """
    stand = stand_at(pilot, Started, facts)
    unmet = tuple(
        Gate(
            status=stand.gap,
            at=stand.pilot.place(entry.commitments) if entry.commitments else stand.place,
            message=f"{entry.site} {message}",
            fix="the site manager signs the commitments" + ("" if entry.commitments else _command(pilot, entry)),
            field=f"sites[{number}].commitments",
            actor=facts.actor(Role.SITE_MANAGER, entry.site),
        )
        for number, entry in enumerate(stand.pilot.sites)
        for message in _lacking(entry)
    )
    yield from unmet or (met(stand.place, "every site signed its commitments", pilot.id),)


def _command(pilot: Pilot, entry: PilotSite) -> str:
    return f": pps agree {pilot.id} --site {entry.site} --set focus=true"


def _lacking(entry: PilotSite) -> Iterator[str]:
    given = entry.commitments
    if given is None:
        yield "has not signed its commitments"
        return
    if not given.focus:
        yield "has not assured 'almost exclusive focus'"
    if given.concentration is None:
        yield "has not assured 'concentration in time'"
    if not (given.interaction or "").strip():
        yield "has not assured 'effective interaction'"
    if not (given.perturbation_plan or "").strip():
        yield "has no plan for perturbations"

"""PPS404."""

from collections.abc import Iterator

from generator.findings import Waiver
from generator.policy.pilot.partners import has_tier, required_tier, volunteers
from generator.policy.pilot.protocol import Stand, judged_class, met, stand_at
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Agreed
from generator.records.pilots import Pilot
from generator.records.sites import Site
from generator.terms import Infrastructure, Role, UseCase

_WORDS = {UseCase.BC_SERVER_MINOR: "minor", UseCase.BC_SERVER_MAJOR: "major"}


@rule(
    "PPS404",
    of=Pilot,
    waivers=(Waiver.EXCEPTION, Waiver.JOINT),
    statements=("T094", "T106"),
    quote='selected partner sites identified as PP "Gold" partners',
    gate_of=("agreed", "accepted"),
    every_run=False,
)
def pilot_sites_are_partners(pilot: Pilot, facts: Facts) -> Gates:
    """
    Pilots run at production sites that are Gold partners on the day of the agreement.

    A major update also takes volunteers: production sites below Gold that offer themselves as candidates and whose
    manager agrees. A minor update takes none. For servers that break something only production is asked here; their
    tier is a question of its own. Choose another site, or ask pps-coordination for the tier first.
    """
    stand = stand_at(pilot, Agreed, facts)
    use_case = judged_class(pilot, facts)
    unmet = tuple(
        Gate(
            status=stand.gap,
            at=pilot.place(entry, "site"),
            message=message,
            fix="choose a Gold partner",
            field=f"sites[{number}].site",
            actor=facts.actor(Role.PPS_COORDINATION),
        )
        for number, entry in enumerate(stand.pilot.sites)
        for message in _objections(facts.registry.sites.get(entry.site), use_case, stand, facts)
    )
    yield from unmet or (met(stand.place, "every pilot site may take part", *_named(stand)),)


def _objections(site: Site | None, use_case: UseCase | None, stand: Stand, facts: Facts) -> Iterator[str]:
    if site is None or use_case is None:
        return
    tiers = facts.parameters(stand.day).tiers
    if site.infrastructure is not Infrastructure.PRODUCTION:
        yield f"{site.id} belongs to the {site.infrastructure} infrastructure; pilots run at production sites"
    elif use_case is UseCase.NBC_SERVER or (use_case is UseCase.BC_SERVER_MAJOR and site.id in volunteers(stand.pilot)):
        return
    elif not has_tier(site, required := required_tier(use_case, tiers), stand.day, tiers):
        needed = f"a pilot of a {_WORDS[use_case]} update runs at {required.capitalize()} partners"
        yield f"{site.id} is '{site.tier_on(stand.day)}' on {stand.day}; {needed}"


def _named(stand: Stand) -> tuple[str, ...]:
    return tuple(entry.site for entry in stand.pilot.sites)

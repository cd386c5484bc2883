"""PPS501."""

from generator.findings import Level, Waiver
from generator.policy.pilot.partners import has_tier, required_tier
from generator.policy.pilot.protocol import met, stand_at
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Agreed
from generator.records.pilots import Pilot
from generator.terms import Role, UseCase


@rule(
    "PPS501",
    of=Pilot,
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION, Waiver.JOINT),
    statements=("T135", "T136"),
    quote='Sites willing to support this pilot activities (PP "Platinum" partners)',
    gate_of=("agreed", "accepted"),
    every_run=False,
)
def nbc_pilots_run_at_platinum_partners(pilot: Pilot, facts: Facts) -> Gates:
    """
    The pilot of a server that is not backward compatible runs at Platinum partners.

    Platinum partners have the people and the preparation to handle what such a server may disturb. The tier of the day
    on which the pilot is agreed counts. A volunteer, or a Gold partner, needs an exception that says why.
    """
    stand = stand_at(pilot, Agreed, facts)
    tiers = facts.parameters(stand.day).tiers
    required = required_tier(UseCase.NBC_SERVER, tiers)
    unmet = []
    for number, entry in enumerate(stand.pilot.sites):
        site = facts.registry.sites.get(entry.site)
        if site is not None and not has_tier(site, required, stand.day, tiers):
            held = site.tier_on(stand.day)
            unmet.append(
                Gate(
                    status=stand.gap,
                    at=pilot.place(entry, "site"),
                    message=f"{site.id} is '{held}'; NBC pilots run at {required.capitalize()} partners",
                    fix=f"choose a {required.capitalize()} partner, or explain",
                    field=f"sites[{number}].site",
                    actor=facts.actor(Role.PPS_COORDINATION),
                )
            )
    yield from unmet or (met(stand.place, f"every site was {required} on {stand.day}", pilot.id),)

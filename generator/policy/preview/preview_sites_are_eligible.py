"""PPS306."""

from generator.findings import GateStatus, Waiver
from generator.policy.preview.answers import entry, met, unknown
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.installation_events import Distributed
from generator.records.installations import Installation
from generator.records.policies import TierParameters
from generator.terms import Infrastructure, Role, Tier, UseCase


@rule(
    "PPS306",
    of=Installation,
    waivers=(Waiver.EXCEPTION,),
    statements=("T022", "T065"),
    quote="distributed, possibly before the certification is complete, to collaborating sites in production",
    gate_of=("accepted",),
)
def preview_sites_are_eligible(installation: Installation, facts: Facts) -> Gates:
    """
    A preview goes to production sites that take part, and to Silver partners where it has to be configured.

    A site joins by its tier. What it was on the day on which the files came counts, and what was asked on that day, so
    neither a site that leaves nor a policy that asks for more makes an old preview wrong. The class is that of today: a
    client that turns out to need configuration needs Silver partners. Choose another site, have the tier raised before
    the files are distributed again, or explain by an exception.
    """
    patch, site = facts.registry.patches.get(installation.patch), facts.registry.sites.get(installation.site)
    arrivals = [event for event in installation.events if isinstance(event, Distributed)]
    use_case = facts.use_case(patch) if patch is not None else None
    if installation.kind != "preview" or use_case is None or not use_case.is_client_class or not arrivals:
        return
    place, day = installation.place(arrivals[-1]), arrivals[-1].date
    if site is None:
        if facts.transition is not None and ("sites", installation.site) in facts.whole.unreadable:
            yield unknown(place, installation.site)
        return
    tiers, tier = facts.parameters(day).tiers, site.tier_on(day)
    required = tiers.required.bc_client if use_case is UseCase.BC_CLIENT else tiers.required.nbc_client
    if site.infrastructure is not Infrastructure.PRODUCTION:
        message = f"{site.id} belongs to {site.infrastructure!s}; a preview runs at production sites"
    elif not suffices(tier, required, tiers):
        article = "a" if use_case is UseCase.BC_CLIENT else "an"
        message = f"{site.id} is '{tier}' on {day}; {article} {use_case} preview needs {_partner(required)}"
    else:
        if facts.transition is not None:
            yield met(place, f"{site.id} is '{tier}' on {day}", entry(installation, arrivals[-1]))
        return
    yield Gate(
        status=GateStatus.BREACHED,
        at=place,
        message=message,
        fix="choose another site, raise its tier, or explain",
        actor=facts.actor(Role.PPS_COORDINATION),
    )


def suffices(tier: Tier, required: Tier, tiers: TierParameters) -> bool:
    """Tell whether a tier is the required one, or a higher one where the tiers are nested (A23)."""
    if not tiers.nested or not {tier, required} <= set(tiers.order):
        return tier is required
    return tiers.order.index(tier) >= tiers.order.index(required)


def _partner(tier: Tier) -> str:
    metals = {Tier.SILVER, Tier.GOLD, Tier.PLATINUM}
    return f"a {tier.capitalize()} partner" if tier in metals else f"a site of tier '{tier}'"

"""PPS420."""

from datetime import date

from generator.findings import GateStatus, Level, Waiver
from generator.lifecycle.clocks import first
from generator.lifecycle.pilot_states import PilotStep, running_sites, state_of, steps
from generator.policy.pilot.partners import has_tier, required_tier, volunteers
from generator.policy.pilot.protocol import judged_class, met, place_in
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Agreed
from generator.records.pilots import Pilot
from generator.records.policies import TierParameters
from generator.records.sites import Site
from generator.terms import Role, Tier


@rule(
    "PPS420",
    of=Pilot,
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION,),
    statements=("T094",),
    quote='selected partner sites identified as PP "Gold" partners',
    gate_of=("accepted",),
)
def pilot_sites_keep_their_tier(pilot: Pilot, facts: Facts) -> Gates:
    """
    A pilot site keeps the tier for which it was chosen, from the agreement until the evaluation.

    A site that had the tier and loses it on the way calls the outcome into question. Volunteers, who were taken without
    it, and sites that were rolled back before are not meant. Explain with an exception, or go on at another site.
    """
    agreed, state, use_case = first(pilot, Agreed), state_of(pilot, facts.today), judged_class(pilot, facts)
    is_asked = facts.transition is not None
    if agreed is None or use_case is None or not (is_asked or (state is not None and state.is_active)):
        return
    tiers = facts.parameters(agreed).tiers
    required, free = required_tier(use_case, tiers), volunteers(pilot)
    losses = []
    for number, entry in enumerate(pilot.sites):
        site = facts.registry.sites.get(entry.site)
        lost = _lost_on(site, required, tiers, pilot, facts) if site is not None and entry.site not in free else None
        if lost is not None:
            losses.append(
                Gate(
                    status=GateStatus.BREACHED,
                    at=pilot.place(entry, "site"),
                    message=f"{entry.site} is no longer {required.capitalize()} since {lost}",
                    fix="explain, or replace the site",
                    field=f"sites[{number}].site",
                    actor=facts.actor(Role.PPS_COORDINATION),
                )
            )
    yield from losses
    if is_asked and not losses:
        yield met(place_in(pilot, facts), "every pilot site kept its tier", pilot.id)


def _lost_on(site: Site, required: Tier, tiers: TierParameters, pilot: Pilot, facts: Facts) -> date | None:
    """Tell the first day on which a site that had the tier at the agreement had it no longer while it took part."""
    agreed = first(pilot, Agreed)
    if agreed is None or not has_tier(site, required, agreed, tiers):
        return None
    end = _end(pilot, facts.today)
    changes = sorted(entry.from_ for entry in site.tier_history if agreed < entry.from_ <= end)
    lost = (day for day in changes if not has_tier(site, required, day, tiers))
    return next((day for day in lost if any(entry.site == site.id for entry in running_sites(pilot, day))), None)


def _end(pilot: Pilot, today: date) -> date:
    """Tell the day until which the tier counts: the end of the pilot, or today while it goes on."""
    ends = (step.event.date for step in steps(pilot, today) if _is_over(step))
    return next(ends, today)


def _is_over(step: PilotStep) -> bool:
    return step.before is not None and step.before.is_active and not step.after.is_active

"""Partner sites of pilots: the tier that a class asks for, and which sites came as volunteers (A22, A23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.terms import Tier, UseCase

if TYPE_CHECKING:
    from datetime import date

    from generator.records.pilots import Candidate, Pilot
    from generator.records.policies import TierParameters
    from generator.records.sites import Site


def required_tier(use_case: UseCase, tiers: TierParameters) -> Tier:
    """Tell the tier that the sites of a pilot need, by its class."""
    if use_case is UseCase.NBC_SERVER:
        return tiers.required.nbc_server
    return tiers.required.minor if use_case is UseCase.BC_SERVER_MINOR else tiers.required.major


def has_tier(site: Site, required: Tier, day: date, tiers: TierParameters) -> bool:
    """Tell whether a site has a tier on a day, or a higher one; exactly that one where tiers do not nest."""
    held = site.tier_on(day)
    if not tiers.nested or not {held, required} <= set(tiers.order):
        return held is required
    return tiers.order.index(held) >= tiers.order.index(required)


def last_candidates(pilot: Pilot) -> dict[str, Candidate]:
    """Tell the last word about each candidate site."""
    return {candidate.site: candidate for candidate in pilot.candidates}


def volunteers(pilot: Pilot) -> frozenset[str]:
    """Name the sites that take part as volunteers."""
    return frozenset(site for site, candidate in last_candidates(pilot).items() if candidate.volunteer)

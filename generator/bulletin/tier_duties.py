"""What a tier asks for: the classes of updates that a site of it can take part in (T022, T065, T094, T135, A23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.terms import Tier, UseCase

if TYPE_CHECKING:
    from generator.policy.rule import Facts
    from generator.records.policies import TierParameters


def duties_of(tier: Tier, facts: Facts) -> tuple[UseCase, ...]:
    """Tell the classes that ask for a tier, or for a lower one where the tiers are nested; none without a policy."""
    policy = facts.policy()
    if policy is None:
        return ()
    tiers = policy.params.tiers
    required = {
        UseCase.BC_CLIENT: tiers.required.bc_client,
        UseCase.NBC_CLIENT: tiers.required.nbc_client,
        UseCase.BC_SERVER_MINOR: tiers.required.minor,
        UseCase.BC_SERVER_MAJOR: tiers.required.major,
        UseCase.NBC_SERVER: tiers.required.nbc_server,
    }
    return tuple(use_case for use_case, wanted in required.items() if _suffices(tier, wanted, tiers))


def _suffices(tier: Tier, wanted: Tier, tiers: TierParameters) -> bool:
    if not tiers.nested or tier not in tiers.order or wanted not in tiers.order:
        return tier is wanted
    return tiers.order.index(tier) >= tiers.order.index(wanted)

"""A promotion: one event for a patch, with its recorder and its approvals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, get_args

from generator.authoring.knowable import companions
from generator.authoring.log_entries import log_entry
from generator.policy.approvals import approving_roles
from generator.records.patch_events import Accepted, PatchEvent
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.authoring.acts import Act
    from generator.authoring.edits import Addition
    from generator.policy.rule import Facts
    from generator.records.patches import Patch
    from generator.records.structure import Event

EVENTS: Final[Mapping[str, type[Event]]] = {kind.type: kind for kind in get_args(PatchEvent)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """An event to be recorded: its keys as typed values, and the person who approves in each role."""

    patch: Patch
    kind: type[Event]
    act: Act
    keys: Mapping[str, Any] = field(default_factory=dict)
    approvers: Mapping[Role, str] = field(default_factory=dict)


def approving(patch: Patch, kind: type[Event], day: date, facts: Facts, *, overruled: bool) -> tuple[Role, ...]:
    """Name the roles whose approval the event has to carry."""
    return approving_roles(patch, kind, facts.use_case(patch, day), overruled=overruled)


def additions(promotion: Promotion, facts: Facts) -> tuple[Addition, ...]:
    """Tell what a promotion adds: its event, before an acceptance also what is then knowable."""
    own = log_entry(promotion.kind, promotion.act, promotion.keys, promotion.approvers)
    if promotion.kind is not Accepted:
        return (own,)
    coordinator = promotion.approvers.get(Role.PPS_COORDINATION)
    return (*companions(promotion.patch, promotion.act, coordinator, facts), own)

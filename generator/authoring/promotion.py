"""A promotion: one event for a patch, with its recorder and its approvals."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, get_args

from generator.authoring.knowable import companions
from generator.authoring.proposal import Item
from generator.policy.approvals import approving_roles
from generator.records.patch_events import Accepted, PatchEvent
from generator.records.schema import Field, shape_of
from generator.terms import Decision, Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.authoring.acts import Act
    from generator.authoring.proposal import Addition
    from generator.policy.rule import Facts
    from generator.records.patches import Patch
    from generator.records.structure import Event

EVENTS: Final[Mapping[str, type[Event]]] = {kind.type: kind for kind in get_args(PatchEvent)}
_BY_OTHER_WORDS: Final = frozenset({"type", "date", "by", "role", "scope", "approvals"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """An event to be recorded: its keys as typed values, and the person who approves in each role."""

    patch: Patch
    kind: type[Event]
    act: Act
    keys: Mapping[str, Any] = field(default_factory=dict)
    approvers: Mapping[Role, str] = field(default_factory=dict)


def settable(kind: type[Event]) -> dict[str, Field]:
    """Tell the keys of an event that are given one by one, by name: without who, when and whose approval."""
    return {key: one for key, one in shape_of(kind).by_key.items() if key not in _BY_OTHER_WORDS}


def missing_keys(kind: type[Event], given: Mapping[str, Any]) -> tuple[Field, ...]:
    """Tell the required keys of an event that are not given yet."""
    return tuple(one for key, one in settable(kind).items() if one.required and key not in given)


def approving(patch: Patch, kind: type[Event], day: date, facts: Facts, *, overruled: bool) -> tuple[Role, ...]:
    """Name the roles whose approval the event has to carry."""
    return approving_roles(patch, kind, facts.use_case(patch, day), overruled=overruled)


def additions(promotion: Promotion, facts: Facts) -> tuple[Addition, ...]:
    """Tell what a promotion adds: its event, before an acceptance also what is then knowable."""
    own = Item(field="events", value=_event(promotion))
    if promotion.kind is not Accepted:
        return (own,)
    coordinator = promotion.approvers.get(Role.PPS_COORDINATION)
    return (*companions(promotion.patch, promotion.act, coordinator, facts), own)


def _event(promotion: Promotion) -> dict[str, Any]:
    act, keys = promotion.act, promotion.keys
    head = {"type": promotion.kind.type, "date": act.day, "by": act.by, "role": act.role}
    scope = {"scope": act.scope} if act.scope else {}
    own = {key: keys[key] for key in _written_order(promotion.kind) if key in keys}
    approvals = [
        {"role": role, "by": by, "date": act.day, "decision": Decision.APPROVE}
        for role, by in promotion.approvers.items()
    ]
    return head | scope | own | ({"approvals": approvals} if approvals else {})


def _written_order(kind: type[Event]) -> tuple[str, ...]:
    """Tell the keys in the order in which they are written: those of the type, then those that any event has."""
    known = settable(kind)
    return tuple(dict.fromkeys((*(key for key in inspect.get_annotations(kind) if key in known), *known)))

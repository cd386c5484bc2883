"""An event as it is appended to the log of a record: who, when, its keys, its approvals."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Final

from generator.authoring.edits import Item
from generator.records.schema import shape_of
from generator.terms import Decision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.authoring.acts import Act
    from generator.records.structure import Event
    from generator.terms import Role

BY_OTHER_WORDS: Final = frozenset({"type", "date", "by", "role", "scope", "approvals"})
"""The keys of an event that tell who, when and whose approval; they are not set one by one."""


def log_entry(
    kind: type[Event], act: Act, keys: Mapping[str, Any] | None = None, approvers: Mapping[Role, str] | None = None
) -> Item:
    """Write an event: `keys` are those of its type, as typed values; `approvers` who approves in which role."""
    given = keys or {}
    head = {"type": kind.type, "date": act.day, "by": act.by, "role": act.role}
    scope = {"scope": act.scope} if act.scope else {}
    own = {key: given[key] for key in _written_order(kind) if key in given}
    approvals = tuple(
        {"role": role, "by": by, "date": act.day, "decision": Decision.APPROVE}
        for role, by in (approvers or {}).items()
    )
    return Item(field="events", value=head | scope | own | ({"approvals": approvals} if approvals else {}))


def _written_order(kind: type[Event]) -> tuple[str, ...]:
    """Tell the keys in the order in which they are written: those of the type, then those that any event has."""
    known = [key for key in shape_of(kind).by_key if key not in BY_OTHER_WORDS]
    return tuple(dict.fromkeys((*(key for key in inspect.get_annotations(kind) if key in known), *known)))

"""Every message that is due today, and those that a range of commits made due (outputs §11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.bulletin.messages_about_patches import messages_about_patches
from generator.bulletin.messages_about_pilots import messages_about_pilots
from generator.bulletin.messages_about_policy import messages_about_policy

if TYPE_CHECKING:
    from generator.bulletin.messages import Desk, Message
    from generator.policy.rule import Facts
    from generator.registry import Registry


def messages_due(facts: Facts, desk: Desk, base: Registry | None = None) -> tuple[Message, ...]:
    """
    Tell what has to be sent today, the oldest matter first.

    With `base`, only what an event made due that the records of the base did not hold; the slot of a reminder is no
    event. Nothing is due while no policy revision is in force.
    """
    if facts.policy() is None:
        return ()
    found = (
        *messages_about_patches(facts, desk),
        *messages_about_pilots(facts, desk),
        *messages_about_policy(facts, desk),
    )
    ordered = sorted(found, key=lambda one: (one.day, one.event_id, one.name))
    return tuple(one for one in ordered if base is None or not _stood_in(base, one.cause))


def _stood_in(base: Registry, cause: str) -> bool:
    """Tell whether the records of a base already held an event, or a revision as final."""
    record, _, number = cause.partition("/")
    if not number:
        revision = base.policy.get(record)
        return revision is not None and revision.status == "final"
    found: Any = base.patches.get(record) or base.pilots.get(record) or base.installations.get(record)
    return found is not None and len(found.events) >= int(number)

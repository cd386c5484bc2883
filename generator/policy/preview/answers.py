"""What answers about previews and feedback share: met and not applicable, entries of a log, days, who manages sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.findings import Actor, GateStatus
from generator.policy.rule import Gate
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.findings import Location
    from generator.policy.rule import Facts
    from generator.records.installations import Installation
    from generator.records.patches import Patch
    from generator.records.structure import Event


def met(at: Location, message: str, *evidence: str) -> Gate:
    """Answer that an obligation holds, and what that rests on."""
    return Gate(status=GateStatus.MET, at=at, message=message, evidence=evidence)


def not_applicable(at: Location, message: str) -> Gate:
    """Answer that an obligation has no object here, and why."""
    return Gate(status=GateStatus.NOT_APPLICABLE, at=at, message=message)


def unknown(at: Location, record: str) -> Gate:
    """Answer that nobody can tell while a record cannot be read."""
    return Gate(status=GateStatus.UNKNOWN, at=at, message=f"{record} cannot be read", fix=f"repair {record}")


def is_any_unreadable(folder: str, facts: Facts) -> bool:
    """Tell whether a record of a kind cannot be read, so that what seems to be missing may stand there."""
    return any(kind == folder for kind, _ in facts.whole.unreadable)


def entry(record: Patch | Installation, event: Event) -> str:
    """Name an entry of a log by its position from 1, such as PATCH-1100/7."""
    number = next(number for number, one in enumerate(record.events, start=1) if one is event)
    return f"{record.id}/{number}"


def in_days(number: int) -> str:
    """Write a span of whole days."""
    return f"{number} day" if number == 1 else f"{number} days"


def site_managers(sites: Iterable[str], facts: Facts) -> Actor:
    """Name the managers of one site, or of several, as those who must act."""
    named = tuple(dict.fromkeys(sites))
    if len(named) == 1:
        return facts.actor(Role.SITE_MANAGER, named[0])
    people = (one for site in named for one in facts.actor(Role.SITE_MANAGER, site).people)
    return Actor(role=Role.SITE_MANAGER.value, people=tuple(dict.fromkeys(people)))

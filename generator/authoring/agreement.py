"""Agreements to a pilot: what the concerned parts still have to say, and who may say it (PPS402)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.authoring.edits import AuthoringError, Item
from generator.policy.approvals import PART_ROLES, last_agreements
from generator.policy.pilot.concerned_parts import ConcernedPart, concerned_parts, in_words
from generator.policy.pilot_class import pilot_class
from generator.terms import Decision, Part

if TYPE_CHECKING:
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.pilots import Pilot


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody says about a pilot: which part he names, what he decides, and when."""

    by: str
    day: date
    decision: Decision
    part: Part | None = None
    scope: str | None = None
    everything: bool = False
    ref: str | None = None


def agreements(pilot: Pilot, asked: Asked, facts: Facts) -> tuple[Item, ...]:
    """Tell the agreements to append; raise AuthoringError where it is not clear for whom somebody speaks."""
    return tuple(_item(part, asked) for part in _parts(pilot, asked, facts))


def open_parts(pilot: Pilot, day: date, facts: Facts) -> tuple[ConcernedPart, ...]:
    """Tell the concerned parts that have not approved."""
    said = last_agreements(pilot)
    demanded = concerned_parts(pilot, pilot_class(pilot, facts, day), day, pilot.sites)
    return tuple(part for part in demanded if part not in said or said[part].decision is not Decision.APPROVE)


def _parts(pilot: Pilot, asked: Asked, facts: Facts) -> tuple[ConcernedPart, ...]:
    person = facts.registry.people.get(asked.by)
    if person is None:
        raise AuthoringError(f"there is no person {asked.by!r} in data/people/; name a handle with --by")
    if asked.part is not None and (asked.scope is not None or asked.part not in {Part.VO, Part.SITE}):
        return ((asked.part, asked.scope),)
    waiting = open_parts(pilot, asked.day, facts)
    own = tuple(
        (part, scope)
        for part, scope in waiting
        if person.holds(PART_ROLES[part], asked.day, scope) and asked.part in {None, part}
    )
    if own and (asked.everything or len(own) == 1):
        return own
    if own:
        raise AuthoringError(f"{asked.by} speaks for {_told(own)}; name one with --part, --vo or --site, or say --all")
    raise AuthoringError(f"{asked.by} speaks for no part that has still to agree; {_still(waiting)}")


def _still(waiting: tuple[ConcernedPart, ...]) -> str:
    return f"what is missing: {_told(waiting)}" if waiting else "all concerned parts have agreed"


def _told(parts: tuple[ConcernedPart, ...]) -> str:
    return ", ".join(in_words(part) for part in parts)


def _item(part: ConcernedPart, asked: Asked) -> Item:
    kind, scope = part
    value: dict[str, Any] = {"part": kind}
    if scope is not None:
        value[kind.value] = scope
    value |= {"by": asked.by, "date": asked.day, "decision": asked.decision}
    return Item(field="agreements", value=value | ({"ref": asked.ref} if asked.ref else {}))

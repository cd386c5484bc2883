"""Agreements to a pilot: what the concerned parts still have to say, and who may say it (PPS402)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.authoring.edits import AuthoringError, Item, Value
from generator.policy.approvals import PART_ROLES, last_agreements
from generator.policy.pilot.concerned_parts import ConcernedPart, concerned_parts, in_words
from generator.policy.pilot_class import pilot_class
from generator.terms import Decision, Part

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.pilots import Pilot


ASSURED: Final = frozenset({"focus", "concentration", "interaction", "perturbation_plan"})
"""What a site of a pilot that is not backward compatible signs (PPS502)."""


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


def signing_site(pilot: Pilot, spoken: tuple[Item, ...]) -> int:
    """Tell which entry of the sites of a pilot gets the commitments of the one site for which somebody speaks."""
    named = [str(one.value["site"]) for one in spoken if one.value["part"] is Part.SITE]
    if len(named) != 1:
        raise AuthoringError("--set tells what one site assures; name the site with --site")
    numbers = [number for number, entry in enumerate(pilot.sites) if entry.site == named[0]]
    if not numbers:
        raise AuthoringError(f"{named[0]} is no site of {pilot.id}")
    if pilot.sites[numbers[0]].commitments is not None:
        raise AuthoringError(f"{named[0]} has signed its commitments already; leave out --set")
    return numbers[0]


def signed(pilot: Pilot, number: int, fields: Mapping[str, Any], spoken: tuple[Item, ...]) -> tuple[Item | Value, ...]:
    """Tell the commitments of a site, and its agreement before them where it has not agreed yet."""
    last = last_agreements(pilot).get((Part.SITE, pilot.sites[number].site))
    is_agreed = last is not None and last.decision is Decision.APPROVE
    return (*(() if is_agreed else spoken), Value(mapping="sites", item=number, field="commitments", value=fields))


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

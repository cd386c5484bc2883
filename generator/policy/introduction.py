"""Since when a rule is asked: a rule of a later revision does not judge what came before it (policy §5.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.records.structure import Event, Structure, structures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.findings import Location
    from generator.policy.rule import Facts, Gate, Rule


def is_introduced(rule: Rule, facts: Facts, day: date) -> bool:
    """Tell whether the revision in force on a day knows a rule; a rule is asked even where no revision can be read."""
    revision = facts.policy(day)
    return revision is None or _number(rule.since) <= revision.number


def judges(rule: Rule, subject: object, gate: Gate, facts: Facts) -> bool:
    """Tell whether a rule may speak about the place of a gate: not about an event from before its introduction."""
    day = _day_of(subject, gate.at)
    return is_introduced(rule, facts, facts.today if day is None else day)


def _day_of(subject: object, place: Location) -> date | None:
    """Tell the day of the event in which a place lies; None where it lies in none."""
    for event in getattr(subject, "events", ()):
        if isinstance(event, Event) and (place.line, place.column) in set(_marks(event)):
            return event.date
    return None


def _marks(event: Structure) -> Iterator[tuple[int, int]]:
    for _, one in structures(event):
        yield one.at.line, one.at.column
        yield from (mark[:2] for mark in one.at.fields.values())


def _number(revision: str) -> tuple[int, ...]:
    return tuple(int(part) for part in revision.split("."))

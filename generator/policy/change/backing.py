"""Who acts in what a change adds, and whether a review stands behind it (policy §4.2, PPS807)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.policy.change.edits import added_facts
from generator.records.pilots import Acknowledgement, Agreement, PlatinumCommitments
from generator.records.structure import Approval, Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.history.change import Change
    from generator.policy.rule import Facts
    from generator.records.people import Person
    from generator.records.structure import Record, Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedAct:
    """The first act of a person in what a change adds to a record: where it stands, and what it is called."""

    by: str
    structure: Structure
    what: str


def added_acts(record: Record, facts: Facts) -> Iterator[AddedAct]:
    """Yield each person who acts in what a change adds to a record, once."""
    named = set()
    for _, structure, _, _ in added_facts(record, facts):
        person = getattr(structure, "by", None) or getattr(structure, "signed_by", None)
        if isinstance(person, str) and person not in named:
            named.add(person)
            yield AddedAct(by=person, structure=structure, what=_called(structure))


def person_of(name: str, change: Change) -> Person | None:
    """Tell who acts, as the base knows him, so that nobody lends his own login to another."""
    return change.base.people.get(name) or change.head.people.get(name)


def is_backed(person: Person, record: Record, change: Change) -> bool:
    """Tell whether there is evidence that a person stands behind a record as the change leaves it."""
    return (
        person.github is not None and change.evidence is not None and change.evidence.backs(person.github, record.path)
    )


def _called(structure: Structure) -> str:
    if isinstance(structure, Event):
        return f"{structure.type!r}"
    for kind, noun in ((Approval, "approval"), (Agreement, "agreement"), (Acknowledgement, "acknowledgement")):
        if isinstance(structure, kind):
            return f"the {noun}"
    return "the commitment" if isinstance(structure, PlatinumCommitments) else "the entry"

"""The outline of a record: whom it names, what it claims for itself, its newest dated fact; so neighbours are found."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.likeness import likeness
from generator.records.fields import Reference
from generator.records.patches import Patch
from generator.records.people import Person
from generator.records.scenarios import Scenario
from generator.references import LINK, dated_facts, uses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.files import File
    from generator.records.structure import Record

TAG: Final = "tag:"
LIKE: Final = "like:"
NODE_TYPE: Final = "node:"


class Outline(NamedTuple):
    """
    What a file shares with others: the names in it, its own among them.

    `newest` is the ordinal of its newest dated fact or 0; `is_readable` is false where no record could be made of it.
    """

    names: tuple[str, ...]
    newest: int
    is_readable: bool


def outline_of(file: File) -> Outline:
    """Draw the outline of a file; an unreadable one has its own name only."""
    folder = file.path.split("/")[1] if file.path.count("/") > 1 else ""
    names = {file.stem, f"{LIKE}{folder}/{likeness(file.stem)}"}
    if file.record is None:
        return Outline(tuple(sorted(names)), 0, is_readable=False)
    names.update(_named(file.record), _claimed(file.record))
    newest = max((day.toordinal() for _, _, day in dated_facts(file.record)), default=0)
    return Outline(tuple(sorted(names)), newest, is_readable=True)


def packed(outline: Outline) -> bytes:
    """Write an outline down as plain data."""
    return marshal.dumps(tuple(outline))


def unpacked(data: bytes) -> Outline:
    """Read an outline back."""
    return Outline(*marshal.loads(data))  # noqa: S302 - plain data, sealed by the store


def _named(record: Record) -> Iterator[str]:
    for use in uses(record, Reference):
        if use.marker is LINK and not use.value.startswith("https://"):
            yield use.value.partition("/")[0]
        elif use.marker is not LINK and not (use.marker.none and use.value == "none"):
            yield use.value
    held = record.roles if isinstance(record, Person) else ()
    acts = (*held, *getattr(record, "events", ()), *getattr(record, "approvals", ()))
    acts += tuple(approval for event in getattr(record, "events", ()) for approval in event.approvals)
    yield from (act.scope for act in acts if act.scope is not None)


def _claimed(record: Record) -> Iterator[str]:
    if isinstance(record, Patch):
        yield from (f"{TAG}{node_type}-{record.version}".casefold() for node_type in record.node_types)
        yield from (f"{NODE_TYPE}{node_type}" for node_type in record.node_types)
    elif isinstance(record, Scenario):
        yield from (f"{NODE_TYPE}{node_type}" for node_type in record.significant_for)
    elif record.folder == "pilots":
        yield f"{TAG}{record.id}".casefold()

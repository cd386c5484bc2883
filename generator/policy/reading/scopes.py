"""Where people act in a role that may have a scope: events, approvals, and the roles that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.records.people import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.people import Tenure
    from generator.records.structure import Approval, Event, Record


def in_roles(record: Record) -> Iterator[Event | Approval | Tenure]:
    """Yield every structure of a record that names a role."""
    if isinstance(record, Person):
        yield from record.roles
    for event in getattr(record, "events", ()):
        yield event
        yield from event.approvals
    yield from getattr(record, "approvals", ())

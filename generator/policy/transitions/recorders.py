"""Events that their recorder's role, or the site that it is for, may not record (lifecycle §2.3, §3.3, §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.records.installations import Installation
from generator.records.patch_events import Certified, Rejected
from generator.records.pilot_events import PilotRolledBack
from generator.records.pilots import Pilot
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.structure import Event, Record


def misplaced(record: Record) -> Iterator[tuple[Event, str, str]]:
    """Yield each event that is recorded in a role that may not record it: the event, what stands, what to do."""
    certified = False
    for event in getattr(record, "events", ()):
        if event.role not in event.recorded_by:
            allowed = " or ".join(event.recorded_by)
            yield event, f"'{event.type}' is recorded by {allowed}, not by {event.role}", f"let a {allowed} record it"
        elif certified and isinstance(event, Rejected) and event.role is Role.SA3_CERTIFICATION:
            message = "sa3-certification rejects only before 'certified'"
            yield event, message, "let a sa1-operations or release-manager reject it"
        elif event.role is Role.SITE_MANAGER and event.scope is not None:
            yield from _elsewhere(record, event)
        certified = certified or isinstance(event, Certified)


def _elsewhere(record: Record, event: Event) -> Iterator[tuple[Event, str, str]]:
    """Yield an event that a site manager records for a site of somebody else."""
    if isinstance(record, Installation):
        sites: tuple[str, ...] = (record.site,)
    elif isinstance(record, Pilot) and isinstance(event, PilotRolledBack) and event.site is not None:
        sites = (event.site,)
    elif isinstance(record, Pilot):
        sites = tuple(entry.site for entry in record.sites)
    else:
        return
    if event.scope not in sites:
        wanted = " or ".join(sites)
        message = f"'{event.type}' is recorded by the site-manager of {wanted}, not of {event.scope}"
        yield event, message, f"let the site-manager of {wanted} record it"

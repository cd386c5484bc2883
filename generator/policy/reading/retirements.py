"""Sites and VOs that are used after the day on which they retired, as answers of PPS106."""

from collections.abc import Iterator, Mapping
from datetime import date

from generator.policy.reading.breaches import breach
from generator.policy.rule import Gate, Gates
from generator.records.fields import Reference
from generator.records.installation_events import Removed, TagWithdrawn
from generator.records.installations import Installation
from generator.records.pilot_events import Agreed, Started
from generator.records.pilots import Pilot
from generator.records.sites import Site
from generator.records.structure import Record, Structure
from generator.records.vos import Vo
from generator.references import uses
from generator.registry import Registry

_CLEARING = (TagWithdrawn, Removed)


def retirements(registry: Registry) -> Gates:
    """Yield each dated use of a site or VO that lies after its retirement; clearing a site is no use of it."""
    named: tuple[Site | Vo, ...] = (*registry.sites.values(), *registry.vos.values())
    retired = {(one.folder, one.id): one for one in named if one.retired_on is not None}
    for record in registry.records if retired else ():
        yield from _late_uses(record, retired)


def _late_uses(record: Record, retired: Mapping[tuple[str, str], Site | Vo]) -> Gates:
    for use in uses(record, Reference):
        named = next((retired[kind, use.value] for kind in use.marker.kinds if (kind, use.value) in retired), None)
        if named is not None and use.day is not None and named.is_retired_on(use.day):
            yield _late(record, use.structure, use.field, use.item, named, use.day)
    for structure, field, site, day in _later_uses(record):
        host = retired.get(("sites", site))
        if host is not None and host.is_retired_on(day):
            yield _late(record, structure, field, None, host, day)


def _later_uses(record: Record) -> Iterator[tuple[Structure, str, str, date]]:
    """Yield uses whose day stands elsewhere: the steps of an installation, and the sites of a pilot that was agreed."""
    if isinstance(record, Installation):
        steps = (event for event in record.events if not isinstance(event, _CLEARING))
        yield from ((event, "date", record.site, event.date) for event in steps)
    elif isinstance(record, Pilot):
        begun = [event.date for event in record.events if isinstance(event, Agreed | Started)]
        yield from ((entry, "site", entry.site, begun[-1]) for entry in record.sites if begun)


def _late(  # noqa: PLR0913, PLR0917 - the parts of one message
    record: Record, structure: Structure, field: str, item: int | None, named: Site | Vo, day: date
) -> Gate:
    message = f"{{field}}: {named.id} retired on {named.retired_on} and is used on {day}"
    then = f"use {named.renamed_to}, its new name" if named.renamed_to else f"name another {named.noun}"
    return breach(record, structure, field, item, message=message, fix=then)

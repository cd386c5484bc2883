"""The news of an edition as entries of feeds: every event of patches, pilots and installations, in a line or two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.bulletin.chronicle import named
from generator.feeds.atom import Entry
from generator.feeds.record_pages import page_of
from generator.lifecycle import patch_states, pilot_states
from generator.records.patches import Patch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.edition import Edition
    from generator.feeds.home import Home
    from generator.records.installations import Installation
    from generator.records.pilots import Pilot
    from generator.records.structure import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Entries by the record that they are about; `transitions` are those of its events that led to another state."""

    events: Mapping[str, tuple[Entry, ...]]
    transitions: Mapping[str, tuple[Entry, ...]]
    steps: Mapping[str, tuple[Entry, ...]]

    @classmethod
    def of(cls, edition: Edition, home: Home) -> News:
        """Tell every event up to today once."""
        registry = edition.registry
        events, transitions = {}, {}
        subjects: tuple[Patch | Pilot, ...] = (*registry.patches.values(), *registry.pilots.values())
        for record in subjects:
            machine: Any = patch_states if isinstance(record, Patch) else pilot_states
            led = {step.number: step.after.value for step in machine.steps(record, edition.today)}
            told = tuple(_events(record, led, edition, home))
            events[record.id] = told
            transitions[record.id] = tuple(entry for entry in told if entry.number in led)
        steps = {one.id: tuple(_steps(one, edition, home)) for one in registry.installations.values()}
        return cls(events=events, transitions=transitions, steps=steps)


def _events(record: Patch | Pilot, led: dict[int, str], edition: Edition, home: Home) -> Iterator[Entry]:
    for number, event in enumerate(record.events, start=1):
        if event.date <= edition.today:
            how = named(event).removeprefix(event.type)
            news = f"now {led[number]}{how}" if number in led else event.type
            yield Entry(
                identity=home.tag(record.id, number),
                record=record.id,
                number=number,
                day=event.date,
                title=f"{record.id} {news}: {record.title}",
                text=_told(event, edition),
                address=f"{page_of(record.id)}#event-{number}",
                kind=event.type,
            )


def _steps(installation: Installation, edition: Edition, home: Home) -> Iterator[Entry]:
    patch = edition.registry.patches.get(installation.patch)
    for number, event in enumerate(installation.events, start=1):
        if event.date <= edition.today:
            yield Entry(
                identity=home.tag(installation.id, number),
                record=installation.id,
                number=number,
                day=event.date,
                title=f"{installation.patch} at {installation.site}: {_step(installation, number)}",
                text=f"{patch.title if patch else installation.patch}. {_told(event, edition)}",
                address=page_of(installation.patch),
                kind=event.type,
            )


def _step(installation: Installation, number: int) -> str:
    result = getattr(installation.events[number - 1], "result", "")
    return f"{installation.events[number - 1].type.replace('-', ' ')}{f' {result}' if result else ''}"


def _told(event: Event, edition: Edition) -> str:
    """Tell who recorded an event, and why where the event says so."""
    known = edition.registry.people.get(event.by)
    who = f"{known.name} ({event.by})" if known else event.by
    scope = f" of {event.scope}" if event.scope else ""
    said = (f"Recorded as {event.type} on {event.date} by {who}, {event.role}{scope}.",)
    why = (text for text in (getattr(event, "reason", None), event.note) if text)
    return "\n".join((*said, *why))

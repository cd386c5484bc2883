"""PPS109."""

from itertools import pairwise

from generator.files import File
from generator.policy.reading.breaches import breach
from generator.policy.reading.flaws import flaws_of
from generator.policy.rule import Facts, Gates, rule
from generator.records.patch_events import Released
from generator.records.patches import Patch
from generator.records.structure import Record
from generator.references import dated_facts


@rule("PPS109", of=File)
def event_logs_are_in_order(file: File, facts: Facts) -> Gates:
    """
    Events stand in the order of their dates, have a type of their kind of record, and have happened.

    A log is told from top to bottom, and every clock counts from its dates. A date after today is a plan, not a fact:
    add the entry on the day on which it happens. A patch is released on the day of its release.
    """
    yield from flaws_of(file, "PPS109")
    if file.record is None:
        return
    yield from _out_of_order(file.record)
    yield from _ahead(file.record, facts)
    if isinstance(file.record, Patch):
        yield from _beside_the_release(file.record, facts)


def _out_of_order(record: Record) -> Gates:
    for number, (before, event) in enumerate(pairwise(getattr(record, "events", ())), start=2):
        if event.date < before.date:
            message = f"event {number} is dated {event.date}, before event {number - 1} ({before.date})"
            yield breach(record, event, "date", message=message, fix="append events in the order of their dates")


def _ahead(record: Record, facts: Facts) -> Gates:
    for structure, name, day in dated_facts(record):
        if day > facts.today:
            message = f"{{field}} is {day}, after today ({facts.today})"
            yield breach(record, structure, name, message=message, fix="record it when it has happened")


def _beside_the_release(patch: Patch, facts: Facts) -> Gates:
    for event in patch.events:
        release = facts.registry.releases.get(event.release) if isinstance(event, Released) else None
        if release is not None and event.date != release.released_on:
            message = f"released is dated {event.date}, and {release.id} was released on {release.released_on}"
            fix = f"date it {release.released_on}, or name another release"
            yield breach(patch, event, "date", message=message, fix=fix)

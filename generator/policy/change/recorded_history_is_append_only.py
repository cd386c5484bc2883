"""PPS802."""

from typing import Any

from generator.findings import GateStatus, Location
from generator.policy.change.edits import RECORDS, broken_lists, previous
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.records.structure import Record, Structure


@rule("PPS802", of=RECORDS)
def recorded_history_is_append_only(record: Record, facts: Facts) -> Gates:
    """
    What was recorded stays as it was recorded: logs and histories are only appended to.

    Every clock, every approval and every past judgement rests on entries that nobody touches any more. An entry is
    not mended but corrected: restore it as it was and append a new one that says what it corrects. Layout, comments
    and quoting may change, and a few entries may gain a field that is written later, such as the end of a role.
    """
    was = previous(record, facts)
    if was is None:
        return
    for field, broken in broken_lists(record, was):
        old, new = getattr(was, field.attribute), getattr(record, field.attribute)
        entry = f"event {broken + 1}" if field.key == "events" else f"entry {broken + 1} of {field.key}"
        rest = "recorded events are" if field.key == "events" else f"{field.key} is"
        yield Gate(
            status=GateStatus.BREACHED,
            at=_place(record, field.key, new, broken),
            message=f"{_deed(entry, old, new, broken)}; {rest} append-only",
            fix="restore it and append a correction",
            field=f"{field.key}[{broken}]",
            actor=AUTHOR,
        )


def _deed(entry: str, old: tuple[Any, ...], new: tuple[Any, ...], broken: int) -> str:
    if new[broken:] == old[broken + 1 :][: len(new) - broken] and len(new) < len(old):
        return f"{entry} was removed"
    if old[broken] in new[broken + 1 :]:
        return f"something was inserted before {entry}"
    return f"{entry} was changed"


def _place(record: Record, field: str, new: tuple[Any, ...], broken: int) -> Location:
    if broken < len(new) and isinstance(new[broken], Structure):
        return record.place(new[broken])
    return record.place(name=field, item=broken)

"""What a change did to one record: the record as it was, what of it stays, who stands behind what is new."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from generator.findings import quoted
from generator.records.fields import APPEND_ONLY, FACT_DATES, GROWING, IMMUTABLE, WRITE_ONCE
from generator.records.kinds import KINDS, VOCABULARY
from generator.records.schema import Field, shape_of
from generator.records.structure import Structure, plain, structures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.history.change import Change
    from generator.policy.rule import Facts
    from generator.records.structure import Record

RECORDS: Final = tuple(kind.record for kind in (*KINDS.values(), VOCABULARY))
"""Every kind of record."""
_KEPT: Final = {APPEND_ONLY, GROWING, IMMUTABLE}


def comparable(facts: Facts) -> Change | None:
    """Tell the change if there is one and its base can be trusted (PPS810)."""
    change = facts.change
    if change is None or (change.newest is not None and change.newest.day > facts.today):
        return None
    return change


def previous(record: Record, facts: Facts) -> Record | None:
    """Tell a changed record as it was; None where nothing changed, it is new, or it cannot be compared."""
    change = comparable(facts)
    return change.was(record) if change is not None else None


def flagged_fields(record: Record) -> tuple[Field, ...]:
    """List the fields of a record that a change may not touch freely (records.md §1.3)."""
    return tuple(field for field in shape_of(type(record)).fields if field.mutability is not None)


def is_kept(old: Any, new: Any, *, growing: bool) -> bool:
    """Tell whether a value still says what it said; a growing one may have gained fields that are written once."""
    if isinstance(old, Structure) and type(old) is type(new) and growing:
        return all(
            (field.mutability is WRITE_ONCE and is_absent(getattr(old, field.attribute)))
            or is_kept(getattr(old, field.attribute), getattr(new, field.attribute), growing=True)
            for field in shape_of(type(old)).fields
        )
    return bool(plain(old) == plain(new))


def first_broken(old: tuple[Any, ...], new: tuple[Any, ...], *, growing: bool) -> int | None:
    """Tell which entry of a list that is only appended to no longer stands as it stood; None where all do."""
    for number, item in enumerate(old):
        if number >= len(new) or not is_kept(item, new[number], growing=growing):
            return number
    return None


def broken_lists(record: Record, was: Record) -> Iterator[tuple[Field, int]]:
    """Yield each list of a record that is only appended to and was not, with the first entry that shows it (PPS802)."""
    for field in flagged_fields(record):
        if field.mutability in {APPEND_ONLY, GROWING}:
            old, new = getattr(was, field.attribute), getattr(record, field.attribute)
            broken = first_broken(old, new, growing=field.mutability is GROWING)
            if broken is not None:
                yield field, broken


def is_absent(value: Any) -> bool:
    """Tell whether a field is still to be written; an unknown originator is."""
    return value is None or value in {"none", ()}


def shown(value: Any) -> str:
    """Show a value of a record inside a message, a text in double quotes, on one line and not too long."""
    if isinstance(value, str):
        return f'"{quoted(value)[1:-1]}"'
    return quoted(json.dumps(plain(value), ensure_ascii=False))[1:-1]


def added_facts(record: Record, facts: Facts) -> Iterator[tuple[str, Structure, str, date]]:
    """
    Yield every dated fact that a change adds to a record: its path, structure, field and day.

    A new date in a fixed field is left to PPS804, and a list of which an old entry no longer stands as it stood is left
    to PPS802: nobody can tell what of it is new.
    """
    change = comparable(facts)
    if change is None or not change.touches(record):
        return
    was = change.was(record)
    before = dict(_dated(was)) if was is not None else {}
    broken = {field.key for field, _ in broken_lists(record, was)} if was is not None else set()
    fixed = {field.key for field in flagged_fields(record) if field.mutability in _KEPT}
    for path, structure in structures(record):
        for name in sorted(FACT_DATES & set(shape_of(type(structure)).by_key)):
            day = getattr(structure, name)
            where = f"{path}.{name}" if path else name
            root = where.partition("[")[0].partition(".")[0]
            is_old = where in before and (before[where] == day or root in fixed)
            if day is not None and not is_old and root not in broken:
                yield where, structure, name, day


def _dated(record: Record) -> Iterator[tuple[str, date]]:
    for path, structure in structures(record):
        for name in FACT_DATES & set(shape_of(type(structure)).by_key):
            if getattr(structure, name) is not None:
                yield (f"{path}.{name}" if path else name), getattr(structure, name)

"""From a file to a record, or to every reason why not, all at once (PPS0xx, PPS1xx)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.findings import Flaw, quoted
from generator.records import source
from generator.records.refusals import told
from generator.records.schema import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.kinds import Kind
    from generator.records.structure import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one file gave: the record if it can be trusted, and every flaw that the reader found."""

    record: Record | None
    flaws: tuple[Flaw, ...]


def read_record(kind: Kind, stem: str, path: str, content: bytes) -> Reading:
    """Read one file of a kind.

    `path` stands below the root, `stem` becomes the id. The record is None where a flaw makes its values
    untrustworthy. Unknown and derived keys (PPS102, PPS104) are left out of it; a stem that disagrees is PPS105.
    """
    root, flaws = source.read(content)
    if root is None:
        return Reading(record=None, flaws=told(flaws))
    values, is_whole = shape_of(kind.record).values(root, root, flaws)
    if not is_whole or any(flaw.rule.startswith("PPS00") for flaw in flaws):
        return Reading(record=None, flaws=told(flaws))
    record = kind.record(at=root.place, id=stem, path=path, **values)
    return Reading(record=record, flaws=told([*flaws, *_misnamed(kind, record)]))


def _misnamed(kind: Kind, record: Record) -> Iterator[Flaw]:
    """Compare the fields that a stem encodes with it; a stem of no form encodes nothing."""
    if kind.pattern.fullmatch(record.id) is None:
        return
    for field, stands, told_by_stem in record.disagreements():
        line, column = record.at.of(field)
        message = f"{field} is {quoted(stands)}, but the file is named for {quoted(told_by_stem)}"
        fix = "rename the file, or name the record that it is about"
        yield Flaw(rule="PPS105", line=line, column=column, message=message, fix=fix, field=field)

"""What one command does to the files of records: additions to some, new ones, all of it as texts before and after."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.authoring import canonical, layout
from generator.files import SourceFile, file_of
from generator.records.kinds import KINDS
from generator.records.schema import shape_of
from generator.records.structure import Structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.records.structure import Record

MODELINE: Final = "# yaml-language-server: $schema=../../site/schemas/v1/records/{folder}.json"
"""
The first line of a new record: editors complete and check it by the schema that the last `pps build` wrote.

The path starts at the record, so that it holds offline, in every clone and in every fork.
"""


class AuthoringError(Exception):
    """What is asked cannot be written so; the message says what to ask instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item to append to a list of a record: its keys in the order in which they are written."""

    field: str
    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """
    One key to add to a mapping of a record; without a `mapping`, to the record itself.

    With an `item`, a number from 0, the mapping is that item of the list of this name.
    """

    mapping: str | None = None
    item: int | None = None
    field: str
    value: Any


Addition = Item | Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Additions to a record that is there."""

    record: Record
    additions: tuple[Addition, ...]

    @property
    def path(self) -> str:
        """Where the record lies, below the root."""
        return self.record.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """
    A record that is not there yet: the folder of its kind, its id, and its fields by key as typed values.

    Values are what records hold (dates, enumerations, tuples, structures) or mappings of such; an event is a mapping
    that starts with its `type`. The fields are written in the order of the kind, whatever theirs is here.
    """

    folder: str
    id: str
    fields: Mapping[str, Any]

    @property
    def path(self) -> str:
        """Where the record will lie, below the root."""
        return f"data/{self.folder}/{self.id}.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """The text of one file before and after; None where there is no file: it is new, or it goes away."""

    path: str
    before: str | None
    after: str | None

    @property
    def diff(self) -> str:
        """The change as a unified diff, as git reads it."""
        names = (
            (f"a/{self.path}" if self.before is not None else "/dev/null"),
            (f"b/{self.path}" if self.after is not None else "/dev/null"),
        )
        old, new = ((text or "").splitlines(keepends=True) for text in (self.before, self.after))
        return "".join(map(_whole_line, difflib.unified_diff(old, new, *names)))


Edit = Added | Created | FileChange
"""One file that a command writes; FileChange is for what is neither an addition nor new, such as a renumbered id."""


def file_change(edit: Edit, before: str | None) -> FileChange:
    """
    Work an edit out for a file that holds the text `before`, None where there is none.

    Raises AuthoringError where the text is no longer that of the record, or a new record is there already.
    """
    if isinstance(edit, Created):
        if before is not None:
            raise AuthoringError(f"{edit.path} is there already; name another id")
        return FileChange(path=edit.path, before=None, after=text_of_new(edit))
    if isinstance(edit, FileChange):
        if before != edit.before:
            raise AuthoringError(meanwhile(edit.path))
        return edit
    if before is None or file_of(source(edit.path, before)).record != edit.record:
        raise AuthoringError(meanwhile(edit.path))
    after = before
    for addition in edit.additions:
        after = _with(after, addition, edit.record)
    return FileChange(path=edit.path, before=before, after=after)


def text_of_new(edit: Created) -> str:
    """Write a new record in canonical form, its modeline first."""
    order = tuple(shape_of(KINDS[edit.folder].record).by_key)
    known = [key for key in order if key in edit.fields]
    lines = [line for key in known for line in canonical.entry(key, edit.fields[key], 0)]
    return "".join(f"{line}\n" for line in (MODELINE.format(folder=edit.folder), *lines))


def source(path: str, text: str) -> SourceFile:
    """Tell a text as the file that a registry reads."""
    return SourceFile(path=path, content=text.encode())


def meanwhile(path: str) -> str:
    """Say that a file is not what the command started from."""
    return f"{path} was changed meanwhile; run the command again"


def _with(text: str, addition: Addition, record: Record) -> str:
    fields = tuple(shape_of(type(record)).by_key)
    if isinstance(addition, Item):
        return layout.with_item(text, addition.field, addition.value, fields)
    if addition.mapping is None:
        return layout.with_field(text, addition.field, addition.value, fields)
    inner = getattr(record, addition.mapping)
    if addition.item is None:
        order = tuple(shape_of(type(inner)).by_key)
        return layout.with_value(text, addition.mapping, addition.field, addition.value, order)
    order = tuple(shape_of(type(inner[addition.item])).by_key)
    return layout.with_value_in_item(text, (addition.mapping, addition.item), addition.field, addition.value, order)


def _whole_line(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def summary(edit: Edit) -> str:
    """Tell in a few words what an edit says: the events, the parts that agree, the keys; that a record is new."""
    if isinstance(edit, Created):
        return "new"
    if isinstance(edit, FileChange):
        return "new" if edit.before is None else "moved away" if edit.after is None else "changed"
    return ", ".join(map(_said, edit.additions))


def _said(addition: Addition) -> str:
    if isinstance(addition, Value):
        return f"{addition.field} {canonical.flow(addition.value)}"
    if addition.field == "events":
        return str(addition.value["type"])
    about = [str(addition.value[key]) for key in ("part", "vo", "site", "value", "patch") if key in addition.value]
    said = addition.value.get("decision") or addition.value.get("action") or addition.field
    return f"{said} of {' '.join(about)}" if about else str(said)


def named_in(edits: Iterable[Edit]) -> tuple[str, ...]:
    """Tell everybody in whose name edits speak: those who act, sign and approve (PPS807)."""
    return tuple(dict.fromkeys(person for edit in edits for value in _values(edit) for person in _people(value)))


def _values(edit: Edit) -> Iterator[Any]:
    if isinstance(edit, Created):
        yield edit.fields
    elif isinstance(edit, Added):
        yield from (addition.value for addition in edit.additions)


def _people(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping | Structure):
        for key, inner in canonical.entries(value):
            if key in {"by", "signed_by"}:
                yield str(inner)
            else:
                yield from _people(inner)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _people(one)

"""The export of a tracker as drafts of records, by a mapping that names a column for each field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from generator.findings import quoted
from generator.grid.entries import SourceError
from generator.grid.proposals import Draft
from generator.records import source
from generator.records.given import GivenError, typed
from generator.records.kinds import KINDS
from generator.records.nodes import Mapping as Node
from generator.records.schema import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.grid.rows import Row
    from generator.records.schema import Field


_COLUMN: Final = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerMapping:
    """
    How rows become records of one kind.

    `id` is a pattern with columns in braces ("BUG-{Item ID}"), `fields` names a pattern for each field, `words` what a
    word of the tracker is called here, field by field.
    """

    kind: str
    id: str
    fields: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def mapping_from(content: bytes, name: str) -> TrackerMapping:
    """Read a mapping; raise SourceError with the line of what does not fit."""
    root, flaws = source.read(content)
    if root is None or flaws:
        flaw = flaws[0]
        raise SourceError(f"{name}:{flaw.line}: {flaw.message}; {flaw.fix}")
    values: Any = _plain(root)
    try:
        found = TrackerMapping(
            kind=str(values["kind"]),
            id=str(values["id"]),
            fields={str(key): str(text) for key, text in values["fields"].items()},
            words={str(key): {str(a): str(b) for a, b in of.items()} for key, of in values.get("words", {}).items()},
        )
    except (KeyError, AttributeError, TypeError) as error:
        raise SourceError(
            f"{name} is no mapping ({error!r}); it needs kind, id and fields: {{field: column}}"
        ) from error
    _complete(found, name)
    return found


def _plain(node: Any) -> Any:
    return {key: _plain(value) for key, value in node.values.items()} if isinstance(node, Node) else node


def _complete(found: TrackerMapping, name: str) -> None:
    if found.kind not in KINDS:
        raise SourceError(f"{name}: there is no kind {quoted(found.kind)}; choose {', '.join(sorted(KINDS))}")
    known = shape_of(KINDS[found.kind].record).by_key
    for key in (*found.fields, *found.words):
        if key not in known:
            raise SourceError(f"{name}: {found.kind} have no field {quoted(key)}; choose {', '.join(known)}")


def drafts_of(rows: Iterable[Row], mapping: TrackerMapping) -> tuple[list[Draft], list[str]]:
    """Draft a record for every row; tell the rows of which no record can be made, and columns that nobody reads."""
    drafts: list[Draft] = []
    told: list[str] = []
    columns: dict[str, None] = {}
    for number, row in enumerate(rows, start=1):
        columns |= dict.fromkeys(row)
        try:
            drafts.append(_draft(row, mapping))
        except GivenError as error:
            told.append(f"row {number}: {error}")
    patterns = " ".join((mapping.id, *mapping.fields.values()))
    told += (f"column {quoted(column)} is in no field" for column in columns if f"{{{column}}}" not in patterns)
    return drafts, told


def _draft(row: Row, mapping: TrackerMapping) -> Draft:
    fields = shape_of(KINDS[mapping.kind].record).by_key
    texts = {key: _filled(pattern, row, key) for key, pattern in mapping.fields.items()}
    called = {key: mapping.words.get(key, {}).get(text, text) for key, text in texts.items()}
    values = {key: _typed(field, called[key], texts[key]) for key, field in fields.items() if called.get(key)}
    return Draft(folder=mapping.kind, stem=_filled(mapping.id, row, "id"), fields=values)


def _typed(field: Field, text: str, said: str) -> Any:
    try:
        return typed(field, text)
    except GivenError as error:
        raise GivenError(f"{error} (the tracker says {quoted(said)}; words: can translate it)") from error


def _filled(pattern: str, row: Row, key: str) -> str:
    """Put the columns of a row into a pattern; a line break becomes a blank."""
    for column in _COLUMN.findall(pattern):
        if column not in row:
            raise GivenError(f"{key} asks for column {quoted(column)}; the row has {', '.join(map(quoted, row))}")
    return _COLUMN.sub(lambda found: " ".join(row[found[1]].split()), pattern)

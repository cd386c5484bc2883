"""Tables that other programs export, as rows of text: CSV with a head line, or XML with an element a row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from generator.findings import quoted
from generator.grid.entries import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row = dict[str, str]
_ROW, _FIELD = 2, 3
_SEPARATORS: Final = ",;\t"


def rows_in(content: bytes, name: str) -> tuple[Row, ...]:
    """Read the rows of an export; raise SourceError where it is neither CSV nor plain XML."""
    return _xml(content, name) if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else _csv(content, name)


def _csv(content: bytes, name: str) -> tuple[Row, ...]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{name} is no UTF-8 at byte {error.start}; export it as UTF-8") from error
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    try:
        table = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True, restval="")
        _refuse_equal_heads(table.fieldnames or (), name)
        return tuple(
            {key.strip(): value.strip() for key, value in row.items() if isinstance(key, str)} for row in table
        )
    except (csv.Error, AttributeError) as error:
        raise SourceError(f"{name} is no table: {error}") from error


def _refuse_equal_heads(heads: Iterable[str], name: str) -> None:
    """Raise SourceError where two columns have one head, since only the last of them would be read."""
    counted = Counter(head.strip() for head in heads)
    for head, number in counted.items():
        if head and number > 1:
            raise SourceError(f"{name} has {number} columns with the head {quoted(head, 40)}; rename or remove one")


class _Rows:
    """Collects the grandchildren of the document as fields of its children; a document type is refused unread."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._path: list[str] = []
        self._text: list[str] = []

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._path.append(tag)
        if len(self._path) == _ROW:
            self.rows.append({**attributes})
        if len(self._path) == _FIELD:
            self._text = []

    def text(self, part: str) -> None:
        if len(self._path) >= _FIELD:
            self._text.append(part)

    def end(self, tag: str) -> None:
        if len(self._path) == _FIELD:
            text, row = "".join(self._text).strip(), self.rows[-1]
            row[tag] = f"{row[tag]}, {text}" if row.get(tag) and text else row.get(tag) or text
        self._path.pop()

    @staticmethod
    def refuse(*_: object) -> None:
        raise SourceError("it declares a document type; entities are not read")


def _xml(content: bytes, name: str) -> tuple[Row, ...]:
    found = _Rows()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = found.begin, found.end
    parser.CharacterDataHandler = found.text
    parser.StartDoctypeDeclHandler = found.refuse
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's own signature: this is the last part
    except expat.ExpatError as error:
        raise SourceError(f"{name} is no XML: {error}") from error
    except (LookupError, ValueError) as error:
        raise SourceError(f"{name} is no XML that can be read: {error}; export it as UTF-8") from error
    except SourceError as error:
        raise SourceError(f"{name} cannot be read: {error}") from error
    return tuple(found.rows)

"""LDIF: a dump of an information system as entries (RFC 2849)."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final

from generator.grid.entries import Entry, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Block = list[tuple[int, bytes]]
"""The lines of an entry, or of what stands between two, each with its number."""


def entries_in(content: bytes, name: str) -> tuple[Entry, ...]:
    """
    Read every entry of a dump.

    Raises SourceError with the line that is broken: a line that is none, a value that cannot be decoded, or an end
    in the middle of a line, which is how a cut dump looks. A search that says itself that it was cut is no dump either.
    """
    if not content.strip():
        raise SourceError(f"{name} is empty")
    if not content.endswith(b"\n"):
        raise SourceError(f"{name} ends in the middle of a line; the dump was cut")
    blocks = tuple(_blocks(content))
    _require_outcomes(blocks, name)
    return tuple(entry for block in blocks if (entry := _entry(block, name)) is not None)


def _require_outcomes(blocks: Iterable[Block], name: str) -> None:
    """Raise SourceError where a search that ldapsearch tells of has failed, or where its outcome or a page is gone."""
    is_awaited = is_continued = False
    for block in blocks:
        is_entry = any(line[:3].lower() == b"dn:" for _, line in block)
        for _, line in block:
            key, _, value = line.partition(b":")
            if line.rstrip() == _BEGINNING:
                _require_end(name, is_missing=is_awaited)
                is_awaited, is_continued = True, False
            elif key == b"result" and not is_entry:
                _require_success(name, value.decode("utf-8", "replace").strip())
                is_awaited = False
            elif key == b"pagedresults" and not is_entry:
                is_continued = value.partition(b"cookie=")[2].strip() != b""
    _require_end(name, is_missing=is_awaited or is_continued)


def _require_end(name: str, *, is_missing: bool) -> None:
    if is_missing:
        raise SourceError(f"{name} was cut: a search in it has no `result:` at its end; search again")


def _require_success(name: str, result: str) -> None:
    if result.split()[:1] != ["0"]:
        raise SourceError(f"{name} is no whole answer: its search ended with `result: {result}`; search again")


def _blocks(content: bytes) -> Iterator[Block]:
    """Yield the logical lines of each entry with their numbers: folded lines joined, comments left out."""
    block: Block = []
    for number, raw in enumerate(content.split(b"\n"), start=1):
        line = raw.removesuffix(b"\r")
        if line.startswith(b" ") and block:
            start, text = block[-1]
            block[-1] = (start, text + line[1:])
        elif line:
            block.append((number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _entry(block: Block, name: str) -> Entry | None:
    pairs = [_pair(number, line, name) for number, line in block if not line.startswith(b"#")]
    if not pairs or all(key in _AROUND for key, _ in pairs):
        return None
    start = 1 if pairs[0][0] == "version" else 0
    key, dn = pairs[start]
    if key != "dn":
        raise SourceError(f"{name}: an entry begins with {key}, not with dn")
    gathered: dict[str, list[bytes]] = {}
    for key, value in pairs[start + 1 :]:
        gathered.setdefault(key, []).append(value)
    return Entry.of(dn.decode("utf-8", "replace"), gathered.items())


_AROUND = frozenset({"version", "search", "result", "control", "text", "matcheddn", "ref", "pagedresults"})
"""What ldapsearch writes around entries: the version before them, the outcome after them."""
_BEGINNING: Final = b"# extended LDIF"
"""How ldapsearch begins where it also writes the outcome of the search; with -L, -LL or -LLL it writes neither."""


def _pair(number: int, line: bytes, name: str) -> tuple[str, bytes]:
    key, colon, value = line.partition(b":")
    if not colon or not key.strip():
        raise SourceError(f"{name}:{number}: this is no line of LDIF; each is `attribute: value`")
    if value.startswith(b"<"):
        raise SourceError(f"{name}:{number}: a value that lies elsewhere is not fetched")
    if not value.startswith(b":"):
        return key.decode("ascii", "replace").casefold(), value.lstrip(b" ")
    try:
        return key.decode("ascii", "replace").casefold(), base64.b64decode(value[1:].strip(), validate=True)
    except binascii.Error as error:
        raise SourceError(f"{name}:{number}: the value is no base64") from error

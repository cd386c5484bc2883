"""LDIF: a dump of an information system as entries (RFC 2849)."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from generator.grid.entries import Entry, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def entries_in(content: bytes, name: str) -> tuple[Entry, ...]:
    """
    Read every entry of a dump.

    Raises SourceError with the line that is broken: a line that is none, a value that cannot be decoded, or an end
    in the middle of a line, which is how a cut dump looks.
    """
    if not content.strip():
        raise SourceError(f"{name} is empty")
    if not content.endswith(b"\n"):
        raise SourceError(f"{name} ends in the middle of a line; the dump was cut")
    return tuple(entry for block in _blocks(content) if (entry := _entry(block, name)) is not None)


def _blocks(content: bytes) -> Iterator[list[tuple[int, bytes]]]:
    """Yield the logical lines of each entry with their numbers: folded lines joined, comments left out."""
    block: list[tuple[int, bytes]] = []
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


def _entry(block: Iterable[tuple[int, bytes]], name: str) -> Entry | None:
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

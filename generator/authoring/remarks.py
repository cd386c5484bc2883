"""The comments and blank lines of a record, each with the entry that it is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REMARK: Final = re.compile(r"^(?P<before>[^\n#]*)(?P<remark>#[^\n]*)|^[ ]*$", re.MULTILINE)
_BLANK_LINES: Final = re.compile(r"(\n *)+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key with its value, or an item of a list: where it starts, and the node of its value."""

    start: int
    value: Any

    @property
    def is_closed(self) -> bool:
        """Tell whether the value has an end of its own: a scalar, or a collection in brackets."""
        return self.value.id == "scalar" or bool(self.value.flow_style)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """What stands above and behind each entry, by the identity of its value's node, and what follows them all."""

    above: Mapping[int, tuple[str, ...]]
    behind: Mapping[int, str]
    last: tuple[str, ...]

    def above_of(self, node: Any) -> tuple[str, ...]:
        """Tell the comments above an entry, and "" for the blank lines among them."""
        return self.above.get(id(node), ())

    def behind_of(self, node: Any) -> str:
        """Tell the comment at the end of the line of an entry, with the space before it."""
        found = self.behind.get(id(node))
        return f"  {found}" if found else ""

    def are_within(self, node: Any) -> bool:
        """Tell whether any entry below a node has a comment."""
        return any(
            id(one.value) in self.behind or any(self.above_of(one.value)) for one in entries_of(node, include_own=False)
        )


def entries_of(node: Any, start: int = 0, *, include_own: bool = True) -> Iterator[Entry]:
    """Walk the entries below a node as they stand in the file, an outer one before its inner ones."""
    if include_own:
        yield Entry(start=start, value=node)
    if node.id == "mapping":
        for key, value in node.value:
            yield from entries_of(value, key.start_mark.index)
    elif node.id == "sequence":
        for value in node.value:
            yield from entries_of(value, value.start_mark.index)


def remarks_in(text: str, root: Any) -> Remarks:
    """Find every comment of a record, and the entry that it is about."""
    entries = tuple(entries_of(root, include_own=False))
    starts, masked = [one.start for one in entries], _masked(text, root)
    above: dict[int, list[str]] = {}
    behind: dict[int, str] = {}
    last: list[str] = []
    for found in _REMARK.finditer(masked):
        at = found.start("remark") if found["remark"] else found.start()
        remark = (found["remark"] or "").rstrip()
        owner = _owner(masked, at, entries, starts) if (found["before"] or "").strip(" -") else None
        if owner is not None and id(owner.value) not in behind:
            behind[id(owner.value)] = remark
            continue
        next_one = owner or _waiting(at, entries, starts) or _following(at, entries, starts)
        (last if next_one is None else above.setdefault(id(next_one.value), [])).append(remark)
    first = id(entries[0].value) if entries else None
    return Remarks(
        above={node: _spaced(lines, is_first=node == first) for node, lines in above.items()},
        behind=behind,
        last=_ended(_spaced(last, is_first=not entries)),
    )


def _masked(text: str, root: Any) -> str:
    """Blot out every scalar, its line breaks too, so that what looks like a comment there is none."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(_scalars(text, root)):
        parts += (text[done:start], "x" * (end - start))
        done = end
    return "".join((*parts, text[done:]))


def _scalars(text: str, node: Any) -> Iterator[tuple[int, int]]:
    """Yield where each scalar stands; of a block scalar the lines below its sign, which a comment may follow."""
    if node.id == "mapping":
        for pair in node.value:
            for inner in pair:
                yield from _scalars(text, inner)
    elif node.id == "sequence":
        for inner in node.value:
            yield from _scalars(text, inner)
    elif node.style in {"|", ">"}:
        start = text.index("\n", node.start_mark.index) + 1
        end = node.start_mark.index + len(block_text(text, node))
        if start < end:
            yield start, end
    else:
        yield node.start_mark.index, node.end_mark.index


def block_text(text: str, node: Any) -> str:
    """Tell how a block scalar stands in the text, from its sign to its last line; blank lines only where they count."""
    stands = text[node.start_mark.index : node.end_mark.index]
    lines = stands[: stands.rindex("\n")] if "\n" in stands else stands
    return lines if "+" in lines.partition("\n")[0] else _BLANK_LINES.sub("", lines)


def _owner(masked: str, at: int, entries: tuple[Entry, ...], starts: list[int]) -> Entry | None:
    """Tell whose line a comment ends: the outermost entry that ends before it, else the last one that has begun."""
    begun = entries[: bisect_left(starts, at)]
    line = masked.rfind("\n", 0, at) + 1
    for one in begun:
        end = one.value.end_mark.index
        if one.is_closed and line <= end <= at and not masked[end:at].strip(" ,"):
            return one
    return begun[-1] if begun else None


def _waiting(at: int, entries: tuple[Entry, ...], starts: list[int]) -> Entry | None:
    """Tell the entry whose key stands before a comment and whose scalar or bracket follows it."""
    number = bisect_left(starts, at) - 1
    one = entries[number] if number >= 0 else None
    return one if one is not None and one.is_closed and one.value.start_mark.index > at else None


def _following(at: int, entries: tuple[Entry, ...], starts: list[int]) -> Entry | None:
    number = bisect_right(starts, at)
    return entries[number] if number < len(entries) else None


def _spaced(lines: list[str], *, is_first: bool) -> tuple[str, ...]:
    """Keep one blank line of several, and none at the start of the file."""
    found: list[str] = []
    for line in lines:
        if line or (found[-1] if found else not is_first):
            found.append(line)
    return tuple(found)


def _ended(lines: tuple[str, ...]) -> tuple[str, ...]:
    return lines if not lines or lines[-1] else lines[:-1]

"""The canonical layout of a record: one way to indent, to space and to quote it, and nothing else is changed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from generator.authoring import canonical
from generator.authoring.edits import AuthoringError
from generator.authoring.layout import composed
from generator.authoring.remarks import block_text, remarks_in
from generator.records import source
from generator.records.nodes import Mapping, Sequence
from generator.records.texts import is_ambiguous

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.authoring.remarks import Remarks
    from generator.records.nodes import Value

_VERSION: Final = re.compile(r"[0-9]+[.-].*")
_UNSAFE: Final = frozenset({"PPS001", "PPS002", "PPS003", "PPS004", "PPS005"})
"""What leaves it in doubt what the file says."""
_DIGITS: Final = re.compile(r"[1-9]")


def formatted(text: str) -> str:
    """
    Write a record in canonical layout (records.md §1.4); what stands there already is answered as it is.

    A collection stays on its line, or in its block, as its author chose. Brackets over several lines become one line
    where that is short, holds no comment and no list of mappings, else a block. Raises AuthoringError where the text
    cannot be read, or would not say the same afterwards.
    """
    before, flaws = source.read(text.encode())
    if before is None or any(flaw.rule in _UNSAFE for flaw in flaws):
        raise AuthoringError("it cannot be read; pps check tells why")
    whole = text if text.endswith("\n") else f"{text}\n"
    root = composed(whole)
    after = "".join(f"{line}\n" for line in _Layout(whole, remarks_in(whole, root)).whole(root))
    reread, _ = source.read(after.encode())
    if reread is None or _said(reread) != _said(before):
        raise AuthoringError("its layout cannot be changed without changing what it says; it is left as it is")
    return after


def _said(value: Value, plain: bool = False) -> Any:  # noqa: FBT001, FBT002 - how a scalar stands, as its mark tells
    """Tell what a file says: keys, values and their order, with whether a value stands plain where that decides."""
    if isinstance(value, Mapping):
        return [(key, _said(inner, value.place.fields[key][4])) for key, inner in value.values.items()]
    if isinstance(value, Sequence):
        return tuple(_said(inner, mark[4]) for inner, mark in zip(value.items, value.marks, strict=True))
    return value, plain and is_ambiguous(value)


class _Layout:
    """The lines of a record, made from its nodes and its remarks."""

    def __init__(self, text: str, remarks: Remarks) -> None:
        self.text = text
        self.remarks = remarks

    def whole(self, root: Any) -> Iterable[str]:
        yield from self._entries(root, 0) if root.value else ["{}"]
        yield from self.remarks.last

    def _entries(self, node: Any, column: int) -> Iterable[str]:
        """Write the entries of a collection, each below what stands above it."""
        pairs = [(f"{self._scalar(key)}:", value) for key, value in node.value] if node.id == "mapping" else None
        for start, value in pairs or [("-", value) for value in node.value]:
            margin = " " * column
            yield from (f"{margin}{line}" if line else "" for line in self.remarks.above_of(value))
            yield from self._entry(f"{margin}{start}", value, column)

    def _entry(self, start: str, value: Any, column: int) -> Iterable[str]:
        behind = self.remarks.behind_of(value)
        if value.id == "scalar" and value.style in {"|", ">"}:
            yield from self._block_scalar(start, value, behind, column)
        elif self._is_one_line(start, value):
            yield f"{start} {self._flow(value)}".rstrip(" ") + behind
        elif start.endswith("-"):
            yield from [f"{' ' * column}{behind.lstrip()}"] if behind else []
            first, *others = self._entries(value, column + 2)
            yield from (f"{start} {first.lstrip()}", *others)
        else:
            yield f"{start}{behind}"
            yield from self._entries(value, column + 2)

    def _is_one_line(self, start: str, value: Any) -> bool:
        if value.id == "scalar" or not value.value:
            return True
        if not value.flow_style or self.remarks.are_within(value):
            return False
        stands = self.text[value.start_mark.index : value.end_mark.index]
        return "\n" not in stands or (_is_flat(value) and len(f"{start} {self._flow(value)}") <= canonical.WIDTH)

    def _flow(self, value: Any) -> str:
        if value.id == "mapping":
            return f"{{{', '.join(f'{self._scalar(key)}: {self._flow(inner)}' for key, inner in value.value)}}}"
        if value.id == "sequence":
            return f"[{', '.join(self._flow(inner) for inner in value.value)}]"
        return self._scalar(value)

    def _scalar(self, node: Any) -> str:
        """Write a scalar on one line: as it stands where it stands on one, versions in quotes."""
        stands = self.text[node.start_mark.index : node.end_mark.index]
        if node.style == '"' and "\n" not in stands:
            return stands
        is_version = _VERSION.fullmatch(stands) is not None and not is_ambiguous(stands)
        if node.style is None and "\n" not in stands and not is_version:
            return stands
        return _quoted(node)

    def _block_scalar(self, start: str, node: Any, behind: str, column: int) -> Iterable[str]:
        """Write the lines of a text below its sign, as they stand but for the margin."""
        sign, *lines = block_text(self.text, node).split("\n")
        sign = sign.partition(" ")[0]
        if _DIGITS.search(sign):
            yield f"{start} {_quoted(node)}{behind}"
            return
        first = next((line for line in lines if line.strip(" ")), "")
        cut = len(first) - len(first.lstrip(" "))
        yield f"{start} {sign}{behind}"
        yield from (f"{' ' * (column + 2)}{line[cut:]}" if line[cut:] else "" for line in lines)


def _quoted(node: Any) -> str:
    return json.dumps(node.value, ensure_ascii=False)


def _is_flat(node: Any) -> bool:
    """Tell whether a collection holds no list of mappings, which is easier to review line by line."""
    if node.id == "mapping":
        return all(_is_flat(inner) for _, inner in node.value)
    return node.id == "scalar" or not any(inner.id == "mapping" for inner in node.value)

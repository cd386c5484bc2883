"""Where an addition stands in the text of a record. ruamel.yaml's only door: its marks tell where each part ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from generator.authoring import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence


def with_item(text: str, field: str, value: Any, order: Sequence[str]) -> str:
    """
    Append an item to a list of a record; `order` names the record's fields as they follow one another.

    A list in block style gains lines and nothing else changes. A list that is absent gets its key at its place.
    """
    whole = text if text.endswith("\n") else f"{text}\n"
    root = composed(whole)
    found = _pair(root, field)
    if found is None:
        return _with_key(whole, root, field, (value,), order)
    key, items = found
    if items.value and items.flow_style:
        return _put(whole, _end(items.value[-1]), f", {canonical.flow(value)}")
    if items.value:
        lines = canonical.item(value, items.start_mark.column)
        return _put(whole, _next_line(whole, items), _joined(lines))
    if root.flow_style:
        return _put(whole, _end(items) - 1, canonical.flow(value))
    return _filled(whole, key, items, value)


def with_value(text: str, mapping: str, field: str, value: Any, order: Sequence[str]) -> str:
    """Add a key that is absent to a mapping of a record; `order` names the fields of that mapping."""
    whole = text if text.endswith("\n") else f"{text}\n"
    found = _pair(composed(whole), mapping)
    if found is None or not isinstance(found[1], MappingNode):
        raise ValueError(f"the record holds no mapping {mapping}")
    return _with_key(whole, found[1], field, value, order)


def with_field(text: str, field: str, value: Any, order: Sequence[str]) -> str:
    """Add a key that is absent to a record itself; `order` names the record's fields."""
    whole = text if text.endswith("\n") else f"{text}\n"
    return _with_key(whole, composed(whole), field, value, order)


def with_value_in_item(text: str, place: tuple[str, int], field: str, value: Any, order: Sequence[str]) -> str:
    """Add a key that is absent to an item of a list: `place` is the list and the item's number, from 0."""
    whole = text if text.endswith("\n") else f"{text}\n"
    found = _pair(composed(whole), place[0])
    if found is None or not isinstance(found[1], SequenceNode):
        raise ValueError(f"the record holds no list {place[0]}")
    return _with_key(whole, found[1].value[place[1]], field, value, order)


def composed(text: str) -> Any:
    """Tell the nodes of a text, with the marks of where they begin and end."""
    return YAML(typ="safe", pure=True).compose(text)


def _pair(mapping: Any, field: str) -> tuple[Any, Any] | None:
    return next(((key, value) for key, value in mapping.value if key.value == field), None)


def _with_key(text: str, mapping: Any, field: str, value: Any, order: Sequence[str]) -> str:
    """Put a key after the last one that stands before it in the order of the fields."""
    known = {name: number for number, name in enumerate(order)}
    earlier = [one for key, one in mapping.value if known.get(key.value, 0) < known[field]]
    if mapping.flow_style:
        line = f"{field}: {canonical.flow(value)}"
        start = mapping.start_mark.index + 1
        return _put(text, _end(earlier[-1]), f", {line}") if earlier else _put(text, start, f"{line}, ")
    column = mapping.start_mark.column
    at = _next_line(text, earlier[-1]) if earlier else _line_start(text, mapping.start_mark.index)
    return _put(text, at, _joined(_key_lines(field, value, column)))


def _key_lines(field: str, value: Any, column: int) -> list[str]:
    """Write the first item of a list as a line of its own, so that the next one is one line more."""
    if not isinstance(value, tuple):
        return canonical.entry(field, value, column)
    return [f"{' ' * column}{field}:", *(line for one in value for line in canonical.item(one, column + 2))]


def _filled(text: str, key: Any, items: Any, value: Any) -> str:
    """Turn the brackets of an empty list into its first item; what follows them on the line stays."""
    colon = text.rindex(":", _end(key), items.start_mark.index) + 1
    bare = text[:colon] + text[_end(items) :]
    return _put(bare, bare.index("\n", colon) + 1, _joined(canonical.item(value, key.start_mark.column + 2)))


def _put(text: str, index: int, addition: str) -> str:
    return text[:index] + addition + text[index:]


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _next_line(text: str, node: Any) -> int:
    """Tell where the line begins that follows a node, whatever comment stands behind it."""
    last = _last(node)
    if isinstance(last, ScalarNode) and last.style in {"|", ">"}:
        return _line_start(text, last.end_mark.index)
    return text.index("\n", _end(last)) + 1


def _last(node: Any) -> Any:
    """Tell the last node within a node whose end is certain: the marks of a block collection end at the next token."""
    if not isinstance(node, MappingNode | SequenceNode) or node.flow_style:
        return node
    inner = node.value[-1]
    return _last(inner[1] if isinstance(node, MappingNode) else inner)


def _end(node: Any) -> int:
    index: int = node.end_mark.index
    return index

"""The canonical form of what is added: one line in flow style where that fits, else block style (records.md §1.4)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, Final

from generator.records.structure import Structure
from generator.records.texts import is_ambiguous

WIDTH: Final = 120
_PLAIN: Final = re.compile(r"(?:https://)?[A-Za-z0-9][A-Za-z0-9._/-]*", re.ASCII)
_VERSION: Final = re.compile(r"[0-9]+[.-].*", re.ASCII | re.DOTALL)


def flow(value: Any) -> str:
    """Write a value on one line."""
    if isinstance(value, Structure | Mapping):
        return f"{{{', '.join(f'{key}: {flow(inner)}' for key, inner in entries(value))}}}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(flow(item) for item in value)}]"
    return _scalar(value)


def item(value: Any, column: int) -> list[str]:
    """Write an item of a block list whose dashes stand in a column, from 0."""
    line = f"{' ' * column}- {flow(value)}"
    if (len(line) <= WIDTH and _is_flat(value)) or not isinstance(value, Structure | Mapping):
        return [line]
    first, *others = (line for key, inner in entries(value) for line in entry(key, inner, column + 2))
    return [f"{' ' * column}- {first.lstrip()}", *others]


def entry(key: str, value: Any, column: int) -> list[str]:
    """Write a key with its value in a block mapping whose keys stand in a column, from 0."""
    start = f"{' ' * column}{key}:"
    line = f"{start} {flow(value)}"
    if not isinstance(value, Structure | Mapping | tuple | list) or (len(line) <= WIDTH and _is_flat(value)):
        return [line]
    if isinstance(value, tuple | list):
        return [start, *(line for one in value for line in item(one, column + 2))]
    return [start, *(line for inner, one in entries(value) for line in entry(inner, one, column + 2))]


def entries(value: Structure | Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Tell what a structure holds, by key and in the order of its fields, without what it leaves out."""
    if isinstance(value, Mapping):
        return list(value.items())
    found = ((spec, getattr(value, spec.name)) for spec in fields(value) if spec.name != "at")
    return [(spec.name.rstrip("_"), inner) for spec, inner in found if inner != spec.default]


def _is_flat(value: Any) -> bool:
    """Tell whether a value holds no list of mappings: such a list is easier to read, and to review, line by line."""
    if isinstance(value, Structure | Mapping):
        return all(_is_flat(inner) for _, inner in entries(value))
    return not (isinstance(value, tuple | list) and any(isinstance(one, Structure | Mapping) for one in value))


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")
    text = str(value)
    is_plain = _PLAIN.fullmatch(text) and not is_ambiguous(text) and not _VERSION.fullmatch(text)
    return text if is_plain else json.dumps(text, ensure_ascii=False)

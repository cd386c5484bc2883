"""Records as plain data and back: numbers, texts, tuples and dictionaries, of which nothing can run."""

from __future__ import annotations

import marshal
import types
from dataclasses import MISSING, fields
from datetime import date
from enum import Enum, EnumMeta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from generator.records.nodes import Place
from generator.records.readers import unwrapped
from generator.records.structure import Structure

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.records.structure import Record


class _Coder(NamedTuple):
    """How the values of one type are written down and read back."""

    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]


class PackedPlace(Place):
    """A place whose marks are unpacked when somebody asks for them: most records are judged without a word."""

    __slots__ = ("_marks",)

    def __init__(self, line: int, column: int, marks: bytes) -> None:
        """Keep the marks as they were packed."""
        self.line = line
        self.column = column
        self._marks = marks

    def __getattr__(self, name: str) -> Any:
        if name not in {"fields", "items"}:
            raise AttributeError(name)
        self.fields, self.items = marshal.loads(self._marks)  # noqa: S302 - plain data, sealed by the store
        return getattr(self, name)


def packed(record: Record) -> Any:
    """Write a record down as plain data."""
    return _shape(type(record)).pack(record)


def unpacked(kind: type[Record], data: Any) -> Record:
    """Read a record of a kind back from plain data."""
    found: Record = _shape(kind).unpack(data)
    return found


def _shape(structure: type[Structure]) -> _Coder:
    found = _SHAPES.get(structure)
    if found is None:
        found = _SHAPES[structure] = _planned(structure)
    return found


_SHAPES: dict[type[Structure], _Coder] = {}


def _planned(structure: type[Structure]) -> _Coder:
    hints = get_type_hints(structure, include_extras=True)
    defaults = {spec.name: spec.default for spec in fields(structure) if spec.name != "at"}
    coders = {name: coder for name in defaults if (coder := _coder(hints[name])) is not None}
    reads = tuple((name, coder.unpack) for name, coder in coders.items())

    def pack(value: Any) -> Any:
        found = {}
        for name, default in defaults.items():
            inner = getattr(value, name)
            if default is MISSING or inner is not default:
                found[name] = coders[name].pack(inner) if name in coders and inner is not None else inner
        place = value.at
        return place.line, place.column, marshal.dumps((place.fields, place.items)), found

    def unpack(data: Any) -> Any:
        line, column, marks, values = data
        for name, read in reads:
            if name in values and values[name] is not None:
                values[name] = read(values[name])
        return structure(at=PackedPlace(line, column, marks), **values)

    return _Coder(pack, unpack)


def _coder(annotation: Any) -> _Coder | None:
    """Tell how the values of a type are written; None where they are plain already."""
    kind, _ = unwrapped(annotation)
    origin = get_origin(kind)
    if origin is tuple:
        return _several(_coder(get_args(kind)[0]))
    if origin is dict:
        return _mapped(*(_coder(part) for part in get_args(kind)))
    if origin in {Union, types.UnionType}:
        return _chosen(get_args(kind))
    members = get_args(kind) if origin is Literal else tuple(kind) if isinstance(kind, EnumMeta) else ()
    if any(isinstance(member, Enum) for member in members):
        return _Coder(lambda member: member.value, {member.value: member for member in members}.__getitem__)
    if kind is date:
        return _Coder(date.toordinal, _day)
    return _structured(kind) if isinstance(kind, type) and issubclass(kind, Structure) else None


def _structured(kind: type[Structure]) -> _Coder:
    return _Coder(lambda value: _shape(kind).pack(value), lambda data: _shape(kind).unpack(data))


@cache
def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)


def _several(item: _Coder | None) -> _Coder | None:
    if item is None:
        return None
    return _Coder(lambda values: tuple(map(item.pack, values)), lambda values: tuple(map(item.unpack, values)))


def _mapped(key: _Coder | None, value: _Coder | None) -> _Coder | None:
    if key is None and value is None:
        return None
    keys, values = (coder or _Coder(_same, _same) for coder in (key, value))
    return _Coder(
        lambda found: {keys.pack(one): values.pack(inner) for one, inner in found.items()},
        lambda found: {keys.unpack(one): values.unpack(inner) for one, inner in found.items()},
    )


def _same(value: Any) -> Any:
    return value


def _chosen(members: tuple[Any, ...]) -> _Coder | None:
    """Write a structure of several classes with the name of its class; unions of plain values are plain."""
    by_name = {one.__name__: one for one in members if isinstance(one, type) and issubclass(one, Structure)}
    if not by_name:
        return None
    return _Coder(
        lambda value: (type(value).__name__, _shape(type(value)).pack(value)),
        lambda data: _shape(by_name[data[0]]).unpack(data[1]),
    )

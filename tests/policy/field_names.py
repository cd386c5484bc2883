"""Dotted names of fields, as the statements use them, against what records have."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, get_args, get_type_hints

from generator.records.kinds import KINDS
from generator.records.structure import Event, Structure

NOUNS = {kind.record.noun.lower().replace(" ", "-").removesuffix("-revision"): kind.record for kind in KINDS.values()}


def is_field(name: str) -> bool:
    """Tells whether a name leads to a field: "pilot.sites[].provides", "patch.events=certified", "exception"."""
    noun, *steps = name.replace("[]", "").split(".")
    reached: list[Any] = [NOUNS[noun]] if noun in NOUNS else []
    for step in steps:
        field, _, value = step.partition("=")
        inner = [type_ for structure in reached for type_ in _below(structure, field)]
        events = [one for one in inner if isinstance(one, type) and issubclass(one, Event)]
        reached = [one for one in events if one.type == value] if events and value else inner
    return bool(reached)


def names_below(structure: type[Structure], before: str = "") -> Iterator[str]:
    """Yields the dotted names of all values below a structure."""
    for name in (spec.name for spec in fields(structure) if spec.name != "at"):
        inner = [one for one in _below(structure, name) if isinstance(one, type) and issubclass(one, Structure)]
        if inner:
            yield from names_below(inner[0], f"{before}{name}.")
        else:
            yield f"{before}{name}"


def _below(structure: Any, name: str) -> list[Any]:
    """Answers the types that a field is made of; none where there is no such field."""
    hints = get_type_hints(structure) if isinstance(structure, type) else {}
    return list(_types(hints[name])) if name in hints else []


def _types(hint: Any) -> Iterator[Any]:
    inner = [one for one in get_args(hint) if one is not type(None) and one is not Ellipsis]
    if not inner or isinstance(inner[0], str):
        yield hint
    for one in inner:
        if not isinstance(one, str):
            yield from _types(one)

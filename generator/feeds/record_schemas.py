"""The JSON Schema of each kind of record, from the annotations by which it is read: the dataclass is the schema."""

from __future__ import annotations

import inspect
import types
from datetime import date
from enum import EnumMeta
from typing import TYPE_CHECKING, Any, Final, Literal, Union, get_args, get_origin

from generator.feeds.json_schema import (
    DAY,
    DRAFT,
    NUMBER,
    TEXT,
    WHOLE,
    YES_OR_NO,
    Schema,
    any_of,
    by_key,
    listed,
    mapping,
    matching,
    one_of,
)
from generator.records.fields import ChosenBy, Form, OneLine, Range, Reference, Vocabulary
from generator.records.kinds import KINDS, VOCABULARY
from generator.records.readers import unwrapped
from generator.records.schema import Field, shape_of
from generator.records.structure import Event, Structure
from generator.records.texts import MAX_TEXT
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.records.structure import Record

NAMES: Final = {**{folder: kind.record for folder, kind in KINDS.items()}, "vocab": VOCABULARY.record}
"""Every kind by the name of its schema: the folder, and `vocab` for the controlled lists."""

_DIALECT: Final = ((r"\Z", "$"), ("(?s)", ""))
"""What Python writes otherwise than ECMA-262, in the patterns of fields."""


def record_schema(name: str, url: str = "") -> Schema:
    """
    Write the schema of a kind of record, by the name of its folder or `vocab`.

    It describes the fields of one file. References are held to the form of an id; whether the record is there, and
    what one field asks of another, only `pps check` can tell. `url` is the address of the site, where it is known.
    """
    record = NAMES[name]
    definitions: dict[str, Schema] = {}
    described = _structure(record, definitions)
    return {
        "$schema": DRAFT,
        "$id": f"{url}schemas/v1/records/{name}.json" if url else f"/schemas/v1/records/{name}.json",
        "title": record.noun,
        **described,
        **_choices(record),
        "definitions": dict(sorted(definitions.items())),
    }


def _structure(structure: type[Structure], definitions: dict[str, Schema]) -> Schema:
    shape = shape_of(structure)
    described = {field.key: _field(field, definitions) for field in shape.fields}
    required = {key: schema for key, schema in described.items() if key in shape.required}
    optional = {key: schema for key, schema in described.items() if key not in shape.required}
    if issubclass(structure, Event):
        required["type"] = {"const": structure.type}
    found = mapping(required, optional)
    found["description"] = inspect.cleandoc(structure.__doc__ or "")
    return {**found, **(_scoped() if shape.is_scoped else {})}


def _scoped() -> Schema:
    """Ask for the scope of a role that has one, and refuse it for any other (PPS101, PPS103)."""
    scoped = [role.value for role in Role if role.scope_kind]
    return {
        "if": {"properties": {"role": {"enum": scoped}}},
        "then": {"required": ["scope"]},
        "else": {"properties": {"scope": False}},
    }


def _field(field: Field, definitions: dict[str, Schema]) -> Schema:
    kind, extras = unwrapped(field.annotation)
    found = _kind(kind, extras, definitions)
    meaning = field.meaning
    return {"description": meaning, **({"allOf": [found]} if "$ref" in found else found)} if meaning else found


def _kind(kind: Any, extras: tuple[Any, ...], definitions: dict[str, Schema]) -> Schema:
    origin = get_origin(kind)
    if origin is tuple:
        return listed(_kind(*unwrapped(get_args(kind)[0]), definitions))
    if origin is dict:
        keys, values = get_args(kind)
        return by_key(_kind(*unwrapped(values), definitions), _kind(*unwrapped(keys), definitions))
    if origin in {Union, types.UnionType}:
        return any_of(_kind(*unwrapped(member), definitions) for member in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Structure):
        return _defined(kind, definitions)
    return _scalar(kind, extras)


def _defined(structure: type[Structure], definitions: dict[str, Schema]) -> Schema:
    name = structure.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _structure(structure, definitions)
    return {"$ref": f"#/definitions/{name}"}


def _scalar(kind: Any, extras: tuple[Any, ...]) -> Schema:
    for extra in extras:
        if isinstance(extra, Form):
            return _form(extra)
        if isinstance(extra, Reference):
            return _reference(extra)
        if isinstance(extra, Vocabulary):
            return {**TEXT, "description": f"a value of the list {extra.name} in vocab.yaml"}
    if get_origin(kind) is Literal:
        return one_of(get_args(kind))
    if isinstance(kind, EnumMeta):
        return one_of(kind)
    bounds = next((extra for extra in extras if isinstance(extra, Range)), Range())
    by_type: Mapping[Any, Schema] = {str: _form(OneLine), bool: YES_OR_NO, date: DAY}
    return by_type[kind] if kind in by_type else _number(WHOLE if kind is int else NUMBER, bounds)


def _number(schema: Schema, bounds: Range) -> Schema:
    limits = {"minimum": bounds.low, "maximum": bounds.high}
    return {**schema, **{name: limit for name, limit in limits.items() if limit is not None}}


def _form(form: Form) -> Schema:
    if "text" in form.flags:
        return {**TEXT, "maxLength": MAX_TEXT}
    pattern = form.pattern
    for python, ecma in _DIALECT:
        pattern = pattern.replace(python, ecma)
    return {**matching(pattern), "examples": [form.example.strip('"')]} if not form.flags else matching(pattern)


def _reference(reference: Reference) -> Schema:
    folders = KINDS if reference.kinds == ("*",) else reference.kinds
    ids = any_of(matching(KINDS[folder].pattern.pattern) for folder in folders)
    return any_of([{"const": "none"}, ids]) if reference.none else ids


def _choices(record: type[Record]) -> Schema:
    """Say which structure a field holds where another field of the record chooses it."""
    found = [
        {
            "if": {"properties": {extra.field: {"const": word}}},
            "then": {"properties": {field.key: {"$ref": f"#/definitions/{name}"}}},
        }
        for field in shape_of(record).fields
        for extra in unwrapped(field.annotation)[1]
        if isinstance(extra, ChosenBy)
        for word, name in extra.classes
    ]
    return {"allOf": found} if found else {}

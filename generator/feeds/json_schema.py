"""Words of JSON Schema (draft-07 keywords) in which the schemas of records and of the interface are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import EnumMeta
from typing import Any, Final

DRAFT: Final = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
WHOLE: Final[Schema] = {"type": "integer"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
NUMBER: Final[Schema] = {"type": "number"}
YES_OR_NO: Final[Schema] = {"type": "boolean"}
DAY: Final[Schema] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
ANYTHING: Final[Schema] = {}


def mapping(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    """Describe a mapping with named keys and no others."""
    known = {**required, **(optional or {})}
    return {"type": "object", "properties": known, "required": sorted(required), "additionalProperties": False}


def open_mapping(required: Mapping[str, Schema]) -> Schema:
    """Describe a mapping with named keys, to which later versions may add others."""
    return {"type": "object", "properties": dict(required), "required": sorted(required)}


def by_key(value: Schema, keys: Schema | None = None) -> Schema:
    """Describe a mapping from keys of one kind to values of one kind."""
    return {"type": "object", "additionalProperties": value, **({"propertyNames": keys} if keys else {})}


def listed(item: Schema) -> Schema:
    """Describe a list of items of one kind."""
    return {"type": "array", "items": item}


def or_null(schema: Schema) -> Schema:
    """Describe a value that may be missing: null then."""
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(words: Iterable[str] | EnumMeta) -> Schema:
    """Describe a word of a closed list."""
    return {"type": "string", "enum": [str(word) for word in words]}


def any_of(schemas: Iterable[Schema]) -> Schema:
    """Describe a value that fits one description at least; a single one stands for itself."""
    found = list(schemas)
    return found[0] if len(found) == 1 else {"anyOf": found}


def matching(pattern: str) -> Schema:
    """Describe a text that matches a pattern as a whole."""
    return {"type": "string", "pattern": f"^(?:{pattern})$"}

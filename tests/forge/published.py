"""GitHub's published description of its API: whether a question and an answer keep to it, and the smallest answer."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

DESCRIPTION = Path(__file__).with_name("github-openapi.json")
MOMENT = "2008-06-09T12:00:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation: its name as it is published, its parts by name, and the values that a path gives to them."""

    name: str
    shape: Mapping[str, Any]
    values: Mapping[str, str]


@cache
def description() -> dict[str, Any]:
    """Reads the committed subset."""
    found = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def operation(method: str, path: str) -> Operation | None:
    """Answers which operation a request asks for."""
    for name, shape in description()["operations"].items():
        known, _, template = name.partition(" ")
        match = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template), path)
        if known == method and match:
            return Operation(name=name, shape=shape, values=match.groupdict())
    return None


def faults_of_question(asked: Operation, query: Mapping[str, str], body: Any) -> Iterator[str]:
    """Yields what a request does that is not published: an unknown parameter, a body of another shape."""
    for key, text in (dict(query) | dict(asked.values)).items():
        schema = asked.shape["parameters"].get(key)
        if schema is None:
            yield f"{asked.name}: there is no parameter {key}"
            continue
        integer = any(one.get("type") == "integer" for one in (schema, *schema.get("oneOf", ())))
        yield from _faults(schema, int(text) if integer and text.isdecimal() else text, f"{asked.name} {key}")
    shape = asked.shape["body"]
    if body is not None and shape is None:
        yield f"{asked.name} takes no body"
    elif body is not None:
        yield from _faults(shape, body, f"{asked.name} body")
        yield from (f"{asked.name} takes no {key}" for key in body.keys() - _properties(shape))


def faults_of_answer(asked: Operation, status: int, body: Any) -> Iterator[str]:
    """Yields where an answer of ours is not what is published."""
    answers = asked.shape["answers"]
    if str(status) not in answers:
        yield f"{asked.name} never answers {status}"
    elif answers[str(status)] is None and body is not None:
        yield f"{asked.name} answers {status} without content"
    elif answers[str(status)] is not None:
        yield from _faults(answers[str(status)], body, f"{asked.name} answer {status}")


def _faults(schema: Mapping[str, Any], value: Any, told: str) -> Iterator[str]:
    validator = Draft7Validator({**schema, "schemas": description()["schemas"]})
    yield from (f"{told}: {error.json_path} {error.message[:200]}" for error in validator.iter_errors(value))


def _properties(schema: Mapping[str, Any]) -> set[str]:
    choices = (one for key in ("anyOf", "oneOf") for one in schema.get(key, ()))
    return {*schema.get("properties", {})}.union(*map(_properties, choices))


def smallest(name: str, **known: Any) -> dict[str, Any]:
    """Answers the smallest value that fits a published schema, with what is known laid over it."""
    found = _sample(description()["schemas"][name])
    assert isinstance(found, dict)
    return found | known


def _sample(schema: Mapping[str, Any]) -> Any:
    if "$ref" in schema:
        return _sample(description()["schemas"][schema["$ref"].rpartition("/")[2]])
    if "enum" in schema:
        return schema["enum"][0]
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return None if {"type": "null"} in schema[key] else _sample(schema[key][0])
    if schema.get("type") == "object" or "properties" in schema:
        return {key: _sample(schema["properties"][key]) for key in schema.get("required", ())}
    forms = {"date-time": MOMENT, "uri": "https://api.github.com/"}
    plain = {
        "array": [],
        "boolean": False,
        "integer": 0,
        "number": 0,
        "string": forms.get(schema.get("format", ""), ""),
    }
    return plain[schema["type"]]

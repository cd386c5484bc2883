"""What the project knows of its policy: the catalogue of rules, the document's statements, our own decisions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.assets import policy_data
from generator.findings import Level, Waiver

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One rule as the catalogue lists it, so that the code cannot drift from what was agreed."""

    id: str
    title: str
    level: Level
    waivers: tuple[Waiver, ...]
    statements: tuple[str, ...]
    since: str
    classes: str
    checked: str
    actor: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What readers see that fulfils a statement; `address` is empty where no page of this edition shows it."""

    text: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of the use-case document: how binding it is, and the rules, fields and outputs that fulfil it."""

    id: str
    section: str
    kind: str
    quote: str
    rules: tuple[str, ...]
    fields: tuple[str, ...]
    outputs: tuple[Output, ...]
    decisions: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguity:
    """A place of the document that can be read in more than one way, and the reading of this project."""

    id: str
    wording: str
    question: str
    decision: str
    alternative: str = ""
    alternative_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterOrigin:
    """Where a parameter of the policy comes from: the document or this project, by which decision."""

    name: str
    origin: str
    decision: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One use case of the handbook: its classes, the sections of the document, and our own words."""

    key: str
    title: str
    anchor: str
    classes: tuple[str, ...]
    sections: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the field and what it means."""

    term: str
    meaning: str


@cache
def catalogue() -> Mapping[str, Entry]:
    """List every rule by id."""
    return {entry["id"]: _entry(entry) for entry in _loaded("catalogue")}


@cache
def statements() -> Mapping[str, Statement]:
    """List every statement of the document by id."""
    return {one["id"]: _statement(one) for one in _loaded("statements")}


@cache
def ambiguities() -> Mapping[str, Ambiguity]:
    """List every ambiguity of the document by id."""
    return {one["id"]: Ambiguity(**one) for one in _loaded("decisions")["ambiguities"]}


@cache
def parameter_origins() -> Mapping[str, ParameterOrigin]:
    """List every parameter of the policy by its dotted name."""
    return {one["name"]: ParameterOrigin(**one) for one in _loaded("decisions")["parameters"]}


@cache
def chapters() -> tuple[Chapter, ...]:
    """List the use cases as the handbook tells them."""
    return tuple(Chapter(**_frozen(one)) for one in _loaded("handbook")["use_cases"])


@cache
def glossary() -> tuple[Term, ...]:
    """List the words of the field."""
    return tuple(Term(**one) for one in _loaded("handbook")["glossary"])


def _loaded(name: str) -> Any:
    return json.loads(policy_data(name))


def _frozen(value: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(inner) if isinstance(inner, list) else inner for key, inner in value.items()}


def _entry(value: dict[str, Any]) -> Entry:
    level, waivers = Level(value["level"]), tuple(Waiver(one) for one in value["waivers"])
    return Entry(**{**_frozen(value), "level": level, "waivers": waivers})


def _statement(value: dict[str, Any]) -> Statement:
    outputs = tuple(Output(**one) for one in value["outputs"])
    return Statement(**{**_frozen(value), "outputs": outputs})

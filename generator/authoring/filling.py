"""The fields of something new: what is said, what is known, and what has still to be asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, get_origin

from generator.authoring.edits import AuthoringError
from generator.records.fields import ChosenBy
from generator.records.given import GivenError, typed
from generator.records.refusals import nearest
from generator.records.schema import Field, shape_of, unwrapped
from generator.records.structure import Event, Structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A field that is still missing, by its dotted key."""

    key: str
    field: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """
    What fills a structure, by dotted keys: texts that are given, and typed values that follow from elsewhere.

    What is given goes before what is known; `learn` tells what is known once more is given. `supplied` holds the texts
    that a mapping in a list gets where it leaves them out (the day, the person); `unasked` are fields that other
    options say, `demanded` those that a file may leave out and the occasion may not.
    """

    given: Mapping[str, str]
    known: Mapping[str, Any] = field(default_factory=dict)
    learn: Callable[[Mapping[str, str]], Mapping[str, Any]] | None = None
    supplied: Mapping[str, str] = field(default_factory=dict)
    unasked: frozenset[str] = frozenset()
    demanded: frozenset[str] = frozenset()
    chosen_by: Mapping[str, str] = field(default_factory=dict)

    def with_answer(self, key: str, text: str) -> Said:
        """Tell what is said once one more key is given."""
        given = {**self.given, key: text}
        return replace(self, given=given, known=self.learn(given) if self.learn is not None else self.known)


def supplied_with(day: date, by: str | None) -> dict[str, str]:
    """Tell what entries get that name neither their day nor their person."""
    found = {"date": day.isoformat(), "from": day.isoformat()}
    return found | ({"by": by, "decided_by": by} if by else {})


def fill(structure: type[Structure], said: Said) -> tuple[dict[str, Any], tuple[Wanted, ...]]:
    """
    Tell the fields of a structure as far as they are said or known, and those that have still to be asked.

    Raises AuthoringError where a value does not fit its field, or a key is none of the structure.
    """
    used: set[str] = set()
    values, wanted = _filled(structure, said, "", used)
    stray = next((key for key in said.given if key not in used), None)
    if stray is not None:
        raise AuthoringError(_stray(stray, structure, said))
    return values, tuple(wanted)


def _filled(structure: type[Structure], said: Said, prefix: str, used: set[str]) -> tuple[dict[str, Any], list[Wanted]]:
    values: dict[str, Any] = {}
    wanted: list[Wanted] = []
    for one in shape_of(structure).fields:
        key = f"{prefix}{one.key}"
        if key in said.unasked:
            continue
        inner = _structure_of(one, said)
        if key in said.given:
            used.add(key)
            values[one.key] = _typed(one, key, said.given[key], said)
        elif get_origin(unwrapped(one.annotation)[0]) is dict and _is_said_below(key, said):
            values[one.key] = _entries(one, key, said, used)
        elif key in said.known:
            values[one.key] = said.known[key]
        elif inner is not None and (one.required or _is_said_below(key, said)):
            values[one.key], more = _filled(inner, said, f"{key}.", used)
            wanted += more if values[one.key] or more else [Wanted(key=key, field=one)]
        elif (one.required or key in said.demanded) and not _waits(one, said):
            wanted.append(Wanted(key=key, field=one))
    return values, [*wanted, *_conditional(structure, values, prefix, said)]


def _conditional(structure: type[Structure], values: Mapping[str, Any], prefix: str, said: Said) -> Iterator[Wanted]:
    """Yield what a structure asks for because of what stands in its other fields."""
    fields = shape_of(structure).by_key
    found = {one.attribute: values[key] for key, one in fields.items() if key in values}
    for missing in structure.missing(found, values.keys()):
        key = f"{prefix}{missing.field}"
        if key not in said.unasked:
            yield Wanted(key=key, field=fields[missing.field])


def _typed(one: Field, key: str, text: str, said: Said) -> Any:
    try:
        return typed(one, text, dict(said.chosen_by), dict(said.supplied))
    except GivenError as error:
        raise AuthoringError(str(error) if key == one.key else f"{key}: {error}") from error


def _entries(one: Field, key: str, said: Said, used: set[str]) -> dict[str, Any]:
    """Read the entries of a map that are given one by one, as in release_notes.changes.BUG-1101."""
    found: dict[str, Any] = {}
    for name, text in said.given.items():
        if name.startswith(f"{key}."):
            used.add(name)
            word = name.removeprefix(f"{key}.")
            found |= _typed(one, key, f"{{{word}: {json.dumps(text, ensure_ascii=False)}}}", said)
    return {**said.known.get(key, {}), **found}


def _structure_of(one: Field, said: Said) -> type[Structure] | None:
    """Tell the structure that a field holds, if it holds one; another field may choose which."""
    kind, extras = unwrapped(one.annotation)
    if isinstance(kind, type) and issubclass(kind, Structure):
        return kind
    chosen_by = next((extra for extra in extras if isinstance(extra, ChosenBy)), None)
    if chosen_by is None:
        return None
    name = dict(chosen_by.classes).get(_choice(chosen_by, said) or "")
    return next((member for member in kind.__args__ if member.__name__ == name), None)


def _waits(one: Field, said: Said) -> bool:
    """Tell whether another field has to be known first."""
    chosen_by = next((extra for extra in unwrapped(one.annotation)[1] if isinstance(extra, ChosenBy)), None)
    return chosen_by is not None and _choice(chosen_by, said) is None


def _choice(chosen_by: ChosenBy, said: Said) -> str | None:
    known = said.known.get(chosen_by.field)
    return said.given.get(chosen_by.field) or said.chosen_by.get(chosen_by.field) or (str(known) if known else None)


def _is_said_below(key: str, said: Said) -> bool:
    """Tell whether something is said about a part of a field."""
    return any(name.startswith(f"{key}.") for name in (*said.given, *said.known))


def _stray(key: str, structure: type[Structure], said: Said) -> str:
    """Say that a key is none of a structure, and which are, below the same parent where that is known."""
    parent, _, last = key.rpartition(".")
    known = [name for name in _names(structure, said) if name not in said.unasked]
    beside = [name for name in known if name.rpartition(".")[0] == parent] or known
    near = nearest(last, tuple(name.rpartition(".")[2] for name in beside))
    hint = f"did you mean {parent + '.' if parent else ''}{near}?" if near else f"known: {', '.join(beside)}"
    what = f"{structure.type!r}" if issubclass(structure, Event) else f"a {getattr(structure, 'noun', 'record')}"
    return f"{what} has no key {key!r} to set; {hint}"


def _names(structure: type[Structure], said: Said, prefix: str = "") -> Iterator[str]:
    for one in shape_of(structure).fields:
        yield f"{prefix}{one.key}"
        inner = _structure_of(one, said)
        if inner is not None:
            yield from _names(inner, said, f"{prefix}{one.key}.")

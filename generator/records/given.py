"""Values that somebody gives outside a file: read as the field that they are meant for reads them in one."""

from __future__ import annotations

from datetime import date
from enum import EnumMeta
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, Literal, Union, get_args, get_origin

from generator.records import source
from generator.records.fields import Form, Reference, Vocabulary
from generator.records.kinds import KINDS
from generator.records.nodes import Mapping, Sequence
from generator.records.readers import BAD, unwrapped
from generator.records.refusals import WrongValueError
from generator.records.schema import shape_of
from generator.records.structure import Structure

if TYPE_CHECKING:
    from generator.findings import Flaw
    from generator.records.nodes import Value
    from generator.records.schema import Field

_PLAIN: Final = (bool, date, int, float)
_START: Final = 1


class GivenError(Exception):
    """A value does not fit its field; the message names the field, what was given, and the way out."""


def typed(
    field: Field, text: str, chosen_by: dict[str, str] | None = None, supplied: dict[str, str] | None = None
) -> Any:
    """
    Read a value for a field: a scalar as it is, a list with commas between its items, a mapping as `{key: value}`.

    `chosen_by` holds the fields of the record on which the type of a value depends, `supplied` what a mapping gets
    where it leaves out a key that it needs, such as the day. Raises GivenError.
    """
    kind, _ = unwrapped(field.annotation)
    root = Mapping(_START, _START)
    root.values.update(chosen_by or {})
    flaws: list[Flaw] = []
    try:
        value = _value(kind, text)
        _supply(value, kind, supplied or {})
        found = field.read(value, (_START, _START, _START, _START, _is_plain(kind)), root, flaws)
    except WrongValueError as wrong:
        raise GivenError(f"{wrong.sentence.replace('{field}', field.key)}; {wrong.fix}") from wrong
    if flaws or found is BAD:
        what = flaws[0].message.replace("{field}", f"{field.key} {flaws[0].field}".strip()) if flaws else field.key
        raise GivenError(f"{what}; {flaws[0].fix}" if flaws else f"{field.key} does not fit")
    return found


def _is_plain(kind: Any) -> bool:
    return kind in _PLAIN


def _value(kind: Any, text: str) -> Value:
    listed = _listed(kind, text)
    if listed is not None and not text.lstrip().startswith("["):
        item, _ = unwrapped(get_args(listed)[0])
        found = Sequence()
        found.items = [part.strip() for part in text.split(",")] if text else []
        found.marks = [(_START, _START, _START, _START, _is_plain(item))] * len(found.items)
        return found
    return _parsed(text) if text.lstrip().startswith(("[", "{")) and kind is not str else text


def _listed(kind: Any, text: str = "") -> Any:
    """Tell the list that bare words mean, where a field holds one: or `all`, which is a word of its own."""
    if get_origin(kind) is tuple:
        return kind
    members = get_args(kind) if get_origin(kind) in {Union, UnionType} else ()
    words = [word for member in members if get_origin(member) is Literal for word in get_args(member)]
    return next((member for member in members if get_origin(member) is tuple and text not in words), None)


def _supply(value: Value, kind: Any, supplied: dict[str, str]) -> None:
    """Give each mapping the required keys that it leaves out, as far as they are supplied."""
    if isinstance(value, Sequence) and get_origin(kind) is tuple:
        item, _ = unwrapped(get_args(kind)[0])
        for one in value.items:
            _supply(one, item, supplied)
    elif isinstance(value, Mapping) and isinstance(kind, type) and issubclass(kind, Structure):
        for key in shape_of(kind).required & supplied.keys() - value.values.keys():
            value.values[key] = supplied[key]
            value.place.fields[key] = (_START, _START, _START, _START, True)


def _parsed(text: str) -> Value:
    root, flaws = source.read(f"given: {text}\n".encode())
    if root is None or flaws:
        raise WrongValueError(f"{{field}} cannot be read: {flaws[0].message}", flaws[0].fix)
    return root.values["given"]


def words_of(field: Field, lists: object = None) -> tuple[str, ...]:
    """Tell the closed list from which a field, or each item of it, is chosen; `lists` holds the controlled ones."""
    kind, extras = unwrapped(field.annotation)
    if get_origin(kind) is tuple:
        kind, extras = unwrapped(get_args(kind)[0])
    if get_origin(kind) is Literal:
        return tuple(str(word) for word in get_args(kind))
    if isinstance(kind, EnumMeta):
        return tuple(str(word) for word in kind)  # type: ignore[var-annotated] # members of any enumeration
    if kind is bool:
        return ("true", "false")
    named = next((extra.name for extra in extras if isinstance(extra, Vocabulary)), None)
    return tuple(getattr(lists, named, ())) if named else ()


def reference_of(field: Field) -> Reference | None:
    """Tell which records a field, or each item of it, names; None where it names none."""
    kind, extras = unwrapped(field.annotation)
    if get_origin(kind) is tuple:
        kind, extras = unwrapped(get_args(kind)[0])
    return next((extra for extra in extras if isinstance(extra, Reference)), None)


def item_of(field: Field) -> type[Structure]:
    """Tell the structure of the items of a list field; raise TypeError where it is no list of structures."""
    kind, _ = unwrapped(field.annotation)
    item = unwrapped(get_args(kind)[0])[0] if get_origin(kind) is tuple else None
    if not (isinstance(item, type) and issubclass(item, Structure)):
        message = f"{field.key} is no list of structures"
        raise TypeError(message)
    return item


def example_of(field: Field, day: date) -> str:
    """Tell how a value of a field is written; `day` stands for every day in it."""
    kind, extras = unwrapped(field.annotation)
    if (listed := _listed(kind)) is not None:
        kind, extras = unwrapped(get_args(listed)[0])
        if isinstance(kind, type) and issubclass(kind, Structure):
            return f"[{_example_of_mapping(kind, day)}]"
    if isinstance(kind, type) and issubclass(kind, Structure):
        return _example_of_mapping(kind, day)
    form = next((extra for extra in extras if isinstance(extra, Form)), None)
    named = next((extra.kinds[0] for extra in extras if isinstance(extra, Reference)), None)
    if form is not None or named in KINDS:
        return form.example if form is not None else KINDS[str(named)].example
    written = {bool: "true", date: day.isoformat(), int: "7", float: "1.5"}
    return written.get(kind, "ID" if kind is str else "{key: value}")


def _example_of_mapping(kind: type[Structure], day: date) -> str:
    fields = shape_of(kind).fields
    shown = [one for one in fields if one.required] or fields[:1]
    return f"{{{', '.join(f'{one.key}: {_example_inside(one, day)}' for one in shown)}}}"


def _example_inside(field: Field, day: date) -> str:
    """Tell how a value is written inside a mapping, where a list has its brackets."""
    text = (words_of(field) or (example_of(field, day),))[0]
    is_bare = _listed(unwrapped(field.annotation)[0]) is not None and not text.startswith("[")
    return f"[{text}]" if is_bare else text

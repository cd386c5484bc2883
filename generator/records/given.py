"""Values that somebody gives outside a file: read as the field that they are meant for reads them in one."""

from __future__ import annotations

from datetime import date
from enum import EnumMeta
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin

from generator.records import source
from generator.records.fields import Form, Reference, Vocabulary
from generator.records.kinds import KINDS
from generator.records.nodes import Mapping, Sequence
from generator.records.readers import BAD, unwrapped
from generator.records.refusals import WrongValueError

if TYPE_CHECKING:
    from generator.findings import Flaw
    from generator.records.nodes import Value
    from generator.records.schema import Field

_PLAIN: Final = (bool, date, int, float)
_START: Final = 1


class GivenError(Exception):
    """A value does not fit its field; the message names the field, what was given, and the way out."""


def typed(field: Field, text: str, chosen_by: dict[str, str] | None = None) -> Any:
    """
    Read a value for a field: a scalar as it is, a list with commas between its items, a mapping as `{key: value}`.

    `chosen_by` holds the fields of the record on which the type of a value depends. Raises GivenError.
    """
    kind, _ = unwrapped(field.annotation)
    root = Mapping(_START, _START)
    root.values.update(chosen_by or {})
    flaws: list[Flaw] = []
    try:
        value = _value(kind, text)
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
    if get_origin(kind) is tuple and not text.lstrip().startswith("["):
        item, _ = unwrapped(get_args(kind)[0])
        found = Sequence()
        found.items = [part.strip() for part in text.split(",")] if text else []
        found.marks = [(_START, _START, _START, _START, _is_plain(item))] * len(found.items)
        return found
    return _parsed(text) if text.lstrip().startswith(("[", "{")) and kind is not str else text


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


def example_of(field: Field) -> str:
    """Tell how a value of a field is written."""
    kind, extras = unwrapped(field.annotation)
    if get_origin(kind) is tuple:
        kind, extras = unwrapped(get_args(kind)[0])
    form = next((extra for extra in extras if isinstance(extra, Form)), None)
    named = next((extra.kinds[0] for extra in extras if isinstance(extra, Reference)), None)
    if form is not None or named in KINDS:
        return form.example if form is not None else KINDS[str(named)].example
    return {bool: "true", date: "2008-06-20", int: "7", float: "1.5"}.get(kind, "ID" if kind is str else "{key: value}")

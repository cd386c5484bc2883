"""References between records: which field names which record, and on which day it is used."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, get_args, get_origin, get_type_hints

from generator.records.fields import FACT_DATES, Form, Link, Reference, Vocabulary
from generator.records.readers import unwrapped
from generator.records.structure import Structure, structures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.structure import Record

Marker = TypeVar("Marker", Reference, Vocabulary)
LINK: Final = Reference(("*",))
"""Marks a link, which may name a record of any kind, or one of its events, instead of an address."""
_LINK_FORM: Final[Form] = get_args(Link)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use(Generic[Marker]):
    """One value that must exist elsewhere: its structure and field, its position in a list, the day of its use."""

    structure: Structure
    field: str
    item: int | None
    value: str
    marker: Marker
    day: date | None


def uses(record: Record, kind: type[Marker]) -> Iterator[Use[Marker]]:
    """
    Yield every value of a record that names another record (Reference) or an entry of data/vocab.yaml (Vocabulary).

    The day is that of the nearest dated fact around the value; None where there is none.
    """
    yield from _uses(record, None, kind)


def path_of(record: Record, structure: Structure, field: str, item: int | None = None) -> str:
    """Write where a value stands in its record, as a dotted path ("events[3].ces[0]")."""
    inside = next((path for path, one in structures(record) if one is structure), "")
    name = f"{inside}.{field.rstrip('_')}" if inside else field.rstrip("_")
    return name if item is None else f"{name}[{item}]"


def dated_facts(structure: Structure) -> Iterator[tuple[Structure, str, date]]:
    """Yield every date of a fact in a record and below it: the structure, the field, the day (records.md §1.3)."""
    plan = _plan(type(structure))
    for name in plan.dates:
        if (day := getattr(structure, name)) is not None:
            yield structure, name, day
    for inner in _below(structure, plan):
        yield from dated_facts(inner)


def _uses(structure: Structure, day: date | None, kind: type[Marker]) -> Iterator[Use[Marker]]:
    plan = _plan(type(structure))
    for name in plan.dates:
        day = getattr(structure, name) or day
    for name, marker, is_list in plan.marked[kind]:
        value = getattr(structure, name)
        if is_list and type(value) is not tuple:
            continue  # absent, or the literal `all` of recipients
        if type(value) is tuple:
            for number, item in enumerate(value):
                yield Use(structure=structure, field=name, item=number, value=item, marker=marker, day=day)
        elif value is not None:
            yield Use(structure=structure, field=name, item=None, value=value, marker=marker, day=day)
    for inner in _below(structure, plan):
        yield from _uses(inner, day, kind)


def _below(structure: Structure, plan: _Plan) -> Iterator[Structure]:
    for name in plan.structures:
        value = getattr(structure, name)
        if type(value) is tuple:
            yield from value
        elif value is not None:
            yield value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Which fields of a structure class hold dates of facts, marked values, and further structures."""

    dates: tuple[str, ...]
    marked: dict[type, tuple[tuple[str, Any, bool], ...]]
    structures: tuple[str, ...]


_PLANS: Final[dict[type[Structure], _Plan]] = {}


def _plan(structure: type[Structure]) -> _Plan:
    if structure not in _PLANS:
        _PLANS[structure] = _planned(structure)
    return _PLANS[structure]


def _planned(structure: type[Structure]) -> _Plan:
    hints = get_type_hints(structure, include_extras=True)
    own = [spec.name for spec in fields(structure) if spec.name not in {"at", "id", "path"}]
    found = [(name, marker, _is_list(hints[name])) for name in own if (marker := _marker(hints[name])) is not None]
    return _Plan(
        dates=tuple(name for name in own if name in FACT_DATES),
        marked={kind: tuple(one for one in found if isinstance(one[1], kind)) for kind in (Reference, Vocabulary)},
        structures=tuple(name for name in own if _holds_structures(hints[name])),
    )


def _marker(annotation: object) -> Reference | Vocabulary | None:
    inner, extras = unwrapped(annotation)
    found = next((extra for extra in extras if isinstance(extra, Reference | Vocabulary)), None)
    if found is not None:
        return found
    if _LINK_FORM in extras:
        return LINK
    parts = get_args(inner) if get_origin(inner) is not None else ()
    return next((marker for part in parts if part is not Ellipsis and (marker := _marker(part)) is not None), None)


def _is_list(annotation: object) -> bool:
    inner, _ = unwrapped(annotation)
    return get_origin(inner) is tuple or any(get_origin(part) is tuple for part in get_args(inner))


def _holds_structures(annotation: object) -> bool:
    inner, _ = unwrapped(annotation)
    if isinstance(inner, type) and issubclass(inner, Structure):
        return True
    return any(_holds_structures(part) for part in get_args(inner) if part is not Ellipsis)

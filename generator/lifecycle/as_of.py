"""The as-of cut: what was known on a day (lifecycle §1.3). Judging an event and time travel use the same cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, get_args, get_type_hints

from generator.records.fields import FACT_DATES
from generator.records.patch_events import Reclassified
from generator.records.patches import Patch
from generator.records.policies import PolicyRevision
from generator.records.structure import Record, Structure
from generator.registry import Registry

_Kind = TypeVar("_Kind", bound=Record)
RECLASSIFIABLE = ("attributes", "fixes", "coordinated_with")


_PLANS: dict[Any, tuple[tuple[str, ...], tuple[str, ...]]] = {}


def _plan(structure: Structure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the dated facts of a structure's class, and the fields that may hold further structures."""
    kind: Any = type(structure)
    if kind not in _PLANS:
        names = [spec.name for spec in fields(structure)]
        dates, hints = tuple(name for name in names if name in FACT_DATES), get_type_hints(kind)
        _PLANS[kind] = (dates, tuple(name for name in names if _may_hold_structures(hints[name])))
    return _PLANS[kind]


def _may_hold_structures(annotation: Any) -> bool:
    is_structure = isinstance(annotation, type) and issubclass(annotation, Structure)
    return is_structure or any(_may_hold_structures(inner) for inner in get_args(annotation))


def newest_fact(structure: Structure) -> date | None:
    """Tell the newest dated fact in a structure and below it; None where it holds none (records.md §1.3)."""
    found = [getattr(structure, name) for name in _plan(structure)[0]]
    for name in _plan(structure)[1]:
        value = getattr(structure, name)
        items = value if type(value) is tuple else (value,)
        found.extend(newest_fact(inner) for inner in items if isinstance(inner, Structure))
    return max((day for day in found if day is not None), default=None)


def cut(record: _Kind, day: date) -> _Kind | None:
    """
    Tell a record as it was known at the end of a day; None where it did not exist yet.

    List items and structures whose dated fact is later are dropped, fields of a patch before a later reclassification
    have their old values. Undated fields keep their current value, validity dates are kept, and so are policy
    revisions, whose day is `effective_on`.
    """
    if isinstance(record, PolicyRevision):
        return record
    first = next(iter(getattr(record, "events", ())), None)
    begun = [getattr(record, name) for name in _plan(record)[0]] + ([first.date] if first else [])
    if any(start > day for start in begun):
        return None
    known: _Kind = _cut(_restored(record, day), day)
    return known


def _restored(record: Any, day: date) -> Any:
    if not isinstance(record, Patch):
        return record
    return with_old_values(record, tuple(event for event in record.events if event.date > day))


def with_old_values(patch: Patch, later: tuple[Any, ...]) -> Patch:
    """Give attributes, fixes and coordinated patches the values that they had before some later events."""
    old: dict[str, Any] = {}
    for event in later:
        if isinstance(event, Reclassified):
            was = {name: getattr(event.was, name) for name in RECLASSIFIABLE}
            old = {name: value for name, value in was.items() if value is not None} | old
    return replace(patch, **old) if old else patch


def _cut(structure: Any, day: date) -> Any:
    changed: dict[str, Any] = {}
    for name in _plan(structure)[1]:
        value = getattr(structure, name)
        if isinstance(value, Structure):
            kept = _cut(value, day) if _is_known(value, day) else None
            if kept is not value:
                changed[name] = kept
        elif value:
            items = tuple(_cut(item, day) for item in value if _is_known(item, day))
            if len(items) != len(value) or any(one is not other for one, other in zip(items, value, strict=True)):
                changed[name] = items
    return replace(structure, **changed) if changed else structure


def _is_known(structure: Structure, day: date) -> bool:
    return all(getattr(structure, name) <= day for name in _plan(structure)[0])


def before(record: _Kind, number: int, day: date) -> _Kind:
    """
    Tell the record of an event as it was when event `number` (from 1) was recorded: the events before it.

    Everything else of the record counts up to the end of the day.
    """
    later: Any = record.events[number - 1 :]  # type: ignore[attr-defined]
    earlier: Any = replace(record, events=record.events[: number - 1])  # type: ignore[attr-defined, call-arg]
    if isinstance(earlier, Patch):
        earlier = with_old_values(earlier, later)
    known: _Kind = _cut(earlier, day)
    return known


class _Lazy(Mapping[str, Any]):
    """A mapping whose values are cut when they are asked for."""

    def __init__(self, base: Mapping[str, Any], known: Callable[[Any], Any]) -> None:
        self._base = base
        self._known = known

    def __getitem__(self, key: str) -> Any:
        found = self._known(self._base[key])
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return (key for key, value in self._base.items() if self._known(value) not in (None, ()))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class RegistryAt(Registry):
    """A registry as it was known at the end of a day: the same questions, records cut when they are asked for."""

    def __init__(self, past: Past, day: date) -> None:
        """Look at the whole registry of a past as of a day."""
        whole = past.whole
        super().__init__(files=whole.files, by_kind=whole.by_kind, unreadable=whole.unreadable)
        vars(self).update(_past=past, _day=day, _cuts={})

    _past: Past
    _day: date
    _cuts: dict[tuple[str, str], Any]

    def known(self, record: _Kind) -> _Kind | None:
        """Tell a record of the whole registry as of the day; cut once."""
        key = (record.folder, record.id)
        if key not in self._cuts:
            newest = self._past.newest(record)
            self._cuts[key] = record if newest is None or newest <= self._day else cut(record, self._day)
        found: _Kind | None = self._cuts[key]
        return found

    def _known_group(self, group: tuple[_Kind, ...]) -> tuple[_Kind, ...]:
        return tuple(known for record in group if (known := self.known(record)) is not None)

    def _all(self, kind: type[_Kind]) -> Mapping[str, _Kind]:
        return _Lazy(super()._all(kind), self.known)

    def _index(
        self, name: str, records: Callable[[], Iterable[_Kind]], keys: Callable[[_Kind], Iterable[str]]
    ) -> Mapping[str, tuple[_Kind, ...]]:
        del records, keys
        return _Lazy(getattr(self._past.whole, name), self._known_group)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every readable record that existed on the day, in the order of the paths."""
        return self._known_group(self._past.whole.records)


class Past:
    """Every past day of one registry, each cut once."""

    def __init__(self, whole: Registry) -> None:
        """Take the registry whose past is asked for."""
        self.whole = whole
        self._newest: dict[tuple[str, str], date | None] = {}
        self._days: dict[date, RegistryAt] = {}

    def newest(self, record: Record) -> date | None:
        """Tell the newest dated fact of a record; worked out once."""
        key = (record.folder, record.id)
        if key not in self._newest:
            self._newest[key] = newest_fact(record)
        return self._newest[key]

    def at(self, day: date) -> RegistryAt:
        """Tell the registry as it was known at the end of a day."""
        if day not in self._days:
            self._days[day] = RegistryAt(self, day)
        return self._days[day]

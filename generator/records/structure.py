"""What all records share: structures with a place, events, approvals."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, ClassVar

from generator.findings import Location
from generator.records.fields import Day, Link, OverruleId, PersonId, ScopeId, Text
from generator.records.nodes import Place
from generator.terms import Decision, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A conditional field that is absent although its condition holds (PPS101)."""

    field: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A mapping of a record as a typed value; `at` tells line and column of it and of each of its fields."""

    at: Place = field(compare=False, repr=False)

    @staticmethod
    def missing(found: Mapping[str, Any], given: Container[str]) -> Iterator[Missing]:
        """Yield the conditional fields that are absent although their condition holds.

        `found` holds the values by attribute as far as they could be read, `given` the keys that the file has.
        """
        del found, given
        return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Structure):
    """One decision of one person in one role (policy §4.2)."""

    role: Role
    scope: ScopeId | None = None
    by: PersonId
    date: Day
    decision: Decision
    ref: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Structure):
    """An item of an append-only log; its identity is its position in the list."""

    type: ClassVar[str]
    recorded_by: ClassVar[tuple[Role, ...]] = tuple(Role)

    date: Day
    by: PersonId
    role: Role
    scope: ScopeId | None = None
    approvals: tuple[Approval, ...] = ()
    overrule: OverruleId | None = None
    ref: Link | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Structure):
    """One file of data/: `id` is the stem, `path` stands below the root."""

    folder: ClassVar[str]
    noun: ClassVar[str]
    derived: ClassVar[dict[str, str]] = {}

    id: str
    path: str

    def place(self, structure: Structure | None = None, name: str | None = None, item: int | None = None) -> Location:
        """Locate a structure of this record (default: the record itself), or a field, or one item of a list field."""
        at = self.at if structure is None else structure.at
        line, column = at.of(name, item) if name is not None else (at.line, at.column)
        return Location(self.path, line, column)

    def disagreements(self) -> Iterator[tuple[str, str, str]]:
        """Yield each field that differs from what the stem says: its name, what stands, what the stem says (PPS105)."""
        return iter(())


def structures(value: Any, path: str = "") -> Iterator[tuple[str, Structure]]:
    """Walk a structure and every structure below it, each with its dotted path ("events[3].approvals[0]")."""
    yield path, value
    for spec in fields(value):
        inner = getattr(value, spec.name)
        name = f"{path}.{spec.name.rstrip('_')}" if path else spec.name.rstrip("_")
        if isinstance(inner, Structure):
            yield from structures(inner, name)
        elif isinstance(inner, tuple):
            for number, item in enumerate(inner):
                if isinstance(item, Structure):
                    yield from structures(item, f"{name}[{number}]")


def plain(value: Any) -> Any:
    """Turn a typed value back into what stands in the file: dictionaries, lists, texts; dates as ISO strings."""
    if isinstance(value, Structure):
        kind = {"type": value.type} if isinstance(value, Event) else {}
        own = {spec: getattr(value, spec.name) for spec in fields(value) if spec.name not in {"at", "id", "path"}}
        return kind | {spec.name.rstrip("_"): plain(inner) for spec, inner in own.items() if inner != spec.default}
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value

"""From the annotations of a record class to the reader of its fields: the dataclass is the schema."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args, get_type_hints

from generator.findings import Flaw, quoted
from generator.records import texts
from generator.records.fields import Mutability
from generator.records.nodes import Mapping, Mark, Sequence, Value
from generator.records.readers import BAD, Read, reader_of, unwrapped
from generator.records.refusals import MAX_FLAWS, WrongValueError, below, flaw_at, nearest, with_article
from generator.records.structure import Event, Record, Structure
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

__all__ = ["NEVER_STORED", "Field", "Shape", "shape_of", "unwrapped"]

NEVER_STORED: Final = {"id": "the file name", "schema": "the folder", "seq": "the position in the list"}
_OWN: Final = frozenset({"at", "id", "path"})
_SCOPES: Final = {role.value: role.scope_kind for role in Role}
_SCOPED: Final = frozenset(word for word, kind in _SCOPES.items() if kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a structure: its key in the file, its attribute, how it is read, what may change it."""

    key: str
    attribute: str
    annotation: Any
    required: bool
    mutability: Mutability | None
    meaning: str | None
    read: Read


class Shape:
    """How a mapping becomes a structure of one class."""

    def __init__(self, structure: type[Structure]) -> None:
        """Compile the annotations of a structure class."""
        self.structure = structure
        hints = get_type_hints(structure, include_extras=True)
        self.fields = tuple(
            _field_of(spec.name, hints[spec.name], required=spec.default is MISSING)
            for spec in fields(structure)
            if spec.name not in _OWN
        )
        self.by_key = {field.key: field for field in self.fields}
        self.required = frozenset(field.key for field in self.fields if field.required)
        self.reads = {field.key: (field.attribute, field.read) for field in self.fields}
        self.is_event = issubclass(structure, Event)
        self.is_scoped = {"role", "scope"} <= self.by_key.keys()
        self.has_conditions = structure.missing is not Structure.missing
        self.derived: dict[str, str] = dict(structure.derived) if issubclass(structure, Record) else {}
        self.event_types = _event_types(hints.get("events"))

    def values(  # noqa: C901 - the second hot loop: one pass over the keys
        self, mapping: Mapping, root: Mapping, flaws: list[Flaw]
    ) -> tuple[dict[str, Any], bool]:
        """Read the values of a mapping by attribute, and tell whether the structure can be made of them.

        What does not fit is left out and added to `flaws`.
        """
        reads, given, marks = self.reads, mapping.values, mapping.place.fields
        found: dict[str, Any] = {}
        unknown: list[str] = []
        is_whole = given.keys() >= self.required
        for key, value in given.items():
            known = reads.get(key)
            if known is None:
                if not (self.is_event and key == "type"):
                    unknown.append(key)
                continue
            attribute, read = known
            if type(value) is Sequence:
                mapping.place.items[key] = value.marks
            before = len(flaws)
            try:
                result = read(value, marks[key], root, flaws)
            except WrongValueError as wrong:
                flaws.append(self._refusal(key, value, marks[key], wrong))
                result = BAD
            if result is BAD:
                is_whole = False
            else:
                found[attribute] = result
            if len(flaws) > before:
                flaws[before:] = [below(key, flaw) for flaw in flaws[before:]]
                if len(flaws) > MAX_FLAWS:
                    return found, False
        if unknown or not is_whole:
            flaws.extend(self._wrong_keys(unknown, mapping))
        if self.is_scoped and (given.get("role") in _SCOPED) is not ("scope" in given) and "role" in found:
            flaws.append(self._wrong_scope(found["role"], mapping))
            is_whole = False
        if self.has_conditions and (missing := tuple(self._conditionally_missing(found, mapping))):
            flaws.extend(missing)
            is_whole = False
        return found, is_whole

    def read(self, value: Value, mark: Mark, root: Mapping, flaws: list[Flaw]) -> Any:
        """Read a mapping into the structure; BAD where something in it is refused."""
        del mark
        if type(value) is not Mapping:
            raise WrongValueError("{field} is no mapping", f"write its fields: {', '.join(self.by_key)}")
        values, is_whole = self.values(value, root, flaws)
        return self.structure(at=value.place, **values) if is_whole else BAD

    @property
    def _whom(self) -> str:
        noun, kind = getattr(self.structure, "noun", None), getattr(self.structure, "type", None)
        return f" for {with_article(noun)}" if noun else f" for the event {quoted(kind)}" if kind else ""

    def _refusal(self, key: str, value: Value, mark: Mark, wrong: WrongValueError) -> Flaw:
        if isinstance(value, str) and mark[4] and texts.is_null(value):
            if key in self.required:
                message = f"{{field}} is required{self._whom} and has no value"
                return flaw_at("PPS101", mark, message, "give a value", "")
            return flaw_at("PPS103", mark, "{field} has no value", "give a value, or leave the key out", "")
        return flaw_at(wrong.rule, mark, wrong.sentence, wrong.fix, "")

    def _wrong_keys(self, unknown: list[str], mapping: Mapping) -> Iterator[Flaw]:
        """Report every key that is not known, and every required one that is neither there nor misspelt."""
        free = tuple(key for key in self.by_key if key not in mapping.values)
        meant = set()
        for key in unknown[: MAX_FLAWS + 1]:
            mark = mapping.place.fields[key]
            meant.add(near := nearest(key, free))
            yield self._unknown(key, mark[2:4], near)
        for key in free:
            if key in self.required and key not in meant:
                fix = f"add {key}" + (f": {self.by_key[key].meaning}" if self.by_key[key].meaning else "")
                yield self._missing(key, f"is required{self._whom}", fix, mapping)

    def _unknown(self, key: str, at: tuple[int, int], near: str | None) -> Flaw:
        source = NEVER_STORED.get(key) or self.derived.get(key)
        if source is not None:
            message = f"{quoted(key)} is derived from {source} and is not stored"
            return flaw_at("PPS104", at, message, "remove it", key)
        if not key.isascii():
            return flaw_at("PPS005", at, f"the key {quoted(key)} is not ASCII", "use a key of the field tables", key)
        event = nearest(key.replace("_", "-"), self.event_types)
        if near is None and event is not None:
            near, fix = event, f"did you mean the event {quoted(event)}?"
        else:
            fix = f"did you mean {quoted(near)}?" if near else f"known fields: {', '.join(sorted(self.by_key))}"
        return flaw_at("PPS102", at, f"unknown field {quoted(key)}", fix, key)

    def _wrong_scope(self, role: Role, mapping: Mapping) -> Flaw:
        if role.scope_kind is not None:
            fix = f"add scope: an id of data/{role.scope_kind}/"
            return self._missing("scope", f"is required for the role {quoted(role)}", fix, mapping)
        message = f"{{field}} is given for the role {quoted(role)}, which has none"
        return flaw_at("PPS103", mapping.place.fields["scope"], message, "remove it", "scope")

    def _conditionally_missing(self, found: dict[str, Any], mapping: Mapping) -> Iterator[Flaw]:
        for missing in self.structure.missing(found, mapping.values):
            yield self._missing(missing.field, f"is required {missing.reason}", missing.fix, mapping)

    def _missing(self, key: str, message: str, fix: str, mapping: Mapping) -> Flaw:
        at = mapping.place.line, mapping.place.column
        return flaw_at("PPS101", at, f"{{field}} {message}", fix, key)


@cache
def _compiled(structure: Hashable) -> Shape:
    assert isinstance(structure, type)  # noqa: S101 - narrows the type; the cache wants something hashable
    return Shape(structure)


def shape_of(structure: type[Structure]) -> Shape:
    """Tell how a structure class is read; compiled once."""
    return _compiled(structure)  # type: ignore[arg-type] # a class is hashable whatever its instances are


def _field_of(name: str, annotation: Any, *, required: bool) -> Field:
    inner, extras = unwrapped(annotation)
    return Field(
        key=name.rstrip("_"),
        attribute=name,
        annotation=annotation,
        required=required,
        mutability=next((extra for extra in extras if isinstance(extra, Mutability)), None),
        meaning=next((extra for extra in extras if isinstance(extra, str) and extra != "day"), None),
        read=reader_of(inner, extras, lambda structure: shape_of(structure).read),
    )


def _event_types(annotation: Any) -> tuple[str, ...]:
    """Name the types of the events that a record of a kind can hold; none where it has no log."""
    if annotation is None:
        return ()
    events, _ = unwrapped(annotation)
    return tuple(member.type for member in get_args(get_args(events)[0]))

"""Bugs and requests that patches fix."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from generator.records.fields import (
    APPEND_ONLY,
    IMMUTABLE,
    WRITE_ONCE,
    Day,
    Link,
    PatchId,
    PersonId,
    Reference,
    Text1,
    Url,
)
from generator.records.structure import Missing, Record, Structure
from generator.terms import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityEntry(Structure):
    """The severity that the EMT assigned on a day (T083)."""

    value: Severity
    by: PersonId
    date: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification(Structure):
    """An originator's answer to the invitation to verify (T045)."""

    patch: PatchId
    by: PersonId
    date: Day
    result: Literal["verified", "not-fixed"]
    ref: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bug(Record):
    """A bug or a request; requests are not bug fixes (A17)."""

    folder: ClassVar[str] = "bugs"
    noun: ClassVar[str] = "bug"
    derived: ClassVar[dict[str, str]] = {"status": "the patches that fix it", "fixed_in": "the patches that fix it"}

    kind: Annotated[Literal["bug", "request"], IMMUTABLE]
    title: Annotated[Text1, "exactly `embargoed` while embargoed (PPS609)"]
    tracker_url: Url
    originator: Annotated[str, Reference(("people",), none=True), WRITE_ONCE, "receives the personal notification"]
    originator_note: Annotated[Text1 | None, "required when originator is none"] = None
    emt_severity: Annotated[tuple[SeverityEntry, ...], APPEND_ONLY] = ()
    production_impact: Literal["none", "degraded", "broken"]
    security: Annotated[bool, "embargo (PPS609), overrule reason (PPS702)"]
    verifications: Annotated[tuple[Verification, ...], APPEND_ONLY] = ()

    @staticmethod
    def missing(found: Mapping[str, Any], given: Container[str]) -> Iterator[Missing]:
        """Ask for the note that explains an unknown originator (A40)."""
        if found.get("originator") == "none" and "originator_note" not in given:
            yield Missing(field="originator_note", reason="where originator is none", fix="say why nobody is known")

    def severity_on(self, day: date) -> Severity | None:
        """Tell the last severity assigned on or before a day; None while there is none."""
        return next((entry.value for entry in reversed(self.emt_severity) if entry.date <= day), None)

"""Deployment scenarios and the tests run in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from generator.records.fields import (
    IMMUTABLE,
    WRITE_ONCE,
    Aspect,
    Day,
    Link,
    NodeType,
    PatchId,
    PersonId,
    Platform,
    ScenarioId,
    Sha256,
    SiteId,
    Text1,
)
from generator.records.structure import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Record):
    """A set-up that reflects real production conditions (T013)."""

    folder: ClassVar[str] = "scenarios"
    noun: ClassVar[str] = "scenario"

    title: Text1
    os: Annotated[Text1, IMMUTABLE]
    arch: Annotated[Text1, IMMUTABLE]
    platform: Annotated[Platform, IMMUTABLE]
    significant_for: Annotated[tuple[NodeType, ...], IMMUTABLE, "a change is a new scenario"]
    production_like: Annotated[bool, IMMUTABLE]
    from_: Annotated[Day, IMMUTABLE]
    until: Annotated[Day | None, WRITE_ONCE] = None

    def is_active_on(self, day: date) -> bool:
        """Tell whether tests in this scenario are asked for on a day."""
        return self.from_ <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentTest(Record):
    """One run of a deployment test; a new run is a new record (T073, T123)."""

    folder: ClassVar[str] = "deployment-tests"
    noun: ClassVar[str] = "deployment test"

    patch: Annotated[PatchId, IMMUTABLE]
    scenario: Annotated[ScenarioId, IMMUTABLE]
    site: Annotated[SiteId, IMMUTABLE, "not a site of the pilot (PPS418)"]
    installer: Annotated[Literal["yaim", "other"], IMMUTABLE]
    notes_digest: Annotated[Sha256, IMMUTABLE, "digest of the release notes that were followed"]
    aspects: Annotated[tuple[Aspect, ...], IMMUTABLE]
    result: Annotated[Literal["passed", "failed"], IMMUTABLE]
    date: Annotated[Day, IMMUTABLE]
    by: Annotated[PersonId, IMMUTABLE]
    ref: Annotated[Link, IMMUTABLE]

    def disagreements(self) -> Iterator[tuple[str, str, str]]:
        """Compare the patch with the stem DT-n-nnn."""
        _, number, _ = self.id.split("-", 2)
        if self.patch != f"PATCH-{number}":
            yield "patch", self.patch, f"PATCH-{number}"

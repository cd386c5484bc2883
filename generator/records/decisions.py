"""Decisions beside the normal way: post mortems, exceptions, overrules, releases."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from generator.records.fields import (
    IMMUTABLE,
    AnyId,
    BugId,
    Day,
    PatchId,
    PersonId,
    PilotId,
    Platform,
    RuleId,
    Sha256,
    Text,
    Text1,
    Url,
)
from generator.records.structure import Approval, Missing, Record, Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMortem(Record):
    """The assessment of a pilot and the decision about its follow-up (T144, T145)."""

    folder: ClassVar[str] = "post-mortems"
    noun: ClassVar[str] = "post mortem"

    pilot: Annotated[PilotId, IMMUTABLE]
    held_on: Annotated[Day, IMMUTABLE]
    participants: Annotated[tuple[PersonId, ...], IMMUTABLE]
    assessment: Annotated[Text, IMMUTABLE]
    decision: Annotated[Literal["promote", "prolong", "stop", "redo"], IMMUTABLE, "the latest by held_on counts"]
    prolong_until: Annotated[Day | None, IMMUTABLE] = None
    reason: Annotated[Text, IMMUTABLE]
    guidelines: Annotated[Text | None, IMMUTABLE, "general guidelines, published"] = None
    approvals: Annotated[tuple[Approval, ...], IMMUTABLE]

    @staticmethod
    def missing(found: Mapping[str, Any], given: Container[str]) -> Iterator[Missing]:
        """Ask how long a prolongation lasts."""
        if found.get("decision") == "prolong" and "prolong_until" not in given:
            yield Missing(field="prolong_until", reason="for decision prolong", fix="name the last day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Package(Structure):
    """A package and its checksum."""

    name: Text1
    sha256: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproducibility(Structure):
    """How the environment of uncertified software can be made again (T093)."""

    repository: Url | None = None
    packages: tuple[Package, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionRecord(Record):
    """Comply or explain: why a rule does not hold for one subject (T091, T092)."""

    folder: ClassVar[str] = "exceptions"
    noun: ClassVar[str] = "exception"

    kind: Annotated[Literal["uncertified-software", "deviation"], IMMUTABLE]
    subject: Annotated[AnyId, IMMUTABLE, "the record whose findings are excused"]
    patches: Annotated[tuple[PatchId, ...] | None, IMMUTABLE] = None
    rules: Annotated[tuple[RuleId, ...], IMMUTABLE]
    justification: Annotated[Text, IMMUTABLE]
    documentation: Annotated[Url, IMMUTABLE]
    reproducibility: Annotated[Reproducibility | None, IMMUTABLE] = None
    decided_on: Annotated[Day, IMMUTABLE]
    valid_until: Annotated[Day, IMMUTABLE, "inclusive"]
    approvals: Annotated[tuple[Approval, ...], IMMUTABLE]

    @staticmethod
    def missing(found: Mapping[str, Any], given: Container[str]) -> Iterator[Missing]:
        """Ask which patches are used uncertified."""
        covers_none = "patches" not in given or found.get("patches") == ()
        if found.get("kind") == "uncertified-software" and covers_none:
            yield Missing(field="patches", reason="for uncertified software", fix="name the patches that it covers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrule(Record):
    """The joint decision of EMT and PPS coordination (T124, T125)."""

    folder: ClassVar[str] = "overrules"
    noun: ClassVar[str] = "overrule"

    patch: Annotated[PatchId, IMMUTABLE]
    transition: Annotated[Literal["agreed", "started", "evaluated", "accepted"], IMMUTABLE]
    reason: Annotated[Literal["critical-bug", "security"], IMMUTABLE]
    bugs: Annotated[tuple[BugId, ...], IMMUTABLE]
    rules: Annotated[tuple[RuleId, ...], IMMUTABLE]
    justification: Annotated[Text, IMMUTABLE]
    risk: Annotated[Text, IMMUTABLE]
    rollback_plan: Annotated[Text, IMMUTABLE]
    decided_on: Annotated[Day, IMMUTABLE]
    valid_until: Annotated[Day, IMMUTABLE, "inclusive"]
    approvals: Annotated[tuple[Approval, ...], IMMUTABLE]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped(Structure):
    """One patch of a release and the platforms that it is shipped for."""

    patch: PatchId
    platforms: tuple[Platform, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Record):
    """A deployment to production."""

    folder: ClassVar[str] = "releases"
    noun: ClassVar[str] = "release"

    title: Annotated[Text1, IMMUTABLE]
    released_on: Annotated[Day, IMMUTABLE]
    patches: Annotated[tuple[Shipped, ...], IMMUTABLE]
    approvals: Annotated[tuple[Approval, ...], IMMUTABLE]

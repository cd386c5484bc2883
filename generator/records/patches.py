"""Patches: the updates that pre-production is about."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from generator.records.fields import (
    APPEND_ONLY,
    IMMUTABLE,
    RECLASSIFIED,
    WRITE_ONCE,
    BugId,
    BugNumber,
    ChosenBy,
    Day,
    FeedbackId,
    NodeType,
    PatchId,
    PersonId,
    Text,
    Text1,
    Url,
    Version,
    VoId,
)
from generator.records.patch_attributes import ClientAttributes, ServerAttributes
from generator.records.patch_events import PatchEvent
from generator.records.structure import Missing, Record, Structure
from generator.terms import Component, UseCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker(Structure):
    """Where the patch is tracked."""

    system: Literal["savannah", "github", "other"]
    url: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation(Structure):
    """A decision to treat the patch as a higher class (PPS205)."""

    to: Literal[UseCase.NBC_CLIENT, UseCase.BC_SERVER_MAJOR, UseCase.NBC_SERVER]
    reason: Text
    by: PersonId
    date: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class VoDeadline(Structure):
    """The day by which a VO needs the update (T055)."""

    vo: VoId
    deadline: Day
    note: Text1 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackSummary(Structure):
    """What users said, in the words of the release notes (T048)."""

    text: Text
    covers: tuple[FeedbackId, ...]
    by: PersonId
    date: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseNotes(Structure):
    """The release notes as they are written; the site adds what can be derived."""

    changes: Annotated[dict[BugNumber, Text], "what each bug or request means to users, by its id"]
    configuration_instructions: Text
    known_issues: Text
    feedback_summary: FeedbackSummary | None = None
    no_feedback: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch(Record):
    """One update: one component, one version."""

    folder: ClassVar[str] = "patches"
    noun: ClassVar[str] = "patch"
    derived: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("use_case", "class", "category", "minor", "major", "update_type"), "attributes"),
        **dict.fromkeys(("state", "status", "savannah_status"), "the events"),
        **dict.fromkeys(("tag", "tags", "jdl", "requirements"), "node types and version"),
        **dict.fromkeys(("due", "deadline", "earliest"), "the events and the policy"),
        **dict.fromkeys(("gates", "blocked", "blocked_by", "required_approvals", "complete", "progress"), "the rules"),
        "current_version": "the patches in production",
    }

    component: Annotated[Component, IMMUTABLE, "one part only; two parts are two patches (A13)"]
    node_types: Annotated[tuple[NodeType, ...], IMMUTABLE]
    version: Annotated[Version, IMMUTABLE, "unique per node type (PPS110)"]
    base_version: Annotated[Version | None, IMMUTABLE, "the version that it updates; absent for a new service"] = None
    title: Text1
    tracker: Tracker
    developers: tuple[PersonId, ...]
    fixes: Annotated[tuple[BugId, ...], RECLASSIFIED]
    attributes: Annotated[
        ClientAttributes | ServerAttributes,
        ChosenBy("component", (("client", "ClientAttributes"), ("server", "ServerAttributes"))),
        RECLASSIFIED,
        "facts from which the use case is derived",
    ]
    coordinated_with: Annotated[tuple[PatchId, ...], RECLASSIFIED] = ()
    coordination_note: Annotated[Text | None, "why no counterpart is needed (PPS207)"] = None
    supersedes: Annotated[tuple[PatchId, ...], IMMUTABLE] = ()
    escalation: Annotated[Escalation | None, WRITE_ONCE, "upward only (PPS205)"] = None
    vo_deadlines: Annotated[tuple[VoDeadline, ...], APPEND_ONLY] = ()
    release_notes: ReleaseNotes
    rollback_procedure: Text | None = None
    events: Annotated[tuple[PatchEvent, ...], APPEND_ONLY]

    @staticmethod
    def missing(found: Mapping[str, Any], given: Container[str]) -> Iterator[Missing]:
        """Ask for the version that an update of something existing starts from."""
        attributes = found.get("attributes")
        is_new = getattr(attributes, "new_service", False)
        if attributes is not None and "base_version" not in given and not is_new:
            reason = "unless attributes.new_service is true"
            yield Missing(field="base_version", reason=reason, fix="name the version that the patch updates")

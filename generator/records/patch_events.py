"""The events of a patch (lifecycle §2.3): one class a type, its keys, who records it."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from generator.records.fields import (
    Amount,
    BugId,
    ChosenBy,
    Link,
    PatchId,
    PilotId,
    Platform,
    ReleaseId,
    Sha256,
    Text,
    Text1,
    Url,
    Version,
)
from generator.records.patch_attributes import ClientAttributes, ServerAttributes
from generator.records.structure import Event, Structure
from generator.terms import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Event):
    """The patch is known to the release team."""

    type: ClassVar[str] = "registered"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.SA3_RELEASE, Role.DEVELOPER)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationStarted(Event):
    """Certification of the patch begins."""

    type: ClassVar[str] = "certification-started"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.SA3_CERTIFICATION,)


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicTests(Event):
    """The first round of certification tests was run (T024)."""

    type: ClassVar[str] = "basic-tests"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.SA3_CERTIFICATION,)
    result: Literal["passed", "failed"]
    ref: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MaturityFlag(Event):
    """SA3 flags the patch as mature enough for a preview (T025)."""

    type: ClassVar[str] = "maturity-flag"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.SA3_CERTIFICATION, Role.SA3_RELEASE, Role.RELEASE_MANAGER)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallTest(Event):
    """Certification tested the installation on one platform (T052)."""

    type: ClassVar[str] = "install-test"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.SA3_CERTIFICATION,)
    platform: Platform
    result: Literal["passed", "failed"]
    ref: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortValidated(Event):
    """The release manager validates the programming effort, in man-days (T085)."""

    type: ClassVar[str] = "effort-validated"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.RELEASE_MANAGER,)
    man_days: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class TarballCreated(Event):
    """The tarball of a client preview exists (T037)."""

    type: ClassVar[str] = "tarball-created"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.SA3_RELEASE, Role.RELEASE_MANAGER)
    name: Text1
    sha256: Sha256
    ref: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewOpened(Event):
    """The release manager decides to deploy a client in preview (T034)."""

    type: ClassVar[str] = "preview-opened"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.RELEASE_MANAGER, Role.SA3_RELEASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackChannelOpened(Event):
    """A dedicated public channel for feedback is available (T046)."""

    type: ClassVar[str] = "feedback-channel-opened"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.PPS_COORDINATION,)
    ref: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotOpened(Event):
    """A running pilot makes a server patch visible."""

    type: ClassVar[str] = "pilot-opened"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.PPS_COORDINATION,)
    pilot: PilotId


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified(Event):
    """Certification is complete."""

    type: ClassVar[str] = "certified"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.SA3_CERTIFICATION,)
    ref: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewClosed(Event):
    """The preview phase of a client ends (A06)."""

    type: ClassVar[str] = "preview-closed"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.PPS_COORDINATION,)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesConfirmed(Event):
    """The release notes are confirmed, by their digest (T051)."""

    type: ClassVar[str] = "notes-confirmed"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.SA3_RELEASE, Role.RELEASE_MANAGER)
    digest: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Was(Structure):
    """The old values, whole, of what a reclassification changes."""

    attributes: Annotated[
        ClientAttributes | ServerAttributes | None,
        ChosenBy("component", (("client", "ClientAttributes"), ("server", "ServerAttributes"))),
    ] = None
    fixes: tuple[BugId, ...] | None = None
    coordinated_with: tuple[PatchId, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassified(Event):
    """Attributes, fixes or coordinated patches of an exposed patch changed (PPS206)."""

    type: ClassVar[str] = "reclassified"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.RELEASE_MANAGER,)
    reason: Text
    was: Was


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Event):
    """The patch is accepted for production on the named platforms (T050, T052)."""

    type: ClassVar[str] = "accepted"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.PPS_COORDINATION, Role.RELEASE_MANAGER, Role.SA1_OPERATIONS)
    platforms: tuple[Platform, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Event):
    """A release brings the patch to production."""

    type: ClassVar[str] = "released"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.RELEASE_MANAGER,)
    release: ReleaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled(Event):
    """An acceptance is taken back before the release."""

    type: ClassVar[str] = "recalled"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.PPS_COORDINATION,)
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected(Event):
    """The patch is refused before production; by certification only before `certified` (PPS108)."""

    type: ClassVar[str] = "rejected"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.SA3_CERTIFICATION, Role.SA1_OPERATIONS, Role.RELEASE_MANAGER)
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Event):
    """The patch is taken back by those who made it."""

    type: ClassVar[str] = "withdrawn"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.RELEASE_MANAGER, Role.DEVELOPER)
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded(Event):
    """A newer patch takes the place of this one."""

    type: ClassVar[str] = "superseded"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.RELEASE_MANAGER,)
    by_patch: PatchId


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledBack(Event):
    """Production returns to an older version."""

    type: ClassVar[str] = "rolled-back"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.SA1_OPERATIONS,)
    restored_version: Version
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchNote(Event):
    """A remark in the log."""

    type: ClassVar[str] = "note"
    note: Text


PatchEvent = (
    Registered
    | CertificationStarted
    | BasicTests
    | MaturityFlag
    | InstallTest
    | EffortValidated
    | TarballCreated
    | PreviewOpened
    | FeedbackChannelOpened
    | PilotOpened
    | Certified
    | PreviewClosed
    | NotesConfirmed
    | Reclassified
    | Accepted
    | Released
    | Recalled
    | Rejected
    | Withdrawn
    | Superseded
    | RolledBack
    | PatchNote
)

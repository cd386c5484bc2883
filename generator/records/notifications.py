"""Notifications: what was sent to whom."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from generator.records.fields import (
    IMMUTABLE,
    BugId,
    Day,
    Key,
    Link,
    PersonId,
    Reference,
    RocId,
    SiteId,
    VoId,
)
from generator.records.structure import Missing, Record, Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients(Structure):
    """Who received it: `all`, or a list."""

    vos: Literal["all"] | tuple[VoId, ...] | None = None
    rocs: Literal["all"] | tuple[RocId, ...] | None = None
    persons: tuple[PersonId, ...] = ()
    sites: tuple[SiteId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification(Record):
    """One notification, written after it was sent (T043, T044)."""

    folder: ClassVar[str] = "notifications"
    noun: ClassVar[str] = "notification"

    kind: Annotated[Literal["broadcast", "personal", "reminder", "kickoff", "policy-change"], IMMUTABLE]
    about: Annotated[str, Reference(("patches", "pilots", "policy")), IMMUTABLE]
    event: Annotated[Key | None, IMMUTABLE, "the latest such event of `about` on or before sent_on"] = None
    slot: Annotated[Day | None, IMMUTABLE, "reminders: the due date that they fulfil"] = None
    to: Annotated[Recipients, IMMUTABLE]
    channel: Annotated[Literal["egee-broadcast", "mail", "meeting", "github"], IMMUTABLE]
    sent_on: Annotated[Day, IMMUTABLE]
    by: Annotated[PersonId, IMMUTABLE]
    invites_verification: Annotated[bool | None, IMMUTABLE] = None
    bugs: Annotated[tuple[BugId, ...] | None, IMMUTABLE] = None
    ref: Annotated[Link | None, IMMUTABLE] = None

    @staticmethod
    def missing(found: Mapping[str, Any], given: Container[str]) -> Iterator[Missing]:
        """Ask for the event, the slot of a reminder, and the bugs of a personal invitation."""
        if "event" not in given and not found.get("about", "POLICY-").startswith("POLICY-"):
            reason = "for a notification about a patch or a pilot"
            yield Missing(field="event", reason=reason, fix="name the type of the event that it reports")
        if found.get("kind") == "reminder" and "slot" not in given:
            yield Missing(field="slot", reason="for a reminder", fix="name the due date that it fulfils")
        if found.get("kind") == "personal" and "invites_verification" not in given:
            fix = "say whether it invites to verify"
            yield Missing(field="invites_verification", reason="for a personal notification", fix=fix)
        if found.get("kind") == "personal" and "bugs" not in given:
            yield Missing(field="bugs", reason="for a personal notification", fix="name the bugs that it is about")

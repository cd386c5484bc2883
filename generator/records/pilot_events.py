"""The events of a pilot (lifecycle §3.3): one class a type, its keys, who records it."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from generator.records.fields import Count, Day, PatchId, PersonId, PostMortemId, SiteId, Text
from generator.records.structure import Event
from generator.terms import Role

COORDINATION = (Role.PPS_COORDINATION,)
STOPPERS = (Role.SITE_MANAGER, Role.SA1_OPERATIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Event):
    """The pilot is proposed."""

    type: ClassVar[str] = "proposed"
    recorded_by: ClassVar[tuple[Role, ...]] = COORDINATION


@dataclass(frozen=True, slots=True, kw_only=True)
class NegotiationOpened(Event):
    """VOs, deployment teams and sites negotiate (T103)."""

    type: ClassVar[str] = "negotiation-opened"
    recorded_by: ClassVar[tuple[Role, ...]] = COORDINATION


@dataclass(frozen=True, slots=True, kw_only=True)
class KickoffHeld(Event):
    """The kick-off meeting fixes the timelines, in days (T112-T114)."""

    type: ClassVar[str] = "kickoff-held"
    recorded_by: ClassVar[tuple[Role, ...]] = COORDINATION
    setup_days: Count | None = None
    feedback_days: Count | None = None
    attendees: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed(Event):
    """The concerned parts agree; the set-up clock starts (T088)."""

    type: ClassVar[str] = "agreed"
    recorded_by: ClassVar[tuple[Role, ...]] = COORDINATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Event):
    """The pilot runs; all clocks start (T097)."""

    type: ClassVar[str] = "started"
    recorded_by: ClassVar[tuple[Role, ...]] = COORDINATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended(Event):
    """The pilot stands still; the week clock stops."""

    type: ClassVar[str] = "suspended"
    recorded_by: ClassVar[tuple[Role, ...]] = (*STOPPERS, Role.PPS_COORDINATION)
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The pilot runs again; the week clock restarts from zero (A20)."""

    type: ClassVar[str] = "resumed"
    recorded_by: ClassVar[tuple[Role, ...]] = COORDINATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded(Event):
    """Other patches replace the running set; the week clock restarts."""

    type: ClassVar[str] = "upgraded"
    recorded_by: ClassVar[tuple[Role, ...]] = COORDINATION
    patches: tuple[PatchId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prolonged(Event):
    """The testing time is prolonged until a day inclusive (T146)."""

    type: ClassVar[str] = "prolonged"
    recorded_by: ClassVar[tuple[Role, ...]] = COORDINATION
    until: Day
    post_mortem: PostMortemId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotRolledBack(Event):
    """A site, or without a site the whole pilot, returns to production (T102)."""

    type: ClassVar[str] = "rolled-back"
    recorded_by: ClassVar[tuple[Role, ...]] = STOPPERS
    site: SiteId | None = None
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated(Event):
    """The pilot is judged (T119-T121)."""

    type: ClassVar[str] = "evaluated"
    recorded_by: ClassVar[tuple[Role, ...]] = (Role.SA1_OPERATIONS, Role.PPS_COORDINATION)
    outcome: Literal["success", "failure"]
    route: Literal["internal", "vo-feedback"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    """Everything of the pilot is cleared away."""

    type: ClassVar[str] = "closed"
    recorded_by: ClassVar[tuple[Role, ...]] = COORDINATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Aborted(Event):
    """The pilot ends before it started."""

    type: ClassVar[str] = "aborted"
    recorded_by: ClassVar[tuple[Role, ...]] = COORDINATION
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotNote(Event):
    """A remark in the log."""

    type: ClassVar[str] = "note"
    note: Text


PilotEvent = (
    Proposed
    | NegotiationOpened
    | KickoffHeld
    | Agreed
    | Started
    | Suspended
    | Resumed
    | Upgraded
    | Prolonged
    | PilotRolledBack
    | Evaluated
    | Closed
    | Aborted
    | PilotNote
)

"""Pilots: server versions operated in production by selected sites."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from generator.records.fields import (
    APPEND_ONLY,
    GROWING,
    IMMUTABLE,
    WRITE_ONCE,
    Count,
    Day,
    Link,
    PatchId,
    PersonId,
    Reference,
    SiteId,
    Text,
    Text1,
    Url,
    VoId,
    frozen_from,
)
from generator.records.pilot_events import PilotEvent
from generator.records.structure import Missing, Record, Structure
from generator.terms import Decision, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Structure):
    """A site that was considered, and whether it was selected (T106)."""

    site: SiteId
    volunteer: bool
    date: Day
    by: PersonId
    selected: Annotated[bool | None, WRITE_ONCE] = None
    reason: Text1 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoInformation(Structure):
    """How VOs were told what changes for users (T109, T110)."""

    channel: Literal["ops-meeting", "broadcast", "eis"]
    date: Day
    ref: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class VoInterest(Structure):
    """What a VO answered; `vo: none` records that nobody did (T108)."""

    vo: Annotated[str, Reference(("vos",), none=True)]
    interested: bool
    date: Day
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Structure):
    """A VO commits itself to the pilot, or withdraws (T118)."""

    vo: VoId
    action: Literal["commit", "withdraw"]
    date: Day
    by: PersonId
    reason: Text1 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Structure):
    """What one concerned part decided about the pilot (T088)."""

    part: Part
    vo: VoId | None = None
    site: SiteId | None = None
    by: PersonId
    date: Day
    decision: Literal[Decision.APPROVE, Decision.REJECT]
    ref: Link | None = None

    @staticmethod
    def missing(found: Mapping[str, Any], given: Container[str]) -> Iterator[Missing]:
        """Ask the agreement of a VO or a site to name it."""
        for part in (Part.VO, Part.SITE):
            if found.get("part") is part and part not in given:
                yield Missing(field=part, reason=f"for part {part}", fix=f"name the {part}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement(Structure):
    """A site knows that the service is experimental (T101)."""

    by: PersonId
    date: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Structure):
    """From a day until a day, inclusive."""

    from_: Day
    until: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatinumCommitments(Structure):
    """What a Platinum site assures (T137-T140)."""

    focus: bool | None = None
    concentration: Period | None = None
    interaction: Text1 | None = None
    perturbation_plan: Text | None = None
    signed_by: PersonId
    date: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotSite(Structure):
    """A selected site and what it provides."""

    site: SiteId
    provides: Text1
    experimental_ack: Annotated[Acknowledgement | None, WRITE_ONCE] = None
    rollback_contact: Annotated[PersonId | None, WRITE_ONCE] = None
    commitments: Annotated[PlatinumCommitments | None, WRITE_ONCE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimescaleChange(Structure):
    """A timeline of the kick-off that differs from the policy's default, in days (T142)."""

    what: Literal["setup_days", "feedback_days"]
    value: Count
    reason: Text1
    by: PersonId
    date: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot(Record):
    """A pilot of server patches, with the client patches coordinated with them."""

    folder: ClassVar[str] = "pilots"
    noun: ClassVar[str] = "pilot"
    derived: ClassVar[dict[str, str]] = {
        "class": "the patches",
        **dict.fromkeys(("state", "status"), "the events"),
        **dict.fromkeys(("tag", "tags", "jdl", "requirements"), "the pilot's id"),
        **dict.fromkeys(
            (
                *("setup_due", "feedback_due", "week_complete_on", "post_mortem_due", "next_reminder", "earliest"),
                *("late", "feedback_count"),
            ),
            "the events and the policy",
        ),
        **dict.fromkeys(("gates", "blocked", "blocked_by"), "the rules"),
    }

    patches: Annotated[tuple[PatchId, ...], IMMUTABLE, "the running set until the first `upgraded`"]
    title: Text1
    chair: Annotated[PersonId, "holds pps-coordination (PPS410)"]
    user_visible_changes: Annotated[Text | None, "what VOs are told (PPS411)"] = None
    case_plan: Annotated[Text | None, frozen_from("agreed")] = None
    candidates: Annotated[tuple[Candidate, ...], GROWING] = ()
    vo_information: Annotated[tuple[VoInformation, ...], APPEND_ONLY] = ()
    vo_interest: Annotated[tuple[VoInterest, ...], APPEND_ONLY] = ()
    vos: Annotated[tuple[Commitment, ...], APPEND_ONLY] = ()
    agreements: Annotated[tuple[Agreement, ...], APPEND_ONLY] = ()
    sites: Annotated[tuple[PilotSite, ...], GROWING, "the selected sites"]
    load: Annotated[Literal["standard", "focused", "stress"], frozen_from("started")]
    monitoring: Url | None = None
    jdl_selection: Annotated[tuple[VoId, ...], APPEND_ONLY, "VOs that asked to select the sites by JDL"] = ()
    timescale_changes: Annotated[tuple[TimescaleChange, ...], APPEND_ONLY] = ()
    success_criteria: Annotated[tuple[Text, ...], frozen_from("agreed")] = ()
    events: Annotated[tuple[PilotEvent, ...], APPEND_ONLY]

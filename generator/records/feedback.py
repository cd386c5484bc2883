"""Feedback on previews and pilots."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from generator.records.fields import (
    APPEND_ONLY,
    IMMUTABLE,
    Day,
    Login,
    PersonId,
    Reference,
    SiteId,
    Text,
    Url,
    VoId,
)
from generator.records.structure import Record, Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Structure):
    """What was done about a feedback."""

    date: Day
    by: PersonId
    status: Literal["open", "acknowledged", "fixed", "wont-fix", "deferred", "closed"]
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Record):
    """What somebody reported through an issue; the stem carries its number."""

    folder: ClassVar[str] = "feedback"
    noun: ClassVar[str] = "feedback"
    derived: ClassVar[dict[str, str]] = {
        "status": "the follow-ups",
        "late": "the window of the subject",
        "counted": "the window of the subject",
    }

    issue_url: Annotated[Url, IMMUTABLE]
    subject: Annotated[str, Reference(("patches", "pilots")), IMMUTABLE]
    author: Annotated[Login, IMMUTABLE, "self-declared, shown as such"]
    vo: Annotated[VoId | None, IMMUTABLE, "set: VO feedback"] = None
    site: Annotated[SiteId | None, IMMUTABLE, "set without vo: site feedback"] = None
    submitted_on: Annotated[Day, IMMUTABLE, "UTC date on which the issue was opened"]
    verdict: Annotated[Literal["positive", "negative", "neutral"], IMMUTABLE]
    blocking: Annotated[bool, IMMUTABLE]
    text: Annotated[Text, IMMUTABLE]
    followup: Annotated[tuple[FollowUp, ...], APPEND_ONLY] = ()

    @property
    def is_user_feedback(self) -> bool:
        """True for VO and individual feedback (A26)."""
        return self.vo is not None or self.site is None

    @property
    def is_settled(self) -> bool:
        """True when the last follow-up is neither open nor acknowledged."""
        return bool(self.followup) and self.followup[-1].status not in {"open", "acknowledged"}

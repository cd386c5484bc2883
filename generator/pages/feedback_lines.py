"""Feedback as pages show it: who, when, in time or late, and what became of it; and the form that asks for more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bulletin.issue_forms import form_query
from generator.bulletin.windows import Timing, timing
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.policy.feedback.windows import window_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.feedback import Feedback, FollowUp


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpLine:
    """What was done about a feedback."""

    day: date
    status: str
    who: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackLine:
    """One feedback; `kind` is VO, site or individual feedback, `tone` and `shape` go with its verdict."""

    id: str
    issue: Ref
    subject: Ref
    voice: Ref
    kind: str
    author: str
    day: date
    timing: str
    is_late: bool
    verdict: str
    is_blocking: bool
    is_settled: bool
    text: str
    followup: tuple[FollowUpLine, ...]
    source: Source


def feedback_lines(found: Iterable[Feedback], facts: Facts) -> tuple[FeedbackLine, ...]:
    """Write feedback up to today, oldest first."""
    known = sorted(
        (one for one in found if one.submitted_on <= facts.today), key=lambda one: (one.submitted_on, one.id)
    )
    return tuple(_line(one, facts) for one in known)


def _line(one: Feedback, facts: Facts) -> FeedbackLine:
    signposts = Signposts(facts.registry)
    counted = timing(one, window_of(one.subject, facts))
    voice, kind = _voice(one, signposts)
    return FeedbackLine(
        id=one.id,
        issue=Ref(text=one.id, url=one.issue_url),
        subject=signposts.of(one.subject),
        voice=voice,
        kind=kind,
        author=one.author,
        day=one.submitted_on,
        timing=counted,
        is_late=counted is Timing.LATE,
        verdict=one.verdict,
        is_blocking=one.blocking,
        is_settled=one.is_settled,
        text=one.text,
        followup=tuple(_followup(step, signposts) for step in one.followup if step.date <= facts.today),
        source=source_of(one),
    )


def _voice(one: Feedback, signposts: Signposts) -> tuple[Ref, str]:
    if one.vo:
        return signposts.vo(one.vo), "VO feedback"
    if one.site:
        return signposts.site(one.site), "site feedback"
    return Ref(text=one.author), "individual feedback"


def _followup(step: FollowUp, signposts: Signposts) -> FollowUpLine:
    return FollowUpLine(day=step.date, status=step.status, who=signposts.person(step.by), note=step.note or "")


def feedback_form(subject: str, *, vo: str | None = None, site: str | None = None) -> str:
    """Write the query that opens the feedback form with its subject, VO and site filled in."""
    return form_query("feedback", f"Feedback on {subject}", subject=subject, vo=vo, site=site)


def volunteer_form(pilot: str) -> str:
    """Write the query that opens the form by which a site volunteers for a pilot."""
    return form_query("volunteer", f"A site volunteers for {pilot}", pilot=pilot)


def interest_form(pilot: str) -> str:
    """Write the query that opens the form by which a VO says whether it is interested in a pilot."""
    return form_query("vo-interest", f"Interest of a VO in {pilot}", pilot=pilot)


def verification_form(bug: str, patch: str) -> str:
    """Write the query that opens the form for the result of a verification, with bug and patch filled in."""
    return form_query("verification", f"Verification of {bug} in {patch}", bug=bug, patch=patch)

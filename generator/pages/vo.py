"""The page of a VO: what it can test now, what it promised and by when, what it said, and what became of that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from generator.bulletin.bulletin_issue import this_week
from generator.bulletin.chronicle import Chronicle
from generator.bulletin.crossings import Crossings
from generator.bulletin.pilot_standing import standing_of
from generator.jdl import CAVEAT
from generator.lifecycle.pilot_states import committed_vos
from generator.pages.ballot_lines import BallotLine, vo_ballots
from generator.pages.duty_lines import DayLine, DutyLine, Owed
from generator.pages.feedback_lines import FeedbackLine, feedback_form, feedback_lines
from generator.pages.latest import latest, latest_pilots
from generator.pages.page import Heading, Page
from generator.pages.patch_facts import DeadlineLine, deadline_lines
from generator.pages.pilot_status import StatusPart, status_of
from generator.pages.record_lines import FindingLine, finding_lines
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.pages.version_entries import VersionEntry, version_entry
from generator.records.pilots import Pilot
from generator.records.vos import Vo
from generator.terms import Role

if TYPE_CHECKING:
    from generator.bulletin.pilot_standing import PilotStanding
    from generator.edition import Edition
    from generator.policy.rule import Facts
    from generator.records.notifications import Notification


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A pilot that a VO was asked about: whether it is committed, whether it answered, and by when it should."""

    ref: Ref
    title: str
    state: str
    standing: str
    kind: str
    due: date | None
    status: tuple[StatusPart, ...]
    feedback_form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReminder:
    """A reminder that a VO received."""

    id: str
    day: date
    slot: date | None
    about: Ref
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class VoPage:
    """
    Everything that the page of one VO says, as of today.

    Of pilots that are over and of feedback the latest stand here, with the number of those that are older.
    """

    id: str
    name: str
    discipline: str
    interest: str
    managers: str
    retired_on: date | None
    renamed_to: Ref | None
    sites: tuple[Ref, ...]
    versions: tuple[VersionEntry, ...]
    caveat: str
    acts: tuple[DutyLine, ...]
    days: tuple[DayLine, ...]
    promises: tuple[Promise, ...]
    older_pilots: int
    reminders: tuple[SentReminder, ...]
    deadlines: tuple[DeadlineLine, ...]
    feedback: tuple[FeedbackLine, ...]
    older_feedback: int
    ballots: tuple[BallotLine, ...]
    findings: tuple[FindingLine, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the pages of all VOs are made from, gathered once: what can be tested, and their sites."""

    crossings: Crossings
    versions: tuple[VersionEntry, ...]
    sites_by_vo: dict[str, tuple[str, ...]]


_HEADINGS = (
    ("test-now", "What you can test now"),
    ("next", "What to do next"),
    ("promises", "Pilots and commitments"),
    ("reminders", "Reminders"),
    ("deadlines", "Deadlines"),
    ("feedback", "Feedback given"),
    ("ballots", "Policy ballots"),
    ("findings", "What the rules say"),
    ("sources", "How we know"),
)


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page of every VO."""
    gathered = gather(edition)
    for vo in edition.shown(edition.registry.vos):
        content = vo_page(vo, edition, gathered)
        yield Page(
            address=f"vos/{vo.id}/",
            kind="vo",
            title=f"VO {vo.id}: {vo.name}",
            description=f"What {vo.name} ({vo.discipline}) can test now, and what it promised.",
            content=content,
            search_text=f"VO {vo.discipline}",
            headings=tuple(Heading(anchor=anchor, text=text) for anchor, text in _HEADINGS),
        )


def gather(edition: Edition) -> Gathered:
    """Gather what all pages of VOs need."""
    facts = edition.facts
    sites_by_vo: dict[str, list[str]] = {vo: [] for vo in facts.registry.vos}
    for site in facts.registry.sites.values():
        for vo in site.vos:
            if not site.is_retired_on(facts.today):
                sites_by_vo.setdefault(vo, []).append(site.id)
    available = this_week(facts, Chronicle.of(facts)).available
    return Gathered(
        crossings=Crossings.of(facts.registry),
        versions=tuple(version_entry(version, facts) for version in available),
        sites_by_vo={vo: tuple(sites) for vo, sites in sites_by_vo.items()},
    )


def vo_page(vo: Vo, edition: Edition, gathered: Gathered) -> VoPage:
    """Take every decision of the page of one VO."""
    facts, signposts = edition.facts, Signposts(edition.registry)
    crossings, sites, owed = gathered.crossings, gathered.sites_by_vo[vo.id], Owed.of(edition)
    given = crossings.feedback_by_vo.get(vo.id, ())
    feedback, older_feedback = latest(given)
    reminders = [one for one in crossings.reminders_by_vo.get(vo.id, ()) if one.sent_on <= facts.today]
    deadlines = dict.fromkeys(patch.id for patch, _ in crossings.deadlines_by_vo.get(vo.id, ()))
    pilots, older_pilots = latest_pilots(crossings.pilots_by_vo.get(vo.id, ()), facts)
    managers = edition.registry.holders(Role.VO_MANAGER, facts.today, vo.id)
    return VoPage(
        id=vo.id,
        name=vo.name,
        discipline=vo.discipline,
        interest=_interest(vo),
        managers=", ".join(signposts.person(handle) for handle in managers),
        retired_on=vo.retired_on,
        renamed_to=signposts.vo(vo.renamed_to) if vo.renamed_to else None,
        sites=tuple(signposts.site(site) for site in sites),
        versions=tuple(_for_vo(gathered.versions, vo.id, frozenset(sites))),
        caveat=CAVEAT,
        acts=owed.acts_of((vo.id,), facts),
        days=owed.days_of(vo.id, facts),
        promises=tuple(_promise(pilot, vo.id, facts) for pilot in pilots),
        older_pilots=older_pilots,
        reminders=tuple(_reminder(one, signposts) for one in reminders),
        deadlines=tuple(
            line for patch in deadlines for line in deadline_lines(edition.registry.patches[patch], facts, vo.id)
        ),
        feedback=feedback_lines(feedback, facts),
        older_feedback=older_feedback,
        ballots=vo_ballots(vo.id, facts),
        findings=finding_lines(edition, (vo.id, *(one.id for one in given))),
        sources=tuple(source_of(one) for one in (vo, *feedback, *reminders)),
    )


def _interest(vo: Vo) -> str:
    if vo.pps_interest is None:
        return "not declared"
    until = f" until {vo.pps_interest.until:%Y-%m-%d %a}" if vo.pps_interest.until else ""
    return f"since {vo.pps_interest.from_:%Y-%m-%d %a}{until}"


def _for_vo(versions: tuple[VersionEntry, ...], vo: str, supporting: frozenset[str]) -> Iterator[VersionEntry]:
    """Yield the versions that stand at a site of the VO, with those sites only and a form that names the VO."""
    for version in versions:
        sites = tuple(site for site in version.sites if site.text in supporting)
        if sites:
            subject = version.pilot.text if version.pilot else version.patch.text
            unseen = tuple(site for site in version.unseen if site in sites)
            yield replace(version, sites=sites, unseen=unseen, form=feedback_form(subject, vo=vo))


def _promise(pilot: Pilot, vo: str, facts: Facts) -> Promise:
    standing = standing_of(pilot, facts)
    said, kind = _said(standing, vo, facts)
    is_awaited = standing.is_in_operation and vo in standing.silent
    return Promise(
        ref=Signposts(facts.registry).of(pilot.id),
        title=pilot.title,
        state=standing.state or "",
        standing=said,
        kind=kind,
        due=standing.feedback_due if is_awaited else None,
        status=status_of(standing),
        feedback_form=feedback_form(pilot.id, vo=vo) if is_awaited else "",
    )


def _said(standing: PilotStanding, vo: str, facts: Facts) -> tuple[str, str]:
    if vo not in committed_vos(standing.pilot, facts.today):
        return "not committed", "note"
    if vo in standing.answered:
        return "answered", "good"
    return ("no answer yet", "caution") if standing.is_open else ("never answered", "caution")


def _reminder(one: Notification, signposts: Signposts) -> SentReminder:
    return SentReminder(id=one.id, day=one.sent_on, slot=one.slot, about=signposts.of(one.about), source=source_of(one))

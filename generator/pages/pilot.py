"""The page of a pilot: status, patches, sites, VOs, agreements, negotiation, selection, feedback, post mortems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from generator.bulletin.crossings import Crossings
from generator.bulletin.pilot_standing import PilotStanding, standing_of
from generator.lifecycle.clocks import first
from generator.lifecycle.installation_pilots import pilot_of
from generator.lifecycle.pilot_states import steps
from generator.pages.feedback_lines import FeedbackLine, feedback_form, feedback_lines, interest_form, volunteer_form
from generator.pages.installation_lines import InstallationLine, installation_lines
from generator.pages.next_lines import Ahead, ahead_of
from generator.pages.page import Heading, Page
from generator.pages.pilot_lines import (
    AgreementLine,
    NegotiationLine,
    PilotSiteLine,
    PilotVoLine,
    PostMortemLine,
    ReminderLine,
    agreement_lines,
    negotiation_lines,
    post_mortem_lines,
    reminder_lines,
    site_lines,
    vo_lines,
)
from generator.pages.pilot_status import StatusPart, regime_of, status_of
from generator.pages.record_lines import EventLine, FindingLine, event_lines, finding_lines
from generator.pages.selecting import Selecting, selecting
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.pages.waiver_lines import WaiverLine, waiver_lines
from generator.policy.acceptance import settled_classification
from generator.records.pilot_events import Started
from generator.records.pilots import Pilot
from generator.tags import tag_of_pilot
from generator.terms import PilotState

if TYPE_CHECKING:
    from generator.edition import Edition
    from generator.policy.rule import Facts
    from generator.records.installations import Installation


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotPatch:
    """A patch of a pilot, and whether it runs, ran, or was replaced by an upgrade."""

    ref: Ref
    title: str
    version: str
    use_case: str
    in_words: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotPage:
    """Everything that the page of one pilot says, as of today."""

    id: str
    title: str
    use_case: str
    in_words: str
    state: str
    since: date | None
    status: tuple[StatusPart, ...]
    regime: str
    is_minor: bool
    agenda: Ref | None
    chair: str
    load: str
    monitoring: Ref | None
    changes: str
    case_plan: str
    success_criteria: tuple[str, ...]
    patches: tuple[PilotPatch, ...]
    sites: tuple[PilotSiteLine, ...]
    vos: tuple[PilotVoLine, ...]
    agreements: tuple[AgreementLine, ...]
    negotiation: tuple[NegotiationLine, ...]
    ahead: Ahead
    moments: tuple[tuple[date, str, str, str], ...]
    reminders: tuple[ReminderLine, ...]
    installations: tuple[InstallationLine, ...]
    selecting: Selecting | None
    asked_for_jdl: tuple[Ref, ...]
    feedback: tuple[FeedbackLine, ...]
    feedback_form: str
    volunteer_form: str
    interest_form: str
    waivers: tuple[WaiverLine, ...]
    post_mortems: tuple[PostMortemLine, ...]
    events: tuple[EventLine, ...]
    findings: tuple[FindingLine, ...]
    sources: tuple[Source, ...]


_TOLD = ("site", "outcome", "route", "until", "reason", "note")
_HEADINGS = (
    ("patches", "Patches"),
    ("sites", "Sites"),
    ("vos", "VOs"),
    ("agreements", "Agreements"),
    ("negotiation", "Negotiation"),
    ("timeline", "Timeline"),
    ("next", "What comes next"),
    ("forecast", "What would happen"),
    ("criteria", "Success criteria"),
    ("installations", "At the sites"),
    ("select", "Select and publish"),
    ("feedback", "Feedback"),
    ("waivers", "Exceptions"),
    ("post-mortems", "Post mortems"),
    ("events", "Events"),
    ("findings", "What the rules say"),
    ("sources", "How we know"),
)


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page of every pilot."""
    crossings = Crossings.of(edition.registry)
    for pilot in edition.shown(edition.registry.pilots):
        content = pilot_page(pilot, edition, crossings)
        state = content.state or "not proposed"
        yield Page(
            address=f"pilots/{pilot.id}/",
            kind="pilot",
            title=f"{pilot.id}: {pilot.title}",
            description=f"Pilot of {', '.join(pilot.patches)}, {content.in_words}, {state}.",
            content=content,
            search_text=f"{state} {content.use_case} {' '.join(pilot.patches)}",
            headings=tuple(Heading(anchor=anchor, text=text) for anchor, text in _HEADINGS),
        )


def pilot_page(pilot: Pilot, edition: Edition, crossings: Crossings) -> PilotPage:
    """Take every decision of the page of one pilot."""
    facts, registry, signposts = edition.facts, edition.registry, Signposts(edition.registry)
    standing = standing_of(pilot, facts)
    installations = _installations(standing, facts)
    feedback, waivers = (
        registry.feedback_by_subject.get(pilot.id, ()),
        crossings.exceptions_by_subject.get(pilot.id, ()),
    )
    mortems = registry.post_mortems_by_pilot.get(pilot.id, ())
    is_open = not standing.is_minor and standing.state in {PilotState.PROPOSED, PilotState.NEGOTIATING}
    policy = facts.policy()
    tags = (tag_of_pilot(pilot, policy.params.tags.publisher_vo),) if policy else ()
    return PilotPage(
        id=pilot.id,
        title=pilot.title,
        use_case=standing.use_case or "",
        in_words=standing.use_case.in_words if standing.use_case else "not classified",
        state=standing.state or "",
        since=standing.since,
        status=status_of(standing),
        regime=regime_of(standing),
        is_minor=standing.is_minor,
        agenda=None
        if standing.is_minor or standing.use_case is None
        else Ref(text="Agenda", address=f"pilots/{pilot.id}/kickoff/"),
        chair=signposts.person(pilot.chair),
        load=pilot.load,
        monitoring=signposts.link(pilot.monitoring) if pilot.monitoring else None,
        changes=pilot.user_visible_changes or "",
        case_plan=pilot.case_plan or "",
        success_criteria=pilot.success_criteria,
        patches=tuple(_patch(one, standing, facts) for one in _ever(pilot, standing)),
        sites=site_lines(standing, facts),
        vos=vo_lines(standing, facts),
        agreements=agreement_lines(standing, facts),
        negotiation=negotiation_lines(pilot, facts),
        ahead=ahead_of(pilot, facts),
        moments=tuple(_moments(pilot, standing, facts)),
        reminders=reminder_lines(standing, first(pilot, Started), facts),
        installations=installation_lines(installations, facts),
        selecting=selecting(tags, installations, facts),
        asked_for_jdl=tuple(signposts.vo(vo) for vo in pilot.jdl_selection),
        feedback=feedback_lines(feedback, facts),
        feedback_form="" if standing.is_minor else feedback_form(pilot.id),
        volunteer_form=volunteer_form(pilot.id) if is_open else "",
        interest_form=interest_form(pilot.id) if is_open else "",
        waivers=waiver_lines(waivers, facts),
        post_mortems=post_mortem_lines(mortems, facts),
        events=event_lines(pilot, pilot.events, signposts, facts.today),
        findings=finding_lines(edition, (pilot.id, *(one.id for one in (*installations, *feedback, *mortems)))),
        sources=tuple(source_of(one) for one in (pilot, *installations, *feedback, *waivers, *mortems)),
    )


def _ever(pilot: Pilot, standing: PilotStanding) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*standing.patches, *pilot.patches)))


def _installations(standing: PilotStanding, facts: Facts) -> tuple[Installation, ...]:
    at_sites = (
        one for patch in _ever(standing.pilot, standing) for one in facts.registry.installations_by_patch.get(patch, ())
    )
    return tuple(one for one in at_sites if pilot_of(one, facts.registry, facts.today) is standing.pilot)


def _patch(identity: str, standing: PilotStanding, facts: Facts) -> PilotPatch:
    patch = facts.registry.patches.get(identity)
    found = settled_classification(patch, facts) if patch else None
    return PilotPatch(
        ref=Signposts(facts.registry).of(identity),
        title=patch.title if patch else "not readable",
        version=patch.version if patch else "",
        use_case=found.use_case if found else "",
        in_words=found.use_case.in_words if found else "",
        part=_part(identity, standing),
    )


def _part(identity: str, standing: PilotStanding) -> str:
    if identity not in standing.patches:
        return "replaced by an upgrade"
    return "running" if standing.is_in_operation else "part of the pilot"


def _moments(pilot: Pilot, standing: PilotStanding, facts: Facts) -> Iterator[tuple[date, str, str, str]]:
    """Yield day, title, text and kind of what happened to a pilot, then of the days that are due."""
    now = max((step.number for step in steps(pilot, facts.today)), default=0)
    for number, event in enumerate(pilot.events, start=1):
        if event.date <= facts.today:
            text = ", ".join(str(part) for name in _TOLD if (part := getattr(event, name, None)))
            yield event.date, event.type.replace("-", " "), text, "now" if number == now else "done"
    for day, title in sorted(_due(standing)):
        yield day, title, "the day has passed" if day < facts.today else "", "ahead"


def _due(standing: PilotStanding) -> Iterator[tuple[date, str]]:
    if standing.week is not None and not standing.week.is_complete:
        yield standing.week.complete_on, "week of operation complete"
    for day, title in (
        (standing.setup_due, "set-up due"),
        (standing.feedback_due, "last day of feedback"),
        (standing.post_mortem_due, "post mortem due"),
    ):
        if day is not None:
            yield day, title

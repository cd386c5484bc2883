"""The page of a patch: class with reasons, state, tracks, checklist, sites, feedback, how to select and publish it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from generator.bulletin.checklist import ChecklistStep, checklist
from generator.bulletin.crossings import Crossings
from generator.bulletin.day_lanes import DayLanes
from generator.lifecycle.patch_states import since, state_of
from generator.lifecycle.pilot_states import running_set
from generator.pages.feedback_lines import FeedbackLine, feedback_form, feedback_lines
from generator.pages.installation_lines import InstallationLine, installation_lines
from generator.pages.next_lines import Ahead, ahead_of
from generator.pages.page import Heading, Page
from generator.pages.patch_facts import (
    DeadlineLine,
    FileLine,
    FixLine,
    Kinship,
    TestLine,
    VerificationLine,
    WindowLine,
    deadline_lines,
    file_lines,
    fix_lines,
    kinship,
    risk_note,
    test_lines,
    verification_lines,
    window_line,
)
from generator.pages.patch_reasons import Reasons, reasons_of
from generator.pages.patch_tracks import Track, drawing_of, tracks_of
from generator.pages.record_lines import EventLine, FindingLine, event_lines, finding_lines
from generator.pages.selecting import Selecting, selecting
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.pages.waiver_lines import WaiverLine, waiver_lines
from generator.records.patches import Patch
from generator.tags import tags_of_patch
from generator.terms import Component

if TYPE_CHECKING:
    from generator.edition import Edition
    from generator.policy.rule import Facts
    from generator.records.decisions import ExceptionRecord, Overrule
    from generator.records.feedback import Feedback


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchPage:
    """Everything that the page of one patch says, as of today."""

    id: str
    title: str
    reasons: Reasons | None
    state: str
    since: date | None
    component: str
    node_types: str
    version: str
    base_version: str
    tracker: Ref
    tracker_status: str
    developers: str
    is_preview: bool
    tracks: tuple[Track, ...]
    drawing: DayLanes | None
    checklist: tuple[ChecklistStep, ...]
    ahead: Ahead
    pilots: tuple[Ref, ...]
    installations: tuple[InstallationLine, ...]
    feedback: tuple[FeedbackLine, ...]
    window: WindowLine
    feedback_form: str
    fixes: tuple[FixLine, ...]
    verifications: tuple[VerificationLine, ...]
    selecting: Selecting | None
    files: tuple[FileLine, ...]
    tests: tuple[TestLine, ...]
    kinship: Kinship
    deadlines: tuple[DeadlineLine, ...]
    waivers: tuple[WaiverLine, ...]
    risk: str
    rollback: str
    events: tuple[EventLine, ...]
    findings: tuple[FindingLine, ...]
    notes: str
    sources: tuple[Source, ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page of every patch."""
    crossings = Crossings.of(edition.registry)
    for patch in edition.shown(edition.registry.patches):
        content = patch_page(patch, edition, crossings)
        yield Page(
            address=f"patches/{patch.id}/",
            kind="patch",
            title=f"{patch.id}: {patch.title}",
            description=_description(content),
            content=content,
            search_text=f"{_description(content)} {' '.join(fix.id for fix in content.fixes)}",
            headings=_headings(is_preview=content.is_preview),
        )


def _description(page: PatchPage) -> str:
    words = page.reasons.in_words if page.reasons else "not classified"
    return f"{page.node_types} {page.version}, {words}, {page.state or 'not registered'}."


@cache
def _headings(*, is_preview: bool) -> tuple[Heading, ...]:
    """Tell the headings of a page; a server has no tag and no tarball of its own (A49)."""
    wanted = (
        ("class", "Class", True),
        ("tracks", "Timeline", True),
        ("checklist", "Checklist", True),
        ("next", "What comes next", True),
        ("forecast", "What would happen", True),
        ("installations", "At the sites", True),
        ("select", "Select and publish", is_preview),
        ("feedback", "Feedback", True),
        ("fixes", "Fixes", True),
        ("verifications", "Verifications", True),
        ("files", "Files", is_preview),
        ("tests", "Deployment tests", True),
        ("related", "Related patches", True),
        ("deadlines", "VO deadlines", True),
        ("waivers", "Exceptions and overrules", True),
        ("events", "Events", True),
        ("findings", "What the rules say", True),
        ("sources", "How we know", True),
    )
    return tuple(Heading(anchor=anchor, text=text) for anchor, text, is_shown in wanted if is_shown)


def patch_page(patch: Patch, edition: Edition, crossings: Crossings) -> PatchPage:
    """Take every decision of the page of one patch."""
    facts, registry, signposts = edition.facts, edition.registry, Signposts(edition.registry)
    installations = registry.installations_by_patch.get(patch.id, ())
    state, is_preview = state_of(patch, facts.today), patch.component is Component.CLIENT
    feedback, pilots = feedback_on(patch, facts), registry.pilots_by_patch.get(patch.id, ())
    tests, tracks = registry.deployment_tests_by_patch.get(patch.id, ()), tracks_of(patch, facts)
    waivers: tuple[ExceptionRecord | Overrule, ...] = (
        *crossings.exceptions_by_subject.get(patch.id, ()),
        *crossings.overrules_by_patch.get(patch.id, ()),
    )
    mirror = registry.vocabulary.tracker_mirror if registry.vocabulary else {}
    return PatchPage(
        id=patch.id,
        title=patch.title,
        reasons=reasons_of(patch, facts),
        state=state or "",
        since=since(patch, facts.today),
        component=patch.component,
        node_types=", ".join(patch.node_types),
        version=patch.version,
        base_version=patch.base_version or "",
        tracker=signposts.link(patch.tracker.url),
        tracker_status=mirror.get(state, "") if state else "",
        developers=", ".join(signposts.person(handle) for handle in patch.developers),
        is_preview=is_preview,
        tracks=tracks,
        drawing=drawing_of(patch, tracks, facts),
        checklist=checklist(patch, facts),
        ahead=ahead_of(patch, facts),
        pilots=tuple(signposts.of(pilot.id) for pilot in pilots),
        installations=installation_lines(installations, facts),
        feedback=feedback_lines(feedback, facts),
        window=window_line(patch, facts),
        feedback_form=feedback_form(patch.id),
        fixes=fix_lines(patch, facts),
        verifications=verification_lines(crossings.verifications_by_patch.get(patch.id, ()), facts),
        selecting=selecting(_tags(patch, facts), installations, facts),
        files=file_lines(patch, facts),
        tests=test_lines(tests, facts),
        kinship=kinship(patch, facts),
        deadlines=deadline_lines(patch, facts),
        waivers=waiver_lines(waivers, facts),
        risk=risk_note(patch) if state is not None and state.is_open else "",
        rollback=patch.rollback_procedure or "",
        events=event_lines(patch, patch.events, signposts, facts.today),
        findings=finding_lines(edition, (patch.id, *(one.id for one in installations), *(one.id for one in feedback))),
        notes=f"patches/{patch.id}/release-notes/",
        sources=tuple(source_of(one) for one in (patch, *installations, *feedback, *tests, *waivers)),
    )


def _tags(patch: Patch, facts: Facts) -> tuple[str, ...]:
    """Tell the tags of a preview; a server is selected by the tag of its pilot, on the page of the pilot."""
    revision = facts.policy()
    if revision is None or patch.component is Component.SERVER:
        return ()
    return tags_of_patch(patch, revision.params.tags.publisher_vo)


def feedback_on(patch: Patch, facts: Facts) -> tuple[Feedback, ...]:
    """Gather the feedback on a patch and on every pilot while that ran it (records.md §3.11)."""
    given = facts.registry.feedback_by_subject
    in_pilots = (
        one
        for pilot in facts.registry.pilots_by_patch.get(patch.id, ())
        for one in given.get(pilot.id, ())
        if patch.id in running_set(pilot, one.submitted_on)
    )
    return (*given.get(patch.id, ()), *in_pilots)

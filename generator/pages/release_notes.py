"""Release notes as a page: the draft of every patch, final once the patch is in production (outputs §5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.bulletin.decisions import Decisions
from generator.bulletin.release_notes import Change, ConfigurationChange, FeedbackAccount, ReleaseNotes, release_notes
from generator.bulletin.wording import known_issues, platforms, silence, voices
from generator.edition import Edition
from generator.pages.page import Heading, Page
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.records.decisions import ExceptionRecord, Overrule
from generator.records.scenarios import DeploymentTest
from generator.terms import PatchState

HEADINGS = (
    Heading(anchor="changes", text="Changes"),
    Heading(anchor="platforms", text="Platforms"),
    Heading(anchor="configuration", text="Configuration"),
    Heading(anchor="known-issues", text="Known issues"),
    Heading(anchor="rollback", text="Roll-back"),
    Heading(anchor="feedback", text="Feedback"),
    Heading(anchor="decisions", text="Exceptions and overrules"),
)
TESTS = Heading(anchor="tests", text="Deployment tests")
SOURCES = Heading(anchor="sources", text="How we know")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One fix: the bug, and what the notes say of it."""

    bug: Ref
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLine:
    """One feedback that came after the window."""

    id: str
    url: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TestLine:
    """One deployment test."""

    day: date
    scenario: str
    site: Ref
    result: str
    kind: str
    report: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverLine:
    """One exception or overrule that the patch used, and why."""

    id: str
    kind: str
    rules: tuple[str, ...]
    justification: str
    until: date
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseNotesPage:
    """The release notes in words; an empty text stands for nothing to say."""

    title: str
    patch: Ref
    version: str
    node_types: tuple[str, ...]
    use_case: str
    words: str
    why: tuple[str, ...]
    state: str
    draft: str
    released_on: date | None
    changes: tuple[ChangeLine, ...]
    platforms: str
    instructions: str
    variables: tuple[ConfigurationChange, ...]
    known_issues: str
    rollback: str
    summary: str
    silence: str
    voices: str
    silent: tuple[Ref, ...]
    in_time: tuple[Ref, ...]
    late: tuple[LateLine, ...]
    asks_for_tests: bool
    tests: tuple[TestLine, ...]
    waivers: tuple[WaiverLine, ...]
    markdown: str
    source: Source


def of(edition: Edition) -> Iterator[Page]:
    """Yield the release notes of every patch."""
    decisions = Decisions.of(edition.registry)
    for patch in edition.shown(edition.registry.patches):
        notes = release_notes(patch, edition.facts, decisions)
        yield Page(
            address=f"patches/{patch.id}/release-notes/",
            kind="release_notes",
            title=f"Release notes of {patch.id}",
            description=f"What changes with {patch.title} ({patch.version}), on which platforms, and what users said.",
            content=release_notes_page(notes, edition),
            search_text=f"release notes {patch.version} {patch.title}",
            headings=(*HEADINGS, *([TESTS] if notes.needs_tests else []), SOURCES),
        )


def release_notes_page(notes: ReleaseNotes, edition: Edition) -> ReleaseNotesPage:
    """Put release notes into words."""
    patch, found, signposts = notes.patch, notes.classification, Signposts(edition.registry)
    account = notes.feedback
    return ReleaseNotesPage(
        title=patch.title,
        patch=signposts.of(patch.id),
        version=patch.version,
        node_types=patch.node_types,
        use_case=found.use_case if found else "",
        words=found.use_case.in_words if found else "",
        why=found.why if found else (),
        state=notes.state or "",
        draft=_draft(notes),
        released_on=notes.released_on,
        changes=tuple(_change(change, signposts) for change in notes.changes),
        platforms=platforms(notes),
        instructions=notes.instructions,
        variables=notes.variables,
        known_issues=known_issues(notes),
        rollback=notes.rollback,
        summary=account.summary,
        silence=silence(account),
        voices=voices(account),
        silent=tuple(signposts.vo(vo) for vo in account.silent),
        in_time=tuple(_issue(one, edition) for one in account.in_time),
        late=tuple(_late(account, edition)),
        asks_for_tests=notes.needs_tests,
        tests=tuple(_test(test, edition) for test in notes.tests),
        waivers=tuple(_waiver(one) for one in notes.waivers),
        markdown=f"patches/{patch.id}/release-notes.md",
        source=source_of(patch, patch.release_notes),
    )


def _draft(notes: ReleaseNotes) -> str:
    if not notes.is_draft:
        return ""
    if notes.state is not None and notes.state.is_terminal:
        return f"The patch was {notes.state.replace('-', ' ')} and will not reach production."
    if notes.state is PatchState.READY_FOR_PRODUCTION:
        return "The patch is accepted; the notes become final with its release."
    return "The patch is not accepted yet; until its release the notes can change."


def _change(change: Change, signposts: Signposts) -> ChangeLine:
    return ChangeLine(bug=signposts.of(change.bug), kind=change.kind, text=change.text)


def _issue(feedback: str, edition: Edition) -> Ref:
    return Ref(text=feedback, url=edition.registry.feedback[feedback].issue_url)


def _late(account: FeedbackAccount, edition: Edition) -> Iterator[LateLine]:
    for feedback, day in account.late:
        yield LateLine(id=feedback, url=edition.registry.feedback[feedback].issue_url, day=day)


def _test(test: DeploymentTest, edition: Edition) -> TestLine:
    scenario, signposts = edition.registry.scenarios.get(test.scenario), Signposts(edition.registry)
    return TestLine(
        day=test.date,
        scenario=scenario.title if scenario else test.scenario,
        site=signposts.site(test.site),
        result=test.result,
        kind="good" if test.result == "passed" else "stop",
        report=signposts.link(test.ref, "report"),
    )


def _waiver(one: ExceptionRecord | Overrule) -> WaiverLine:
    return WaiverLine(
        id=one.id,
        kind=one.noun,
        rules=one.rules,
        justification=one.justification,
        until=one.valid_until,
        source=source_of(one),
    )

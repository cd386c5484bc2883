"""The home page: what can be tested now, what runs, what waits, what is new."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.bulletin.bulletin_issue import this_week
from generator.bulletin.chronicle import Chronicle
from generator.bulletin.open_subjects import open_subjects
from generator.edition import Edition
from generator.jdl import CAVEAT
from generator.pages.blocked import BlockedLine, blocked_line
from generator.pages.bulletin import WaitingLine, waiting_line
from generator.pages.page import Heading, Page
from generator.pages.transition_lines import PilotLine, TransitionLine, pilot_line, transition_line
from generator.pages.version_entries import VersionEntry, version_entry

LATEST = 10
HEADINGS = (
    Heading(anchor="test-now", text="What can I test now"),
    Heading(anchor="pilots", text="Pilots running"),
    Heading(anchor="today", text="Can be promoted today"),
    Heading(anchor="who", text="Who must act"),
    Heading(anchor="waiting", text="Waiting for a release"),
    Heading(anchor="new", text="What is new"),
    Heading(anchor="fresh", text="How fresh is this"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the home page shows; `newest_fact` is None while there is no dated fact."""

    today: date
    versions: tuple[VersionEntry, ...]
    sites: int
    caveat: str
    pilots: tuple[PilotLine, ...]
    ready: tuple[BlockedLine, ...]
    acting: tuple[BlockedLine, ...]
    waiting: tuple[WaitingLine, ...]
    latest: tuple[TransitionLine, ...]
    newest_fact: date | None


def of(edition: Edition) -> Iterator[Page]:
    """Yield the home page."""
    yield Page(
        address="",
        kind="home",
        title="What can be tested now",
        description="Middleware versions in preview and pilots, where they run, how to select them, where to answer.",
        content=home(edition),
        search_text="home test now preview pilot",
        headings=HEADINGS,
    )


def home(edition: Edition) -> Home:
    """Work out the home page."""
    facts = edition.facts
    chronicle = Chronicle.of(facts)
    issue, opened = this_week(facts, chronicle), open_subjects(facts)
    ready = [one for one in opened if one.next.is_possible_today]
    acting = [one for one in opened if one.actors and not one.next.is_possible_today]
    return Home(
        today=edition.today,
        versions=tuple(version_entry(version, facts) for version in issue.available),
        sites=len({site for version in issue.available for site in version.usable_at}),
        caveat=CAVEAT,
        pilots=tuple(pilot_line(standing, facts) for standing in issue.pilots),
        ready=tuple(blocked_line(one, facts) for one in ready[:LATEST]),
        acting=tuple(blocked_line(one, facts) for one in acting[:LATEST]),
        waiting=tuple(waiting_line(one, facts) for one in issue.waiting),
        latest=tuple(transition_line(one, facts) for one in chronicle.transitions[:LATEST]),
        newest_fact=edition.newest_fact,
    )

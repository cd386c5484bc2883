"""The release bulletin: the current issue and one page for each month, seven sections each (outputs §4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.bulletin.bulletin_issue import NEW_DAYS, RECENT_DAYS, BulletinIssue, Waiting, months, of_month, this_week
from generator.bulletin.chronicle import Chronicle
from generator.bulletin.embargo import changes_of
from generator.edition import Edition
from generator.pages.page import Heading, Page
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.pages.transition_lines import PilotLine, TransitionLine, pilot_line, transition_line
from generator.pages.version_entries import VersionEntry, version_entry
from generator.policy.acceptance import settled_classification
from generator.policy.rule import Facts
from generator.records.decisions import ExceptionRecord, Overrule


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """One patch that is accepted and not yet released."""

    patch: Ref
    title: str
    version: str
    use_case: str
    words: str
    since: date
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """One overrule or exception in force: what it is about, which rules, why, until when, and where it is recorded."""

    id: str
    kind: str
    subject: Ref
    rules: tuple[str, ...]
    justification: str
    valid_until: date
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of the archive."""

    name: str
    address: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """One issue; `period` says which days section 1 covers, `recent` which days sections 5 and 6 do."""

    title: str
    day: date
    period: str
    recent: str
    new: tuple[TransitionLine, ...]
    available: tuple[VersionEntry, ...]
    pilots: tuple[PilotLine, ...]
    waiting: tuple[WaitingLine, ...]
    released: tuple[TransitionLine, ...]
    stopped: tuple[TransitionLine, ...]
    decisions: tuple[DecisionLine, ...]
    months: tuple[Month, ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the current issue, then one page for each month since the first transition."""
    facts, chronicle = edition.facts, Chronicle.of(edition.facts)
    found = months(chronicle, edition.today)
    current = this_week(facts, chronicle)
    period, recent = f"in the last {NEW_DAYS} days", f"in the last {RECENT_DAYS} days"
    yield _page("bulletin/", bulletin("Release bulletin", current, found, period=period, recent=recent))
    for month in found:
        name, during = f"{month:%Y-%m}", f"in {month:%Y-%m}"
        issue = of_month(facts, chronicle, month)
        content = bulletin(f"Release bulletin of {name}", issue, found, period=during, recent=during, shown=month)
        yield _page(f"bulletin/{name}/", content)


def bulletin(  # noqa: PLR0913 - what an issue says of itself
    title: str, issue: BulletinIssue, found: tuple[date, ...], *, period: str, recent: str, shown: date | None = None
) -> Bulletin:
    """Write an issue; `found` are the months of the archive and `shown` the one that the issue is about."""
    facts = issue.facts
    return Bulletin(
        title=title,
        day=facts.today,
        period=period,
        recent=recent,
        new=tuple(transition_line(one, facts) for one in issue.new),
        available=tuple(version_entry(version, facts, is_past=shown is not None) for version in issue.available),
        pilots=tuple(pilot_line(standing, facts) for standing in issue.pilots),
        waiting=tuple(waiting_line(one, facts) for one in issue.waiting),
        released=tuple(transition_line(one, facts) for one in issue.released),
        stopped=tuple(transition_line(one, facts) for one in issue.stopped),
        decisions=tuple(_decisions(issue)),
        months=tuple(
            Month(name=f"{month:%Y-%m}", address=f"bulletin/{month:%Y-%m}/", is_shown=month == shown) for month in found
        ),
    )


def waiting_line(one: Waiting, facts: Facts) -> WaitingLine:
    """Write a patch that waits for a release."""
    found = settled_classification(one.patch, facts)
    return WaitingLine(
        patch=Signposts(facts.registry).of(one.patch.id),
        title=one.patch.title,
        version=one.patch.version,
        use_case=found.use_case if found else "",
        words=found.use_case.in_words if found else "",
        since=one.since,
        changes=changes_of(one.patch, facts.registry, facts.today),
    )


def _decisions(issue: BulletinIssue) -> Iterator[DecisionLine]:
    for overrule in issue.overrules:
        yield _decision(overrule, overrule.patch, issue.facts)
    for exception in issue.exceptions:
        yield _decision(exception, exception.subject, issue.facts)


def _decision(one: Overrule | ExceptionRecord, subject: str, facts: Facts) -> DecisionLine:
    return DecisionLine(
        id=one.id,
        kind=one.noun,
        subject=Signposts(facts.registry).of(subject),
        rules=one.rules,
        justification=one.justification,
        valid_until=one.valid_until,
        source=source_of(one),
    )


def _page(address: str, content: Bulletin) -> Page:
    return Page(
        address=address,
        kind="bulletin",
        title=content.title,
        description=f"{content.title}: new, available, in pilots, waiting, released, stopped, as of {content.day}.",
        content=content,
        search_text="news releases previews pilots",
        headings=_HEADINGS,
    )


_HEADINGS = (
    Heading(anchor="new", text="1 New"),
    Heading(anchor="available", text="2 Available at the sites"),
    Heading(anchor="pilots", text="3 Pilots running"),
    Heading(anchor="waiting", text="4 Waiting for release"),
    Heading(anchor="released", text="5 Released"),
    Heading(anchor="stopped", text="6 Stopped"),
    Heading(anchor="decisions", text="7 Overrules and exceptions"),
    Heading(anchor="archive", text="Earlier issues"),
)

"""What a merge publishes: lines of the bulletin, release notes, cells of the map, notices that become due."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from generator.bulletin.bulletin_issue import BulletinIssue, this_week
from generator.bulletin.chronicle import Chronicle, Transition, named
from generator.bulletin.decisions import Decisions
from generator.bulletin.distribution import distribution
from generator.bulletin.embargo import changes_of
from generator.bulletin.messages import Desk, Message, members_of
from generator.bulletin.messages_due import messages_due
from generator.bulletin.release_notes import ReleaseNotes, release_notes
from generator.records.patches import Patch

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from generator.bulletin.pilot_standing import PilotStanding
    from generator.bulletin.versions import Placement, Version
    from generator.policy.rule import Facts
    from generator.records.decisions import ExceptionRecord, Overrule


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinLine:
    """One entry of the current issue: its section, what it is about, what it says, a line for users on each fix."""

    section: str
    subject: str
    text: str
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesShift:
    """The release notes of a patch before and after the merge; None where there is no such patch."""

    patch: str
    before: ReleaseNotes | None
    after: ReleaseNotes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShift:
    """One cell of the distribution map before and after the merge; None where the version has not reached the site."""

    site: str
    version: str
    before: Placement | None
    after: Placement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message that becomes due with the merge, and how many it is for: VOs, ROCs, sites and persons."""

    message: Message
    recipients: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Everything that readers see differently after the merge."""

    appearing: tuple[BulletinLine, ...]
    leaving: tuple[BulletinLine, ...]
    notes: tuple[NotesShift, ...]
    map: tuple[MapShift, ...]
    notices: tuple[Notice, ...]


def publication(before: Facts, after: Facts, unheard: Container[str]) -> Publication:
    """Compare what two states publish; what lies in an unheard path is the same in both."""
    old, new = _lines_of(before), _lines_of(after)
    return Publication(
        appearing=tuple(line for line in new if line not in old),
        leaving=tuple(line for line in old if line not in new),
        notes=tuple(_notes(before, after, unheard)),
        map=tuple(_cells(before, after)),
        notices=tuple(_notices(before, after)),
    )


def _lines_of(facts: Facts) -> tuple[BulletinLine, ...]:
    return tuple(_lines(this_week(facts, Chronicle.of(facts)), facts))


def _lines(issue: BulletinIssue, facts: Facts) -> Iterator[BulletinLine]:
    yield from (_moved("New", one, facts) for one in issue.new)
    yield from (_available(one) for one in issue.available)
    yield from (_running(one) for one in issue.pilots)
    for one in issue.waiting:
        text = f"{one.patch.title} ({one.patch.version}), since {one.since}"
        yield BulletinLine(section="Waiting for release", subject=one.patch.id, text=text)
    yield from (_moved("Released", one, facts) for one in issue.released)
    yield from (_moved("Stopped", one, facts) for one in issue.stopped)
    decisions: tuple[Overrule | ExceptionRecord, ...] = (*issue.overrules, *issue.exceptions)
    for decision in decisions:
        text = f"{decision.noun} of {', '.join(decision.rules)}, valid until {decision.valid_until}"
        yield BulletinLine(section="Overrules and exceptions", subject=decision.id, text=text)


def _moved(section: str, one: Transition, facts: Facts) -> BulletinLine:
    subject = one.subject
    reason = f": {one.reason}" if one.reason else ""
    changes = changes_of(subject, facts.registry, facts.today) if isinstance(subject, Patch) else ()
    text = f"{subject.title}: {named(one.step.event)} on {one.day} → {one.step.after}{reason}"
    return BulletinLine(section=section, subject=subject.id, text=text, changes=changes)


def _available(one: Version) -> BulletinLine:
    text = f"{one.patch.title} ({one.patch.version}) at {', '.join(one.usable_at)}"
    return BulletinLine(section="Available at the sites", subject=one.key, text=text)


def _running(one: PilotStanding) -> BulletinLine:
    week = f", day {one.week.number} of {one.week.length}" if one.week else ""
    due = f", feedback until {one.feedback_due}" if one.feedback_due else ""
    text = f"{one.pilot.title}: {one.state} at {', '.join(one.sites) or 'no site'}{week}{due}"
    return BulletinLine(section="In pilots", subject=one.pilot.id, text=text)


def _notes(before: Facts, after: Facts, unheard: Container[str]) -> Iterator[NotesShift]:
    old, new = (_drafts(facts, unheard) for facts in (before, after))
    for patch in dict.fromkeys((*new, *old)):
        was, will = old.get(patch), new.get(patch)
        if _said(was) != _said(will):
            yield NotesShift(patch=patch, before=was, after=will)


def _said(notes: ReleaseNotes | None) -> tuple[object, ...]:
    """Tell what notes say, without what they only know: the record behind them and its state."""
    if notes is None:
        return ()
    said = (getattr(notes, one.name) for one in fields(notes) if one.name not in {"patch", "state"})
    return (notes.patch.title, notes.patch.version, notes.patch.node_types, *said)


def _drafts(facts: Facts, unheard: Container[str]) -> dict[str, ReleaseNotes]:
    decisions, patches = Decisions.of(facts.registry), facts.registry.patches.values()
    return {one.id: release_notes(one, facts, decisions) for one in patches if one.path not in unheard}


def _cells(before: Facts, after: Facts) -> Iterator[MapShift]:
    old, new = _placed(before), _placed(after)
    for site, version in dict.fromkeys((*new, *old)):
        was, will = old.get((site, version)), new.get((site, version))
        if _shown(was) != _shown(will):
            yield MapShift(site=site, version=version, before=was, after=will)


def _placed(facts: Facts) -> dict[tuple[str, str], Placement]:
    found = distribution(facts)
    return {
        (row.site.id, version.key): cell
        for row in found.rows
        for version, cell in zip(found.versions, row.cells, strict=True)
        if cell is not None
    }


def _shown(cell: Placement | None) -> tuple[object, ...]:
    return (cell.step, cell.on, cell.published_since, cell.staleness) if cell is not None else ()


def _notices(before: Facts, after: Facts) -> Iterator[Notice]:
    """Yield the messages that were not due before the merge."""
    known = {(one.name, one.to) for one in messages_due(before, Desk())}
    for one in messages_due(after, Desk()):
        if (one.name, one.to) not in known:
            yield Notice(message=one, recipients=sum(len(_spelled(element, after)) for element in one.to))


def _spelled(element: str, facts: Facts) -> tuple[str, ...]:
    return members_of(element, facts) if element.endswith(":all") else (element,)

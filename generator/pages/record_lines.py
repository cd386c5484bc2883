"""Lines that pages of records share: events, approvals, and what the rules say."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from generator.findings import Level
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.records.patch_events import Was
from generator.records.structure import Approval, Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.edition import Edition
    from generator.findings import Finding
    from generator.records.structure import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One field of an event that only its type has."""

    term: str
    values: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One event of a record in words; `number` is its position, from 1."""

    number: int
    day: date
    title: str
    who: str
    role: str
    details: tuple[Detail, ...]
    approvals: tuple[str, ...]
    note: str
    source: Source


def event_lines(record: Record, events: Iterable[Event], signposts: Signposts, today: date) -> tuple[EventLine, ...]:
    """Write the events of a record up to a day, oldest first."""
    numbered = enumerate(events, start=1)
    return tuple(_line(record, number, event, signposts) for number, event in numbered if event.date <= today)


def _line(record: Record, number: int, event: Event, signposts: Signposts) -> EventLine:
    return EventLine(
        number=number,
        day=event.date,
        title=in_words(event.type),
        who=signposts.person(event.by),
        role=f"{event.role}{f', {event.scope}' if event.scope else ''}",
        details=tuple(_details(event, signposts)),
        approvals=tuple(approval_in_words(one, signposts) for one in event.approvals),
        note=event.note or "",
        source=source_of(record, event),
    )


def in_words(kind: str) -> str:
    """Write the type of an event without its hyphens."""
    return kind.replace("-", " ")


def approval_in_words(approval: Approval, signposts: Signposts) -> str:
    """Write who decided what, in which role and when."""
    role = f"{approval.role}{f', {approval.scope}' if approval.scope else ''}"
    return f"{approval.decision}: {signposts.person(approval.by)}, {role}, {approval.date:%Y-%m-%d %a}"


_TERMS = {"ref": "see", "sha256": "SHA-256"}
_REFERENCES = frozenset({"by_patch", "overrule", "patches", "pilot", "post_mortem", "ref", "release"})
_OWN: dict[type[Event], tuple[str, ...]] = {}
_SHARED = {spec.name for spec in fields(Event)} - {"ref", "overrule"}


def _own_fields(kind: type[Event]) -> tuple[str, ...]:
    """Name the fields that only a type of event has; each type is looked at once."""
    if kind not in _OWN:
        _OWN[kind] = tuple(spec.name for spec in fields(kind) if spec.name not in _SHARED)
    return _OWN[kind]


def _details(event: Event, signposts: Signposts) -> Iterator[Detail]:
    for name in _own_fields(type(event)):
        value = getattr(event, name)
        if value not in (None, ()):
            yield Detail(term=_TERMS.get(name, name.replace("_", " ")), values=tuple(_refs(name, value, signposts)))


def _refs(name: str, value: Any, signposts: Signposts) -> Iterator[Ref]:
    if isinstance(value, Was):
        yield Ref(text=", ".join(spec for spec in ("attributes", "fixes", "coordinated_with") if getattr(value, spec)))
    elif isinstance(value, tuple):
        for item in value:
            yield from _refs(name, item, signposts)
    elif name in {"by", "attendees"}:
        yield Ref(text=signposts.person(value))
    elif name == "site":
        yield signposts.site(value)
    elif name in _REFERENCES:
        yield signposts.link(value)
    else:
        yield Ref(text=f"{value:g}" if isinstance(value, float) else str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One statement of a rule; `kind` is the tone of its notice, `address` the page of its rule where there is one."""

    rule: str
    name: str
    level: str
    kind: str
    message: str
    fix: str
    subject: str
    source: Source
    excused_by: str
    address: str = ""


_TONES = {Level.ERROR: "stop", Level.WARNING: "caution", Level.INFO: "note"}


def finding_line(finding: Finding) -> FindingLine:
    """Write one finding for a reader."""
    return FindingLine(
        rule=finding.rule,
        name=finding.name.replace("-", " "),
        level=finding.level,
        kind=_TONES[finding.level],
        message=finding.message,
        fix=finding.fix or "",
        subject=finding.subject,
        source=Source(path=finding.location.path, line=finding.location.line),
        excused_by=finding.excused_by or "",
        address=finding.link.removeprefix("/"),
    )


def finding_lines(edition: Edition, subjects: Iterable[str]) -> tuple[FindingLine, ...]:
    """Write what the rules say of some records, the gravest first."""
    found = [one for subject in dict.fromkeys(subjects) for one in edition.findings_by_subject.get(subject, ())]
    return tuple(finding_line(one) for one in sorted(found, key=lambda one: list(Level).index(one.level)))

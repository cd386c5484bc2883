"""The audit page: exceptions, overrules, escalations, what came late or went back, and who did not say yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bulletin.audit import AuditEntry, Matter, audit
from generator.pages.next_lines import rule_ref
from generator.pages.page import Page
from generator.pages.signposts import Ref, Signposts, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One entry; `about` leads to its subject, `source` to the line that says it."""

    matter: str
    day: date
    about: Ref
    title: str
    who: tuple[str, ...]
    why: str
    rules: tuple[Ref, ...]
    until: date | None
    is_over: bool
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """All entries, newest first, the matters that occur, and how often each does."""

    lines: tuple[AuditLine, ...]
    matters: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the audit."""
    signposts = Signposts(edition.registry)
    entries = audit(edition.facts, edition.findings, edition.back_datings)
    lines = tuple(_line(entry, edition, signposts) for entry in entries)
    found = [one.matter for one in entries]
    yield Page(
        address="audit/",
        kind="audit",
        title="Audit",
        description="Every exception, overrule, escalation, late feedback, roll-back and refusal: who, when and why.",
        content=AuditPage(
            lines=lines,
            matters=tuple(_word(one) for one in Matter if one in found),
            counts=tuple((one.value, found.count(one)) for one in Matter),
        ),
        section="policy/",
        search_text="audit exceptions overrules escalation late feedback rolled back",
    )


def _word(matter: Matter) -> str:
    return matter.replace(" ", "-")


def _line(entry: AuditEntry, edition: Edition, signposts: Signposts) -> AuditLine:
    registry = edition.registry
    subject = registry.patches.get(entry.subject) or registry.pilots.get(entry.subject)
    return AuditLine(
        matter=_word(entry.matter),
        day=entry.day,
        about=signposts.of(entry.subject),
        title=subject.title if subject else "",
        who=tuple(signposts.person(handle) for handle in dict.fromkeys(entry.who)),
        why=entry.why,
        rules=tuple(rule_ref(rule) for rule in entry.rules),
        until=entry.until,
        is_over=entry.until is not None and entry.until < edition.today,
        source=Source(path=entry.place.path, line=entry.place.line),
    )

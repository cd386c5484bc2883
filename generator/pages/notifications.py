"""The notifications: what is due, and what was sent to whom (outputs §11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.bulletin.notices_due import NoticeDue, notices_due
from generator.pages.latest import latest
from generator.pages.next_lines import rule_ref, who_acts
from generator.pages.page import Heading, Page
from generator.pages.record_lines import in_words
from generator.pages.signposts import Ref, Signposts, Source, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.edition import Edition
    from generator.records.notifications import Notification

HEADINGS: Final = (Heading(anchor="due", text="Due"), Heading(anchor="sent", text="Sent"))
LATEST: Final = 500
"""Notifications that the page lists; the interface for programs has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """A notice that has to be sent; `day` is there for one that is still ahead."""

    subject: Ref
    message: str
    rule: Ref | None
    day: date | None
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLine:
    """A notification as it was recorded."""

    id: str
    day: date
    kind: str
    about: Ref
    event: str
    slot: date | None
    to: tuple[Ref, ...]
    channel: str
    who: str
    ref: Ref | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationsPage:
    """What is due and what was sent, newest first; `older` counts those that are not listed."""

    due: tuple[DueLine, ...]
    sent: tuple[SentLine, ...]
    kinds: tuple[str, ...]
    older: int


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page of notifications."""
    signposts = Signposts(edition.registry)
    known = [one for one in edition.registry.notifications.values() if one.sent_on <= edition.today]
    newest, older = latest(sorted(known, key=lambda one: (one.sent_on, one.id)), LATEST)
    sent = tuple(_sent(one, signposts) for one in reversed(newest))
    yield Page(
        address="notifications/",
        kind="notifications",
        title="Notifications",
        description="Broadcasts, invitations and reminders: which are due, and which were sent to whom.",
        content=NotificationsPage(
            due=tuple(_due(one, signposts) for one in notices_due(edition.facts, edition.findings)),
            sent=sent,
            kinds=tuple(sorted({line.kind for line in sent})),
            older=older,
        ),
        search_text="notifications broadcasts reminders sent due",
        headings=HEADINGS,
        section="bulletin/",
    )


def _due(one: NoticeDue, signposts: Signposts) -> DueLine:
    return DueLine(
        subject=signposts.of(one.subject),
        message=one.message,
        rule=rule_ref(one.rule) if one.rule else None,
        day=one.day,
        who=who_acts(one.actor, signposts) if one.actor else "",
    )


def _sent(one: Notification, signposts: Signposts) -> SentLine:
    return SentLine(
        id=one.id,
        day=one.sent_on,
        kind=one.kind,
        about=signposts.of(one.about),
        event=in_words(one.event or ""),
        slot=one.slot,
        to=tuple(_recipients(one, signposts)),
        channel=one.channel,
        who=signposts.person(one.by),
        ref=signposts.link(one.ref) if one.ref else None,
        source=source_of(one),
    )


def _recipients(one: Notification, signposts: Signposts) -> Iterator[Ref]:
    to = one.to
    yield from (Ref(text="all VOs"),) if to.vos == "all" else map(signposts.vo, to.vos or ())
    yield from (Ref(text="all ROCs"),) if to.rocs == "all" else map(signposts.of, to.rocs or ())
    yield from map(signposts.site, to.sites)
    yield from (Ref(text=signposts.person(handle)) for handle in to.persons)

"""The notifications: what is due, and what was sent to whom (outputs §11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.bulletin.messages import elements_of
from generator.bulletin.messages_about_patches import by_hand
from generator.bulletin.notices_due import NoticeDue, notices_due
from generator.feeds.letters import Letter, letter
from generator.pages.latest import latest
from generator.pages.next_lines import rule_ref, who_acts
from generator.pages.page import Heading, Page
from generator.pages.record_lines import in_words
from generator.pages.signposts import Ref, Signposts, Source, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.edition import Edition
    from generator.records.notifications import Notification

HEADINGS: Final = (Heading(anchor="due", text="Due"), Heading(anchor="sent", text="Sent"))
ALL: Final = {"vos:all": "all VOs", "rocs:all": "all ROCs"}
LATEST: Final = 500
"""Notifications that the page lists; the interface for programs has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """A notice that has to be sent: with its letter now, or on a `day` ahead; `channel` is one that people serve."""

    subject: Ref
    message: str
    rule: Ref | None
    day: date | None
    to: tuple[Ref, ...]
    channel: str
    who: str
    letter: Letter | None


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
    """What is due, what a person has to write, and what was sent, newest first; `older` counts what is not listed."""

    due: tuple[DueLine, ...]
    by_hand: tuple[str, ...]
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
            due=tuple(_due(one, edition) for one in notices_due(edition.facts)),
            by_hand=tuple(by_hand(edition.facts)),
            sent=sent,
            kinds=tuple(sorted({line.kind for line in sent})),
            older=older,
        ),
        search_text="notifications broadcasts reminders sent due",
        headings=HEADINGS,
        section="bulletin/",
    )


def _due(one: NoticeDue, edition: Edition) -> DueLine:
    signposts = Signposts(edition.registry)
    return DueLine(
        subject=signposts.of(one.subject),
        message=one.message,
        rule=rule_ref(one.rule) if one.rule else None,
        day=one.day,
        to=tuple(_readers(one.to, signposts)),
        channel=one.draft.by_hand if one.draft else "",
        who=who_acts(one.actor, signposts),
        letter=letter(one.draft, edition) if one.draft else None,
    )


def _sent(one: Notification, signposts: Signposts) -> SentLine:
    return SentLine(
        id=one.id,
        day=one.sent_on,
        kind=one.kind,
        about=signposts.of(one.about),
        event=in_words(one.event or ""),
        slot=one.slot,
        to=tuple(_readers(elements_of(one), signposts)),
        channel=one.channel,
        who=signposts.person(one.by),
        ref=signposts.link(one.ref) if one.ref else None,
        source=source_of(one),
    )


def _readers(elements: Iterable[str], signposts: Signposts) -> Iterator[Ref]:
    """Lead to those whom a message addresses, as "vos:all", "rocs:all", or a kind and an id."""
    leads = {"vo": signposts.vo, "site": signposts.site, "roc": signposts.of}
    for element in elements:
        kind, _, name = element.partition(":")
        yield leads[kind](name) if kind in leads else Ref(text=ALL.get(element) or signposts.person(name))

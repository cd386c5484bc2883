"""Atom (RFC 4287): feeds of entries in plain text; valid XML by construction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, tostring
from xml.sax.saxutils import escape, quoteattr

from generator.feeds.document import Document
from generator.feeds.plain_text import fit, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.feeds.home import Home

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
LONGEST: Final = 200
"""Entries of a feed that gathers many records; the oldest leave first."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """
    Something that happened: event `number` (from 1) of a record, on a day.

    `identity` is its id for ever, `address` the page that tells more, below the site's root.
    """

    identity: str
    record: str
    number: int
    day: date
    title: str
    text: str
    address: str
    kind: str

    @cached_property
    def xml(self) -> str:
        """The entry as an element, written once for all feeds that carry it."""
        return (
            f"<entry><id>{escape(self.identity)}</id><title>{escape(one_line(self.title))}</title>"
            f"<updated>{_moment(self.day)}</updated>"
            f'<link rel="alternate" type="text/html" href={quoteattr(self.address)} />'
            f"<category term={quoteattr(self.kind)} /><content>{escape(fit(self.text))}</content></entry>"
        )


def newest_first(entry: Entry) -> tuple[int, str, int]:
    """Order entries: the newest day first, then by record, its last event first."""
    return -entry.day.toordinal(), entry.record, -entry.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed at an address below the root ("feeds/bulletin.xml"); `about` is the page that says the same."""

    address: str
    title: str
    subtitle: str
    about: str
    entries: tuple[Entry, ...]


def gathered(entries: Iterable[Entry], most: int | None = LONGEST) -> tuple[Entry, ...]:
    """Put entries in order, each once, the newest up to a number."""
    return tuple(sorted({entry.identity: entry for entry in entries}.values(), key=newest_first)[:most])


def written(feed: Feed, home: Home, today: date) -> Document:
    """Write a feed; one without entries was updated today."""
    newest = max((entry.day for entry in feed.entries), default=today)
    up = "../" * feed.address.count("/")
    head = Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en", "xml:base": home.url or up})
    _text(head, "id", f"tag:{home.host},2008:{feed.address.removesuffix('.xml')}")
    _text(head, "title", one_line(feed.title))
    _text(head, "subtitle", one_line(feed.subtitle))
    _text(head, "updated", _moment(newest))
    _text(SubElement(head, "author"), "name", "Pre-production bulletin")
    SubElement(head, "link", {"rel": "alternate", "type": "text/html", "href": feed.about})
    SubElement(head, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.address})
    opened = tostring(head, encoding="unicode").removesuffix("</feed>")
    body = "\n".join((opened, *(entry.xml for entry in feed.entries), "</feed>\n"))
    return Document(address=feed.address, content=f'<?xml version="1.0" encoding="utf-8"?>\n{body}'.encode())


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text

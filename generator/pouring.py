"""Pouring: articles go into the slots of a shell, a page of the theme with exact markers where each page differs."""

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from itertools import chain
from pathlib import Path
from urllib.parse import urljoin

from generator.feeds.document import Document
from generator.pages.alternates import alternates_of
from generator.pages.page import Page
from generator.rendering import Renderer
from generator.workers import on_every_core

Portion = Iterable[Page | Document]
"""A part of an edition, made when it is walked through."""

FEW = 8
"""So many portions are poured before other processes would have begun."""

ROOT = "@@root@@"
SLOTS = ("root", "title", "description", "canonical", "contents", "article")
_MARKER = re.compile(f"@@({'|'.join(SLOTS)})@@")
_INDENTS = re.compile(r"\s*\n\s*")


class MissingMarkerError(Exception):
    """The theme left out a slot, so pages would come out without their part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The HTML of a theme page, cut at its markers: text and slot names by turns."""

    parts: tuple[str, ...]

    @classmethod
    def cut(cls, html: str, *, source: str) -> "Shell":
        """
        Cut HTML at its markers; raises MissingMarkerError, naming the marker and `source`, if one never occurs.

        Blank lines and indents, a quarter of what the theme writes, are left out: every page would carry them.
        """
        parts = tuple(_MARKER.split(_INDENTS.sub("\n", html)))
        missing = [f"@@{slot}@@" for slot in SLOTS if slot not in parts[1::2]]
        if missing:
            raise MissingMarkerError(f"{source}: the marker {missing[0]} is missing; pages cannot be poured without it")
        return cls(parts=parts)

    def poured(self, filling: Mapping[str, str]) -> str:
        """Return the page with every slot filled; a marker inside a filling stays the text that it is."""
        parts = list(self.parts)
        parts[1::2] = [filling[slot] for slot in self.parts[1::2]]
        return "".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Poured:
    """What search and sitemap need of a page that is written."""

    address: str
    title: str
    search_text: str
    is_listed: bool


Watch = Callable[[Iterable[tuple[Poured, ...]], int], Iterable[tuple[Poured, ...]]]
"""Hands on what is done, and may show somebody how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pouring:
    """
    Writes pages into the folder of a new edition.

    `shells` are known by the address of their section. `site_url` is empty where the site does not know its address.
    A file that stands in the folder `previous` with the same content is linked from there, not written again. `made`
    are the folders that are known to stand.
    """

    shells: Mapping[str, Shell]
    renderer: Renderer
    site_dir: Path
    previous: Path | None
    site_url: str
    made: set[str] = field(default_factory=set, repr=False)

    def pour_all(self, portions: Sequence[Portion], watch: Watch = lambda done, _: done) -> tuple[Poured, ...]:
        """
        Make and write pages and documents, on every core where there is much of them; tell the pages.

        `watch` is handed what is done as it is done, and how many portions there are. Raises FileExistsError if two
        pages have one address.
        """
        poured = (
            map(self.pour_portion, portions)
            if len(portions) <= FEW
            else on_every_core([partial(self.pour_portion, one) for one in portions])
        )
        return tuple(chain.from_iterable(watch(poured, len(portions))))

    def pour_portion(self, portion: Portion) -> tuple[Poured, ...]:
        """Make and write one portion; tell its pages."""
        return tuple(poured for poured in map(self._written, portion) if poured is not None)

    def _written(self, one: Page | Document) -> Poured | None:
        if isinstance(one, Document):
            self._write(file_of(one.address), one.content)
            return None
        self.pour(one)
        return Poured(address=one.address, title=one.title, search_text=one.search_text, is_listed=one.is_listed)

    def pour(self, page: Page) -> None:
        """Write one page; raises FileExistsError if its address is taken."""
        self._write(file_of(page.address), self.html_of(page))

    def html_of(self, page: Page) -> bytes:
        """Pour one page, and write nothing."""
        html = self._shell_of(page).poured(
            {
                "root": self.renderer.root_from(page.address),
                "title": escape(page.title),
                "description": escape(page.description),
                "canonical": self._head(page),
                "contents": self.renderer.contents(page),
                "article": self.renderer.article(page) + self.renderer.subscriptions(page),
            }
        )
        return html.encode()

    def _shell_of(self, page: Page) -> Shell:
        if page.section is not None:
            if page.section not in self.shells:
                raise ValueError(f"{page.address}: the navigation of mkdocs.yml has no section {page.section!r}")
            return self.shells[page.section]
        first_part = page.address.partition("/")[0] + "/"
        return self.shells.get(first_part) or self.shells[""]

    def _head(self, page: Page) -> str:
        """Write what the head says of one page: its address, what else tells the same, how it is shown elsewhere."""
        root = self.renderer.root_from(page.address)
        # The theme takes every link whose rel is exactly "alternate" for a translation of the site.
        links = (
            f'<link rel="alternate " type="{one.type}" title="{escape(one.title)}" href="{root}/{escape(one.address)}">'
            for one in alternates_of(page)
        )
        told = {"type": "website", "title": page.title, "description": page.description}
        if self.site_url and page.is_listed:
            told["url"] = urljoin(self.site_url, page.address)
        graph = (f'<meta property="og:{name}" content="{escape(words)}">' for name, words in told.items())
        return "\n".join(part for part in (self._canonical(page), *links, *graph) if part)

    def _canonical(self, page: Page) -> str:
        if not self.site_url or not page.is_listed:
            return ""
        return f'<link rel="canonical" href="{escape(urljoin(self.site_url, page.address))}">'

    def _write(self, name: str, content: bytes) -> None:
        target = self.site_dir / name
        folder = name.rpartition("/")[0]
        if folder not in self.made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self.made.add(folder)
        if self.previous and _holds(self.previous / name, content):
            os.link(self.previous / name, target)
            return
        with target.open("xb") as file:
            file.write(content)


def file_of(address: str) -> str:
    """Return the file below the site root that a browser gets for an address; raises ValueError if it leads outside."""
    name = f"{address}index.html" if address.endswith("/") or not address else address
    if name.startswith("/") or ".." in name.split("/"):
        raise ValueError(f"the page address {address!r} leads out of the site; addresses stand below its root")
    return name


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False


def sitemap(site_url: str, addresses: list[str]) -> str:
    """Return the sitemap of a site, in the order of the addresses' names."""
    entries = "".join(
        f"  <url><loc>{escape(urljoin(site_url, address))}</loc></url>\n" for address in sorted(addresses)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )

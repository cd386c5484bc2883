"""The preview: the pages of the records as they are this moment, each made when somebody asks for it."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.edition import Edition, renewed
from generator.feeds.every import every_document
from generator.files import File, Seen, file_of, looked_through
from generator.findings import Level
from generator.history.outlines import Outline, outline_of
from generator.history.reach import Reach, Web
from generator.pages.every import SECTIONS, page_at
from generator.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.feeds.document import Document
    from generator.findings import Finding
    from generator.pouring import Pouring


class NotFollowedError(Exception):
    """What changed takes a whole build."""


class Preview:
    """
    An edition that follows the records below a root, and the pages and documents of it.

    A change costs what it can reach: the files that changed are read, what the rules said of others is kept.
    """

    def __init__(self, root: Path, edition: Edition, pouring: Pouring, site_url: str = "") -> None:
        """Start from an edition that stands built; `pouring` holds the shells of its theme."""
        self._root, self._pouring, self._site_url = root, pouring, site_url
        self._lock = threading.RLock()
        self._edition = edition
        self._files: dict[str, File] = {file.path: file for file in edition.registry.files}
        self._seen: dict[str, Seen] = looked_through(root, {})
        self._outlines: dict[str, Outline] = {path: outline_of(file) for path, file in self._files.items()}
        self._is_ahead = False
        self._start_over()

    def follow(self, *, allow_errors: bool = False) -> tuple[Finding, ...]:
        """
        Look for what changed below data/, and judge it.

        Tells the errors for which the pages stay as they are, none where errors are allowed.
        Raises NotFollowedError where only a whole build can follow, DataMissingError where data/ is gone.
        """
        with self._lock:
            seen = looked_through(self._root, self._seen)
            changed = {path for path in {*seen, *self._seen} if seen.get(path) is not self._seen.get(path)}
            if not changed:
                raise NotFollowedError("what changed lies outside of data/")
            files = {path: file_of(one.source) if path in changed else self._files[path] for path, one in seen.items()}
            outlines = {path: outline_of(files[path]) if path in changed else self._outlines[path] for path in files}
            if max((one.newest for one in outlines.values()), default=0) > self._edition.today.toordinal():
                raise NotFollowedError("a record tells of a later day, which is cut from the edition")
            edition = self._judged(files, outlines, changed)
            errors = () if allow_errors else tuple(one for one in edition.findings if one.level is Level.ERROR)
            if not errors:
                self._edition, self._files, self._seen, self._outlines = edition, files, seen, outlines
                self._start_over()
                self._is_ahead = True
            return errors

    @property
    def edition(self) -> Edition:
        """The edition as it is this moment."""
        return self._edition

    def _judged(self, files: dict[str, File], outlines: dict[str, Outline], changed: set[str]) -> Edition:
        reach = Reach(Web(self._outlines, outlines), changed)
        commit = self._edition.commit
        return renewed(
            self._edition,
            Registry.holding(tuple(files.values())),
            reach,
            replace(commit, is_clean=False) if commit else None,
        )

    def content_at(self, address: str) -> bytes | None:
        """
        Make the page or document at an address below the root of the site, once something has changed.

        None where the folder of the site has it; nothing at all where the records make no page there any more.
        """
        with self._lock:
            if not self._is_ahead:
                return None
            made = self._made_at(address)
            return b"" if made is None and _is_page_of_records(address) else made

    def _made_at(self, address: str) -> bytes | None:
        if address not in self._made:
            page = page_at(self._edition, address)
            self._made[address] = self._pouring.html_of(page) if page else self._document(address)
        return self._made[address]

    def _document(self, address: str) -> bytes | None:
        for document in self._documents:
            self._made[document.address] = document.content
            if document.address == address:
                break
        return self._made.get(address)

    def _start_over(self) -> None:
        self._made: dict[str, bytes | None] = {}
        self._documents: Iterator[Document] = every_document(self._edition, self._site_url)


def _is_page_of_records(address: str) -> bool:
    """Tell whether a page of records would stand at an address: then the folder of the site does not know better."""
    section, slash, _ = address.partition("/")
    return bool(slash) and section in SECTIONS and address.endswith("/")

"""Where a page leads: to other pages, out of the site, and to the lines of records that it is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from generator.records.structure import Record, Structure
    from generator.registry import Registry

_FOLDERS: Final = {"PATCH": "patches", "PILOT": "pilots", "BUG": "bugs", "ROC": "rocs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A text that leads to an address below the site root, to a `url` outside of the site, or nowhere."""

    text: str
    address: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """How we know: a line of a record file."""

    path: str
    line: int

    @property
    def place(self) -> str:
        """The path with its line."""
        return f"{self.path}:{self.line}"


def source_of(record: Record, structure: Structure | None = None) -> Source:
    """Locate a record, or one structure of it."""
    at = record.place(structure)
    return Source(path=at.path, line=at.line)


@dataclass(frozen=True, slots=True)
class Signposts:
    """Turns ids and handles of records into texts that lead to their pages; a record without page leads nowhere."""

    registry: Registry

    def of(self, identity: str) -> Ref:
        """Lead to the page of a patch, pilot, bug or ROC, or to the place of one of its events ("PATCH-1793/7")."""
        stem, _, number = identity.partition("/")
        folder = _FOLDERS.get(stem.partition("-")[0])
        if folder is None:
            return Ref(text=identity)
        return self._to(folder, stem, identity, f"#event-{number}" if number else "")

    def site(self, stem: str) -> Ref:
        """Lead to the page of a site."""
        return self._to("sites", stem)

    def vo(self, stem: str) -> Ref:
        """Lead to the page of a VO."""
        return self._to("vos", stem)

    def link(self, value: str, text: str = "") -> Ref:
        """Lead to what a `link` field names: an address outside of the site, or a record."""
        return Ref(text=text or _short(value), url=value) if value.startswith("https://") else self.of(value)

    def person(self, handle: str) -> str:
        """Name a person; the handle stands beside the name."""
        known = self.registry.people.get(handle)
        return f"{known.name} ({handle})" if known else handle

    def _to(self, folder: str, stem: str, text: str = "", anchor: str = "") -> Ref:
        is_there = self.registry.exists(folder, stem)
        return Ref(text=text or stem, address=f"{folder}/{stem}/{anchor}" if is_there else "")


def _short(url: str) -> str:
    return url.removeprefix("https://")

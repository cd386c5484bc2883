"""Entries of a directory: attribute names and keys without regard to case, values as they were published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class SourceError(Exception):
    """An information system or file cannot be read as a whole; the message names it and what stands in the way."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its name in the tree, and its values by the folded name of the attribute."""

    dn: str
    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, dn: str, raw: Iterable[tuple[str, Iterable[bytes]]]) -> Entry:
        """Build an entry from bytes; options of an attribute (`;lang-en`) fall away, what is no UTF-8 is marked so."""
        found: dict[str, tuple[str, ...]] = {}
        for name, values in raw:
            key = name.partition(";")[0].casefold()
            found[key] = found.get(key, ()) + tuple(value.decode("utf-8", "replace") for value in values)
        return cls(dn, found)

    def all(self, name: str) -> tuple[str, ...]:
        """Tell every value of an attribute, in the order of publication."""
        return self.values.get(name.casefold(), ())

    def first(self, name: str) -> str:
        """Tell the first value of an attribute; empty where there is none."""
        return next(iter(self.all(name)), "")

    def is_a(self, kind: str) -> bool:
        """Tell whether the entry is of an object class."""
        return any(one.casefold() == kind.casefold() for one in self.all("objectClass"))

    def keys(self, name: str, kind: str) -> tuple[str, ...]:
        """Tell the values that an attribute of the form `Kind=value` holds for one kind, folded for comparing."""
        pairs = (value.partition("=") for value in self.all(name))
        return tuple(folded(value) for key, _, value in pairs if folded(key) == kind.casefold())


def folded(key: str) -> str:
    """Write a key so that equal keys are equal: without blanks around it, without case."""
    return key.strip().casefold()

"""The next free id of a kind of record; numbers are taken by the author (records.md §1.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.records.kinds import KINDS

if TYPE_CHECKING:
    from datetime import date

    from generator.registry import Registry

_NUMBERED: Final = re.compile(r"(?P<start>.+-)(?P<digits>n+)")
_GIVEN: Final = frozenset({"feedback"})
"""Kinds whose number somebody else gives: that of feedback is its issue's."""


def next_id(folder: str, registry: Registry, day: date, about: str | None = None) -> str | None:
    """
    Tell the id after the highest that a kind has, in the year of a day where ids are yearly.

    `about` is the patch whose number the id carries, where it carries one. None where ids of the kind are names, or
    where somebody else numbers them. A record that cannot be read takes its number too.
    """
    form = _NUMBERED.fullmatch(KINDS[folder].example)
    if form is None or folder in _GIVEN:
        return None
    start = form["start"].replace("yyyy", f"{day:%Y}")
    if "n-" in start:
        if about is None:
            return None
        start = start.replace("n-", f"{about.rpartition('-')[2]}-")
    taken = (file.stem.removeprefix(start) for file in registry.files if file.path.startswith(f"data/{folder}/{start}"))
    highest = max((int(number) for number in taken if number.isascii() and number.isdecimal()), default=0)
    width = len(form["digits"])
    return f"{start}{highest + 1:0{width}}"

"""The latest of a list that grows for years: a page stays light, and leads to the data for what came before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from generator.bulletin.pilot_standing import is_over, open_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.policy.rule import Facts
    from generator.records.pilots import Pilot

Listed = TypeVar("Listed")

LATEST: Final = 100
"""So many entries of such a list stand on the page of one VO or ROC."""


def latest(listed: Sequence[Listed], most: int = LATEST) -> tuple[tuple[Listed, ...], int]:
    """Part a list whose newest entries are its last: those that a page shows, and the number of those before."""
    return tuple(listed[-most:]), max(0, len(listed) - most)


def latest_pilots(pilots: Iterable[Pilot], facts: Facts) -> tuple[tuple[Pilot, ...], int]:
    """Part pilots: all that are under way and the latest that are over, newest first, and the number of the others."""
    ordered = open_first(pilots, facts)
    older = latest([one for one in ordered if is_over(one, facts)])[1]
    return ordered[: len(ordered) - older], older

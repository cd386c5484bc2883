"""The latest of a list that grows for years: a page stays light, and leads to the data for what came before."""

from collections.abc import Sequence
from typing import Final, TypeVar

Listed = TypeVar("Listed")

LATEST: Final = 100
"""So many entries of such a list stand on the page of one VO or ROC."""


def latest(listed: Sequence[Listed], most: int = LATEST) -> tuple[tuple[Listed, ...], int]:
    """Part a list whose newest entries are its last: those that a page shows, and the number of those before."""
    return tuple(listed[-most:]), max(0, len(listed) - most)

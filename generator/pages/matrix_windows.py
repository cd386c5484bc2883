"""Windows of the matrix: a distribution with very many cells is shown on several pages, the newest versions first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from generator.pages.matrix import Matrix, matrix
from generator.pages.signposts import Ref, Signposts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bulletin.distribution import Distribution
    from generator.policy.rule import Facts

CELLS: Final = 30_000
"""As many cells a page may have: a browser draws them within two seconds, and they weigh under 100 KB on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A part of the matrix with its address; `versions` says which ones, empty where it shows them all."""

    address: str
    versions: str
    matrix: Matrix


def windows(address: str, shown: Distribution, facts: Facts, signposts: Signposts) -> Iterator[Window]:
    """Yield the windows of a map that stands at an address below `map/`: one, unless there are too many cells."""
    total, columns = len(shown.versions), max(1, CELLS // max(1, len(shown.rows)))
    starts = tuple(range(0, total, columns)) or (0,)
    refs = tuple(
        Ref(text=_span(start + 1, min(start + columns, total)), address=_address(address, number))
        for number, start in enumerate(starts)
    )
    for start, own in zip(starts, refs, strict=True):
        yield Window(
            address=own.address,
            versions=f"versions {own.text} of {total}" if len(refs) > 1 else "",
            matrix=replace(
                matrix(shown, slice(start, start + columns), facts, signposts),
                windows=tuple(Ref(text=ref.text) if ref is own else ref for ref in refs) if len(refs) > 1 else (),
            ),
        )


def _span(first: int, last: int) -> str:
    return f"{first} to {last}" if last > first else f"{first}"


def _address(address: str, number: int) -> str:
    """Windows but the first stand together: they come and go with the number of versions."""
    return f"map/older/{address.removeprefix('map/')}{number + 1}/" if number else address

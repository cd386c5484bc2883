"""Windows of the matrix: a distribution with very many cells is shown on several pages, the newest versions first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final

from generator.pages.matrix import matrix
from generator.pages.matrix_shape import Mark, OtherVersion, WindowLink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bulletin.distribution import Distribution
    from generator.pages.matrix_shape import Matrix
    from generator.pages.signposts import Signposts
    from generator.policy.rule import Facts

CELLS: Final = 30_000
"""As many cells a page may have: a browser draws them within two seconds, and they weigh under 100 KB on the way."""

BARE: Final = "."
LETTERS: Final = ascii_letters + digits + "!#$%()*+,-/:;=?@[]^_{|}~"
"""More than there are kinds of cells: thirteen states of progress, each seen in five ways, and five without any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A part of the matrix with its address; `versions` says which ones, empty where it shows them all."""

    address: str
    versions: str
    matrix: Matrix


def windows(address: str, shown: Distribution, facts: Facts, signposts: Signposts) -> Iterator[Window]:
    """Yield the windows of a map that stands at an address below `map/`: one, unless there are too many cells."""
    whole = matrix(shown, facts, signposts)
    total, columns = len(shown.versions), max(1, CELLS // max(1, len(shown.rows)))
    if total <= columns:
        yield Window(address=address, versions="", matrix=whole)
        return
    parts = [slice(start, min(start + columns, total)) for start in range(0, total, columns)]
    marks = _marks(whole)
    others = _others(whole, marks)
    links = tuple(
        WindowLink(text=_span(part.start + 1, part.stop), address=_address(address, number), versions=others[part])
        for number, part in enumerate(parts)
    )
    for part, own in zip(parts, links, strict=True):
        named = tuple(WindowLink(text=own.text) if link is own else link for link in links)
        shown_here = replace(whole.cut(part), windows=named, marks=marks)
        yield Window(address=own.address, versions=f"versions {own.text} of {total}", matrix=shown_here)


def _marks(whole: Matrix) -> tuple[Mark, ...]:
    """Give a letter to every kind of cell that there is, but those of which nothing is told."""
    kinds = sorted({(cell.steps, cell.seen) for row in whole.rows for cell in row.cells} - {("", "")})
    return tuple(
        Mark(letter=letter, steps=steps, seen=seen) for letter, (steps, seen) in zip(LETTERS, kinds, strict=False)
    )


def _others(whole: Matrix, marks: tuple[Mark, ...]) -> tuple[OtherVersion, ...]:
    """Tell the columns in brief; what is bare at the lower end of a column is left out."""
    letters = {(mark.steps, mark.seen): mark.letter for mark in marks} | {("", ""): BARE}
    columns = zip(*(row.cells for row in whole.rows), strict=True)
    return tuple(
        OtherVersion(
            kind=head.kind,
            state=head.state,
            node_types=head.node_types,
            cells="".join(letters[cell.steps, cell.seen] for cell in cells).rstrip(BARE),
        )
        for head, cells in zip(whole.heads, columns, strict=True)
    )


def _span(first: int, last: int) -> str:
    return f"{first} to {last}" if last > first else f"{first}"


def _address(address: str, number: int) -> str:
    """Windows but the first stand together: they come and go with the number of versions."""
    return f"map/older/{address.removeprefix('map/')}{number + 1}/" if number else address

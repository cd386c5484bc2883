"""The shape of the matrix of the distribution map: heads, rows by tier, cells, and what is told of other pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from generator.pages.signposts import Ref

FilterField = tuple[str, str, tuple[str, ...]]

KINDS_OF_VERSION = ("preview", "pilot")
"""The groups of columns, from left to right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """
    The head of a column: one version.

    `label` tells node types and version, `total` the sites with its tag of those that it has reached. A cell answers to
    the filters of its column by `kind`, `state` and `node_types`.
    """

    key: str
    label: str
    kind: str
    patch: Ref
    pilot: Ref | None
    use_case: str
    words: str
    state: str
    node_types: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """
    How far a version has come at a site; `rank` sorts, `tag_since` says what the last step does not.

    `steps` and `seen` are what the filters ask for, parted by blanks. `sight` is the word of the observation and
    `sight_kind` its tone; both are empty where nothing at all was observed. Most cells are bare: no version has reached
    the site, and nothing is said of it.
    """

    rank: int
    steps: str = ""
    step: str = ""
    on: date | None = None
    tag_since: date | None = None
    stale: str = ""
    stale_kind: str = ""
    sight: str = ""
    sight_kind: str = ""
    seen: str = ""
    is_bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A site with its cells, one for each head."""

    site: str
    name: str
    address: str
    roc: Ref
    tier: str
    tier_rank: int
    vos: tuple[str, ...]
    cells: tuple[Cell, ...]
    total: str
    published: int
    observed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TierRows:
    """The rows of the sites of one tier; `total` counts those of them that publish a tag, of any version."""

    tier: str
    total: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One letter for a kind of cell; `steps` and `seen` are what the filters ask of a cell."""

    letter: str
    steps: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherVersion:
    """A column on another page: what its head answers to the filters, and the mark of each cell from above."""

    kind: str
    state: str
    node_types: tuple[str, ...]
    cells: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLink:
    """A page of a map with the versions that stand there; one without address is this page, and tells none."""

    text: str
    address: str = ""
    versions: tuple[OtherVersion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """
    Sites and versions; `caption` counts the sites that publish a tag.

    The filters offer what the whole map holds. Where it has too many cells for a page, `windows` lead to the pages with
    the other versions and tell enough of them to count on this page what a filter would leave there; `marks` are what
    their cells are abbreviated by.
    """

    caption: str
    heads: tuple[Head, ...]
    tiers: tuple[TierRows, ...]
    filter_fields: tuple[FilterField, ...]
    windows: tuple[WindowLink, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all tiers."""
        return tuple(row for tier in self.tiers for row in tier.rows)

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """How many columns there are of each kind, the kinds that have none left out."""
        counts = ((kind, sum(head.kind == kind for head in self.heads)) for kind in KINDS_OF_VERSION)
        return tuple((kind, count) for kind, count in counts if count)

    @property
    def width(self) -> int:
        """How many columns the table has: the versions, after site, ROC, tier and tags."""
        return 4 + len(self.heads)

    def cut(self, columns: slice) -> Matrix:
        """Keep some columns; what is counted of a site still counts all of its versions."""

        def cut(tier: TierRows) -> TierRows:
            return replace(tier, rows=tuple(replace(row, cells=row.cells[columns]) for row in tier.rows))

        return replace(self, heads=self.heads[columns], tiers=tuple(map(cut, self.tiers)))

"""The matrix of the distribution map: heads, rows and cells in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from generator.bulletin.distribution import Distribution, SiteRow
from generator.bulletin.observed import Observed
from generator.bulletin.versions import Placement, Staleness, Version
from generator.pages.observation_lines import KINDS, freshness
from generator.pages.signposts import Ref, Signposts
from generator.policy.rule import Facts
from generator.records.sites import Site
from generator.terms import InstallationState, Tier

FilterField = tuple[str, str, tuple[str, ...]]

PROGRESS = (
    InstallationState.REMOVED,
    InstallationState.TAG_WITHDRAWN,
    InstallationState.DISTRIBUTED,
    InstallationState.CONFIGURED,
    InstallationState.TESTED_FAILED,
    InstallationState.TESTED_PASSED,
    InstallationState.TAG_PUBLISHED,
)
"""The steps of an installation, rising; a cell is sorted by its place here."""

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
class Matrix:
    """
    Sites and versions.

    `groups` count the columns of each kind, `caption` the sites that publish a tag. Where there are too many cells for
    a page, `windows` lead to the pages with the other versions; the one without address is this one.
    """

    caption: str
    groups: tuple[tuple[str, int], ...]
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    filter_fields: tuple[FilterField, ...]
    windows: tuple[Ref, ...] = ()


def matrix(shown: Distribution, columns: slice, facts: Facts, signposts: Signposts) -> Matrix:
    """Write some columns of a distribution; what is counted of a site counts all of its versions."""
    observed, versions = Observed(facts), shown.versions[columns]
    placed = zip(*(row.cells[columns] for row in shown.rows), strict=True)
    heads = tuple(head_of(version, cells, signposts) for version, cells in zip(versions, placed, strict=False))
    rows = tuple(row_of(row, columns, versions, signposts, observed) for row in shown.rows)
    counts = ((kind, sum(head.kind == kind for head in heads)) for kind in KINDS_OF_VERSION)
    tagged = sum(row.published > 0 for row in rows)
    return Matrix(
        caption=f"{tagged} of {_sites(len(rows))} publish a tag; each cell tells the last step up to {facts.today}",
        groups=tuple((kind, count) for kind, count in counts if count),
        heads=heads,
        rows=rows,
        filter_fields=tuple(field for field in _fields(rows, heads) if field[2]),
    )


def _fields(rows: tuple[Row, ...], heads: tuple[Head, ...]) -> tuple[FilterField, ...]:
    tiers = {row.tier for row in rows}
    steps = {step for row in rows for cell in row.cells for step in cell.steps.split()}
    seen = {cell.seen for row in rows for cell in row.cells}
    return (
        ("vo", "VO", tuple(sorted({vo for row in rows for vo in row.vos}))),
        ("roc", "ROC", tuple(sorted({row.roc.text for row in rows}))),
        ("tier", "Tier", tuple(tier for tier in reversed(Tier) if tier in tiers)),
        ("node", "Node type", tuple(sorted({node for head in heads for node in head.node_types}))),
        ("kind", "Preview or pilot", tuple(dict.fromkeys(head.kind for head in heads))),
        ("state", "State", tuple(sorted({head.state for head in heads}))),
        ("step", "Step", tuple(step for step in map(slug, reversed(PROGRESS)) if step in steps)),
        ("seen", "Information system", tuple(one for one in map(slug, KINDS) if one in seen)),
    )


def head_of(version: Version, cells: Iterable[Placement | None], signposts: Signposts) -> Head:
    """Write the head of a column that has these cells."""
    placed = [cell for cell in cells if cell is not None]
    use_case = version.classification.use_case if version.classification else None
    return Head(
        key=version.key,
        label=f"{', '.join(version.patch.node_types)} {version.patch.version}",
        kind=version.kind,
        patch=signposts.of(version.patch.id),
        pilot=signposts.of(version.pilot.id) if version.pilot else None,
        use_case=use_case or "",
        words=use_case.in_words if use_case else "",
        state=version.state,
        node_types=version.patch.node_types,
        total=f"{sum(cell.published_since is not None for cell in placed)} of {_sites(len(placed))}",
    )


def row_of(
    row: SiteRow, columns: slice, versions: tuple[Version, ...], signposts: Signposts, observed: Observed
) -> Row:
    """Write the row of a site, with the cells of some columns, whose versions are these."""
    return Row(
        site=row.site.id,
        name=row.site.name,
        address=f"sites/{row.site.id}/",
        roc=signposts.of(row.site.roc),
        tier=row.tier,
        tier_rank=row.tier.rank,
        vos=row.site.vos,
        cells=tuple(
            _EMPTY
            if cell is None and not observed.observation
            else _cell_seen(_cell(cell), cell, row.site, version, observed)
            for version, cell in zip(versions, row.cells[columns], strict=True)
        ),
        total=f"{row.published} of {len(row.placements)}",
        published=row.published,
        observed=freshness(observed, row.site),
    )


_EMPTY = Cell(rank=-1, is_bare=True)


def _cell(placed: Placement | None) -> Cell:
    if placed is None:
        return _EMPTY
    is_told = placed.step is InstallationState.TAG_PUBLISHED
    return Cell(
        rank=PROGRESS.index(placed.step),
        steps=" ".join(slug(step) for step in _reached(placed)),
        step=placed.step,
        on=placed.on,
        tag_since=None if is_told else placed.published_since,
        stale=_stale(placed.staleness) if placed.staleness else "",
        stale_kind="stop" if placed.staleness and placed.staleness.is_overdue else "caution",
    )


def _cell_seen(cell: Cell, placed: Placement | None, site: Site, version: Version, observed: Observed) -> Cell:
    sight = observed.sight(site, version, placed) if observed.observation else None
    if sight is None:
        return cell
    return replace(cell, sight=sight, sight_kind=KINDS[sight], seen=slug(sight), is_bare=False)


def _reached(placed: Placement) -> tuple[InstallationState, ...]:
    return tuple(dict.fromkeys((placed.step, *([InstallationState.TAG_PUBLISHED] if placed.published_since else []))))


def _stale(staleness: Staleness) -> str:
    if staleness.is_overdue:
        return f"stale since {staleness.since:%Y-%m-%d}"
    return f"withdraw the tag by {staleness.due:%Y-%m-%d}"


def _sites(number: int) -> str:
    return f"{number} site{'' if number == 1 else 's'}"


def slug(words: str) -> str:
    """Write a step, or what the observation says, as one word for a filter."""
    return words.replace(",", "").replace(" ", "-")

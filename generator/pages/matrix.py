"""The matrix of the distribution map in words: how heads, rows and cells are written."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.bulletin.distribution import Distribution, SiteRow
from generator.bulletin.observed import Observed
from generator.bulletin.versions import Placement, Staleness, Version
from generator.pages.matrix_shape import Cell, FilterField, Head, Matrix, Row, TierRows
from generator.pages.observation_lines import KINDS, freshness
from generator.pages.signposts import Signposts
from generator.policy.rule import Facts
from generator.records.sites import Site
from generator.terms import InstallationState, Tier

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


def matrix(shown: Distribution, facts: Facts, signposts: Signposts) -> Matrix:
    """Write a distribution."""
    observed = Observed(facts)
    placed = zip(*(row.cells for row in shown.rows), strict=True)
    heads = tuple(head_of(version, cells, signposts) for version, cells in zip(shown.versions, placed, strict=False))
    rows = tuple(row_of(row, shown.versions, signposts, observed) for row in shown.rows)
    return Matrix(
        caption=f"{_tagged(rows)} publish a tag; each cell tells the last step up to {facts.today}",
        heads=heads,
        tiers=tuple(_by_tier(rows)),
        filter_fields=tuple(field for field in _fields(rows, heads) if field[2]),
    )


def _by_tier(rows: tuple[Row, ...]) -> Iterator[TierRows]:
    for tier in reversed(Tier):
        if found := tuple(row for row in rows if row.tier == tier):
            yield TierRows(tier=tier, total=_tagged(found), rows=found)


def _tagged(rows: tuple[Row, ...]) -> str:
    return f"{sum(row.published > 0 for row in rows)} of {_sites(len(rows))}"


def _fields(rows: tuple[Row, ...], heads: tuple[Head, ...]) -> tuple[FilterField, ...]:
    tiers = {row.tier for row in rows}
    steps = {step for taken in {cell.steps for row in rows for cell in row.cells} for step in taken.split()}
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


def row_of(row: SiteRow, versions: tuple[Version, ...], signposts: Signposts, observed: Observed) -> Row:
    """Write the row of a site, with a cell for each of the versions."""
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
            for version, cell in zip(versions, row.cells, strict=True)
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

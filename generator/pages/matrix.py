"""The matrix of the distribution map: heads, rows and cells in words."""

from dataclasses import dataclass, replace
from datetime import date

from generator.bulletin.distribution import SiteRow
from generator.bulletin.observed import Observed
from generator.bulletin.versions import Placement, Staleness, Version
from generator.pages.observation_lines import KINDS, freshness
from generator.pages.signposts import Ref, Signposts
from generator.records.sites import Site
from generator.terms import InstallationState

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a column: one version; `label` tells node types and version, `total` the sites with its tag."""

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

    `kind`, `node_types`, `steps` and `seen` are what the filters ask for, parted by blanks. `sight` is the word of the
    observation and `sight_kind` its tone; both are empty where nothing at all was observed.
    """

    rank: int
    kind: str = ""
    node_types: str = ""
    steps: str = ""
    step: str = ""
    on: date | None = None
    tag_since: date | None = None
    stale: str = ""
    stale_kind: str = ""
    sight: str = ""
    sight_kind: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A site with its cells, one for each head."""

    site: str
    name: str
    address: str
    roc: Ref
    tier: str
    tier_rank: int
    cells: tuple[Cell, ...]
    total: str
    published: int
    observed: str


def head_of(version: Version, signposts: Signposts) -> Head:
    """Write the head of a column."""
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
        total=f"tag at {len(version.published_at)} of {len(version.placements)} sites",
    )


def row_of(row: SiteRow, versions: tuple[Version, ...], signposts: Signposts, observed: Observed) -> Row:
    """Write the row of a site."""
    return Row(
        site=row.site.id,
        name=row.site.name,
        address=f"sites/{row.site.id}/",
        roc=signposts.of(row.site.roc),
        tier=row.tier,
        tier_rank=row.tier.rank,
        cells=tuple(
            _cell_seen(_cell(version, cell), cell, row.site, version, observed)
            for version, cell in zip(versions, row.cells, strict=True)
        ),
        total=f"{row.published} of {len(row.placements)}",
        published=row.published,
        observed=freshness(observed, row.site),
    )


_EMPTY = Cell(rank=-1)


def _cell(version: Version, placed: Placement | None) -> Cell:
    if placed is None:
        return _EMPTY
    is_told = placed.step is InstallationState.TAG_PUBLISHED
    return Cell(
        rank=PROGRESS.index(placed.step),
        kind=version.kind,
        node_types=" ".join(version.patch.node_types),
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
    return replace(cell, sight=sight, sight_kind=KINDS[sight], seen=slug(sight), kind=version.kind)


def _reached(placed: Placement) -> tuple[InstallationState, ...]:
    return tuple(dict.fromkeys((placed.step, *([InstallationState.TAG_PUBLISHED] if placed.published_since else []))))


def _stale(staleness: Staleness) -> str:
    if staleness.is_overdue:
        return f"stale since {staleness.since:%Y-%m-%d}"
    return f"withdraw the tag by {staleness.due:%Y-%m-%d}"


def slug(words: str) -> str:
    """Write a step, or what the observation says, as one word for a filter."""
    return words.replace(",", "").replace(" ", "-")

"""The distribution: which version has come how far at which site, as a matrix (outputs §3)."""

from dataclasses import dataclass

from generator.bulletin.versions import Placement, Version, may_be_current, versions_of
from generator.policy.rule import Facts
from generator.records.sites import Site
from generator.terms import Infrastructure, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """A site and its cells, one for each version; None where the version has not reached it."""

    site: Site
    tier: Tier
    cells: tuple[Placement | None, ...]

    @property
    def placements(self) -> tuple[Placement, ...]:
        """The cells that are not empty."""
        return tuple(cell for cell in self.cells if cell is not None)

    @property
    def published(self) -> int:
        """The number of versions whose tag the site publishes."""
        return sum(cell.published_since is not None for cell in self.placements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """The matrix: versions are columns, previews before pilots, newest first; sites are rows, highest tier first."""

    versions: tuple[Version, ...]
    rows: tuple[SiteRow, ...]


def distribution(facts: Facts, *, all_sites: bool = False) -> Distribution:
    """
    Lay out every version that is current over the production sites; worked out once for the facts.

    Sites that no version has reached are left out, unless `all_sites` asks for those that are not retired too.
    """
    name = f"distribution over {'all' if all_sites else 'reached'} sites"
    return facts.once(name, lambda: _laid_out(facts, all_sites=all_sites))


def _laid_out(facts: Facts, *, all_sites: bool) -> Distribution:
    versions = tuple(sorted(_current(facts), key=_newest_first))
    cells: dict[str, dict[str, Placement]] = {}
    for version in versions:
        for placement in version.placements:
            cells.setdefault(placement.installation.site, {})[version.key] = placement
    rows = (
        SiteRow(
            site=site,
            tier=site.tier_on(facts.today),
            cells=tuple(cells.get(site.id, {}).get(version.key) for version in versions),
        )
        for site in facts.registry.sites.values()
        if site.id in cells or (all_sites and _takes_part(site, facts))
    )
    return Distribution(versions=versions, rows=tuple(sorted(rows, key=_highest_tier_first)))


def _current(facts: Facts) -> tuple[Version, ...]:
    patches = (facts.registry.patches.get(patch) for patch in facts.registry.installations_by_patch)
    found = (
        version for patch in patches if patch and may_be_current(patch, facts) for version in versions_of(patch, facts)
    )
    return tuple(version for version in found if version.is_current)


def _takes_part(site: Site, facts: Facts) -> bool:
    return site.infrastructure is Infrastructure.PRODUCTION and not site.is_retired_on(facts.today)


def _newest_first(version: Version) -> tuple[bool, int, int, str]:
    number = int(version.patch.id.removeprefix("PATCH-"))
    return (version.kind == "pilot", -version.opened.toordinal(), -number, version.key)


def _highest_tier_first(row: SiteRow) -> tuple[int, str, str]:
    return (-row.tier.rank, row.site.name.casefold(), row.site.id)

"""The index of sites, by tier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.lifecycle.installation_steps import published_ces
from generator.pages.page import Page
from generator.pages.signposts import Ref, Signposts
from generator.records.sites import Site
from generator.terms import Infrastructure, Tier

if TYPE_CHECKING:
    from generator.edition import Edition
    from generator.policy.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """One site in the index; `published` is the number of versions whose tag it publishes."""

    id: str
    ref: Ref
    name: str
    tier: str
    rank: int
    roc: Ref
    city: str
    country: str
    published: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SitesPage:
    """All sites, highest tier first, and the values that a filter chooses from."""

    rows: tuple[SiteRow, ...]
    tiers: tuple[str, ...]
    rocs: tuple[str, ...]
    countries: tuple[str, ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the index of sites."""
    rows = sorted((site_row(site, edition.facts) for site in edition.registry.sites.values()), key=_highest_tier_first)
    yield Page(
        address="sites/",
        kind="sites",
        title="Sites",
        description="The sites that take part in pre-production, by tier.",
        content=SitesPage(
            rows=tuple(rows),
            tiers=tuple(tier for tier in reversed(Tier) if any(row.tier == tier for row in rows)),
            rocs=tuple(sorted({row.roc.text for row in rows})),
            countries=tuple(sorted({row.country for row in rows if row.country})),
        ),
    )


def _highest_tier_first(row: SiteRow) -> tuple[int, str]:
    return -row.rank, row.id


def site_row(site: Site, facts: Facts) -> SiteRow:
    """Write one site for a list."""
    signposts, tier = Signposts(facts.registry), site.tier_on(facts.today)
    installations = facts.registry.installations_by_site.get(site.id, ())
    return SiteRow(
        id=site.id,
        ref=signposts.site(site.id),
        name=site.name,
        tier=tier,
        rank=tier.rank,
        roc=signposts.of(site.roc),
        city=site.location.city if site.location else "",
        country=site.location.country if site.location else "",
        published=sum(bool(published_ces(one, facts.today)) for one in installations),
        note=_note(site, facts),
    )


def _note(site: Site, facts: Facts) -> str:
    if site.is_retired_on(facts.today):
        return f"retired, now {site.renamed_to}" if site.renamed_to else "retired"
    return "" if site.infrastructure is Infrastructure.PRODUCTION else f"{site.infrastructure} infrastructure"

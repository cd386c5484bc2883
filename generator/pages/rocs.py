"""The index of ROCs: how many sites each has, and of which tier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.page import Page
from generator.pages.signposts import Ref, Signposts
from generator.terms import Tier

if TYPE_CHECKING:
    from generator.edition import Edition
    from generator.policy.rule import Facts
    from generator.records.rocs import Roc


@dataclass(frozen=True, slots=True, kw_only=True)
class RocRow:
    """One ROC in the index; `tiers` counts its sites by tier, in the order of the columns."""

    id: str
    ref: Ref
    name: str
    countries: str
    sites: int
    tiers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RocsPage:
    """All ROCs, by name, with a column for each tier."""

    rows: tuple[RocRow, ...]
    tiers: tuple[str, ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the index of ROCs."""
    rocs = sorted(edition.registry.rocs.values(), key=lambda one: one.id)
    yield Page(
        address="rocs/",
        kind="rocs",
        title="ROCs",
        description="The regional operations centres and their sites.",
        content=RocsPage(rows=tuple(_row(roc, edition.facts) for roc in rocs), tiers=tuple(reversed(Tier))),
    )


def _row(roc: Roc, facts: Facts) -> RocRow:
    sites = [one for one in facts.registry.sites_by_roc.get(roc.id, ()) if not one.is_retired_on(facts.today)]
    tiers = Counter(site.tier_on(facts.today) for site in sites)
    return RocRow(
        id=roc.id,
        ref=Signposts(facts.registry).of(roc.id),
        name=roc.name,
        countries=", ".join(roc.countries),
        sites=len(sites),
        tiers=tuple(tiers[tier] for tier in reversed(Tier)),
    )

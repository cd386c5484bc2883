"""The distribution map: the matrix of sites and versions, and the same sites on a drawn map (outputs §3)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.bulletin.distribution import Distribution, SiteRow, distribution
from generator.bulletin.geography import GeographicMap, Marker, geographic_map
from generator.bulletin.observed import Observed, Sight
from generator.edition import Edition
from generator.pages.map_extract import extract_page, extracts_of
from generator.pages.matrix import PROGRESS
from generator.pages.matrix_shape import Matrix
from generator.pages.matrix_windows import windows
from generator.pages.observation_lines import KINDS, DifferenceLine, account, difference_lines
from generator.pages.observation_lines import MEANINGS as SEEN
from generator.pages.page import Page
from generator.pages.signposts import Ref, Signposts
from generator.terms import InstallationState

MEANINGS = {
    InstallationState.DISTRIBUTED: "the files have arrived",
    InstallationState.CONFIGURED: "the site has set it up",
    InstallationState.TESTED_FAILED: "the test at the site found a fault; do not use it there",
    InstallationState.TESTED_PASSED: "the test at the site went well; the tag comes next",
    InstallationState.TAG_PUBLISHED: "you can use it: jobs that ask for the tag land here",
    InstallationState.TAG_WITHDRAWN: "the tag has been taken back",
    InstallationState.REMOVED: "the files are gone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One of the two maps; `other` leads to the one with more or fewer sites."""

    address: str
    title: str
    shows_all: bool
    other: Ref

    @property
    def root(self) -> str:
        """The way from the map to the root of the site."""
        return "../" * self.address.count("/")


REACHED = View(
    address="map/",
    title="Live distribution map",
    shows_all=False,
    other=Ref(text="Show all production sites", address="map/all-sites/"),
)
ALL = View(
    address="map/all-sites/",
    title="Distribution map of all sites",
    shows_all=True,
    other=Ref(text="Show only sites that a version has reached", address="map/"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A step of the matrix and what it means to a user."""

    step: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SightSign:
    """A word of the observation, its tone, and what it means."""

    word: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionMap:
    """
    A map; `other` leads to the map with more or fewer sites.

    `account` tells what was observed of the information system, `differences` what it and the records tell differently.
    """

    title: str
    day: date
    matrix: Matrix
    other: Ref
    extracts: tuple[tuple[str, tuple[Ref, ...]], ...]
    signs: tuple[Sign, ...]
    sights: tuple[SightSign, ...]
    account: str
    is_judged: bool
    differences: tuple[DifferenceLine, ...]
    geography: GeographicMap


def of(edition: Edition) -> Iterator[Page]:
    """Yield the map of the sites that a version has reached, the one with all production sites, and their windows."""
    everybody = distribution(edition.facts, all_sites=True)
    for view in (REACHED, ALL):
        shown = tuple(row for row in everybody.rows if view.shows_all or row.placements)
        whole = replace(everybody, rows=shown)
        first, *others = windows(view.address, whole, edition.facts, Signposts(edition.registry))
        yield Page(
            address=view.address,
            kind="map",
            title=view.title,
            description=f"Which version has come how far at which site, as of {edition.today}.",
            content=distribution_map(view, first.matrix, everybody, edition),
            search_text="matrix sites versions previews pilots tags",
        )
        for window in others:
            yield extract_page(window, view.title, Ref(text=window.versions), edition.today)


def distribution_map(view: View, shown: Matrix, everybody: Distribution, edition: Edition) -> DistributionMap:
    """Write a view of the distribution; `everybody` has a row for every production site."""
    anchored = frozenset(row.site for row in shown.rows)
    observed = Observed(edition.facts)
    return DistributionMap(
        title=view.title,
        day=edition.today,
        matrix=shown,
        other=view.other,
        extracts=extracts_of(edition.facts),
        signs=tuple(Sign(step=step, meaning=MEANINGS[step]) for step in reversed(PROGRESS)),
        sights=tuple(SightSign(word=one, kind=KINDS[one], meaning=SEEN[one]) for one in Sight),
        account=account(observed, len(shown.rows)),
        is_judged=observed.fresh is not None,
        differences=difference_lines(observed.differences, Signposts(edition.registry)),
        geography=geographic_map(_marker(row, anchored, view.root) for row in everybody.rows),
    )


def _marker(row: SiteRow, rows: frozenset[str], root: str) -> Marker:
    site, place = row.site, row.site.location
    return Marker(
        site=site.id,
        name=site.name,
        city=place.city if place else "",
        country=place.country if place else "",
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        tier=row.tier,
        versions=row.published,
        link=f"#site-{site.id}" if site.id in rows else f"{root}sites/{site.id}/",
    )

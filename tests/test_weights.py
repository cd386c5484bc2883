"""How much a reader's browser has to fetch: pages, the search index, and the map at its greatest."""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from generator import assets
from generator.bulletin.distribution import Distribution, SiteRow, distribution
from generator.bulletin.versions import Placement, Version
from generator.edition import Edition, gather
from generator.feeds.every import every_document
from generator.mkdocs_plugin import build_site
from generator.pages import map as map_pages
from generator.pages.every import every_page
from generator.pages.imprint import imprint_of
from generator.pages.map_extract import extract_page
from generator.pages.matrix_windows import windows
from generator.pages.page import Page
from generator.pages.signposts import Ref, Signposts
from generator.rendering import Renderer
from tests.small_site import small_edition
from tests.test_demonstration_data import ELSEWHEN

KB = 1000
RECORDS = ("bugs", "patches", "pilots", "sites", "vos", "rocs")
SITES, VERSIONS = 500, 200
FRAME = 5 * KB
"""What the theme adds to an article, generously."""


@pytest.fixture(scope="module")
def site(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the folder of the site of the demonstration."""
    folder = tmp_path_factory.mktemp("weights") / "site"
    edition = gather(checkout, None, ELSEWHEN)
    build_site(
        config_file=assets.mkdocs_configuration(),
        templates=assets.site_templates(),
        site_dir=folder,
        portions=(every_page(edition), every_document(edition)),
        imprint=imprint_of(edition),
    )
    return folder


def _weight(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def test_no_page_of_a_record_weighs_more_than_30_kilobytes(site: Path) -> None:
    weights = {page: _weight(page.read_bytes()) for kind in RECORDS for page in site.glob(f"{kind}/*/**/index.html")}

    assert len(weights) > 400
    assert {} == {page: weight for page, weight in weights.items() if weight > 30 * KB}


def test_no_page_at_all_weighs_more_than_250_kilobytes(site: Path) -> None:
    weights = {page: _weight(page.read_bytes()) for page in site.rglob("*.html")}

    assert {} == {page: weight for page, weight in weights.items() if weight > 250 * KB}


def test_ten_thousand_pages_of_records_are_searched_with_one_megabyte(site: Path) -> None:
    told = json.loads((site / "search" / "search_index.json").read_bytes())["docs"]
    pages = [one for one in told if one["location"].partition("/")[0] in RECORDS and one["location"].count("/") > 1]

    assert len(pages) > 400
    assert 10_000 * _weight(json.dumps(pages).encode()) / len(pages) < 1000 * KB


def _full(edition: Edition, dice: random.Random) -> Distribution:
    """Answers a map on which every one of the versions has reached every one of the sites, each on a day of its own."""
    small = distribution(edition.facts)
    placed = [cell for row in small.rows for cell in row.placements]
    versions = tuple(_version(dice.choice(small.versions), number) for number in range(VERSIONS))

    def cells() -> Iterator[Placement]:
        for _ in versions:
            yield replace(dice.choice(placed), on=edition.today - timedelta(days=dice.randrange(60)))

    rows = (_row(dice.choice(small.rows), number, tuple(cells()), dice) for number in range(SITES))
    return Distribution(versions=versions, rows=tuple(rows))


def _version(one: Version, number: int) -> Version:
    return replace(one, patch=replace(one.patch, id=f"PATCH-{5000 - number}", version=f"3.1.{500 - number}-0"))


def _row(row: SiteRow, number: int, cells: tuple[Placement, ...], dice: random.Random) -> SiteRow:
    place = row.site.location
    there = place and replace(place, lat=dice.uniform(35, 60), lon=dice.uniform(-10, 30))
    site = replace(row.site, id=f"SITE-{number:03}-T2", name=f"Centre {number} of the grid", location=there)
    return replace(row, site=site, cells=cells)


def test_a_map_of_500_sites_and_200_versions_weighs_at_most_250_kilobytes_a_page() -> None:
    edition = small_edition()
    full = _full(edition, random.Random(2008))  # noqa: S311 - a map is drawn, not secured
    renderer, signposts = Renderer(assets.site_templates()), Signposts(edition.registry)
    first, *others = windows("map/all-sites/", full, edition.facts, signposts)
    content = map_pages.distribution_map(map_pages.ALL, first.matrix, full, edition)
    pages = (
        Page(address=first.address, kind="map", title="", description="", content=content),
        *(extract_page(window, "Map", Ref(text="others"), edition.today) for window in others),
    )
    articles = {page.address: renderer.article(page) for page in pages}
    weights = {address: _weight(article.encode()) + FRAME for address, article in articles.items()}

    assert SITES * VERSIONS <= sum(article.count("<td data-value") for article in articles.values())
    assert {} == {address: weight for address, weight in weights.items() if weight > 250 * KB}

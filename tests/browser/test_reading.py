"""A reader in a real browser: from the home page over the map to the line that selects a version."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator import assets
from generator.feeds.every import every_document
from generator.mkdocs_plugin import build_site
from generator.pages.every import every_page
from generator.pages.imprint import imprint_of
from tests.browser.conftest import Visit
from tests.bulletin.small_world import edition


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the folder of the site of the small world."""
    folder, shown = tmp_path_factory.mktemp("small") / "site", edition()
    build_site(
        config_file=assets.mkdocs_configuration(),
        templates=assets.site_templates(),
        site_dir=folder,
        portions=(every_page(shown), every_document(shown)),
        imprint=imprint_of(shown),
    )
    return folder


def test_a_reader_comes_from_the_home_page_to_the_line_that_selects_a_version(visit: Visit) -> None:
    page = visit("")
    card = page.locator("#version-PATCH-1400-PILOT-2008-014")
    card.get_by_text("JDL line to copy").click()
    card.get_by_role("button", name="Copy").click()
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")

    assert copied.startswith('Requirements = Member("VO-ops-PPS-PILOT-2008-014"')


def test_a_filter_of_the_map_asks_one_cell_for_all_of_it(visit: Visit) -> None:
    page = visit("map/?kind=pilot&step=tag-published")

    expect(page.locator("#matrix [id^=site]:visible th")).to_contain_text(
        ["PLATEAU-T1", "GOLDCREST-T2", "SILVERFIR-T2"]
    )
    page.get_by_label("Node type").select_option("glite-FTS")
    expect(page.locator("#matrix [id^=site]:visible th")).to_contain_text(["GOLDCREST-T2", "SILVERFIR-T2"])
    page.get_by_label("Preview or pilot").select_option("preview")
    expect(page.locator("#matrix tbody tr:visible")).to_have_count(0)


def test_a_filter_of_the_map_takes_columns_away_and_stands_in_the_address(visit: Visit) -> None:
    page = visit("map/")
    heads = page.locator("#matrix thead th[id]:visible")
    expect(heads).to_have_count(4)
    page.get_by_label("Preview or pilot").select_option("preview")

    expect(heads).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/map/\?kind=preview$"))


def test_a_mark_on_the_drawn_map_leads_to_the_row_of_its_site(visit: Visit) -> None:
    page = visit("map/")
    page.locator("a.pps-map-mark[href='#site-PLATEAU-T1']").first.press("Enter")

    expect(page.locator("#site-PLATEAU-T1")).to_be_in_viewport()

"""A reader's way through the demonstration, from the home page to the line that selects a version."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it ships no types
from playwright.sync_api import Browser, Page, expect

from generator import assets
from generator.edition import Edition, gather
from generator.feeds.every import every_document
from generator.mkdocs_plugin import build_site
from generator.pages.every import every_page
from generator.pages.imprint import imprint_of
from tests.browser.conftest import Visit
from tests.browser.walk import walk
from tests.test_demonstration_data import ELSEWHEN

PATCH = "PATCH-2181"
RICH = ("map/", "bulletin/", f"patches/{PATCH}/", "pilots/PILOT-2008-020/")
"""The pages with the most on them; every kind is looked at in the small world."""


@pytest.fixture(scope="module")
def edition(checkout: Path) -> Edition:
    """Answers the edition of the demonstration."""
    return gather(checkout, None, ELSEWHEN)


@pytest.fixture(scope="module")
def site(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the folder of the demonstration's site."""
    folder = tmp_path_factory.mktemp("demonstration") / "site"
    build_site(
        config_file=assets.mkdocs_configuration(),
        templates=assets.site_templates(),
        site_dir=folder,
        portions=(every_page(edition), every_document(edition)),
        imprint=imprint_of(edition),
    )
    return folder


def test_a_reader_comes_from_home_over_the_map_to_the_job_description_and_the_notes(visit: Visit) -> None:
    page = visit("")
    page.get_by_role("navigation", name="Tabs").get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("map")
    page.get_by_label("Node type").select_option("glite-WN")
    page.get_by_label("Preview or pilot").select_option("preview")
    expect(page).to_have_url(re.compile(r"/map/\?node=glite-WN&kind=preview$"))
    shown = page.locator("#matrix tbody tr:visible").count()
    page.reload()
    expect(page.get_by_label("Node type")).to_have_value("glite-WN")
    expect(page.locator("#matrix tbody tr:visible")).to_have_count(shown)
    page.locator("#matrix thead").get_by_role("link", name=PATCH).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(PATCH)
    _copy(page, "Job description")

    assert page.evaluate("navigator.clipboard.readText()").startswith(
        'Requirements = Member("VO-ops-PPS-glite-WN-3.1.28-0"'
    )
    page.get_by_role("link", name=f"Release notes of {PATCH}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Release notes")
    expect(page).to_have_url(re.compile(f"/patches/{PATCH}/release-notes/$"))


def _copy(page: Page, label: str) -> None:
    """Copies the code that has a label."""
    block = page.locator(".code", has=page.get_by_role("region", name=label, exact=True)).first
    block.get_by_role("button", name="Copy").click()
    expect(block.get_by_role("button", name="Copied")).to_be_visible()


def test_the_way_to_the_job_description_needs_no_mouse(visit: Visit) -> None:
    page = visit("")
    _walk_to(page, "Map")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/map/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("map")
    expect(page.get_by_label("Preview or pilot")).to_be_visible()
    page.get_by_label("Preview or pilot").focus()
    page.keyboard.type("preview")
    expect(page).to_have_url(re.compile(r"kind=preview"))
    _walk_to(page, PATCH)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(PATCH)
    _walk_to(page, "Copy")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Copied").first).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Requirements = Member(")


def _walk_to(page: Page, name: str) -> None:
    """Presses Tab until what has the focus is called by a name."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText.trim()") == name:
            return
    pytest.fail(f"no press of Tab leads to {name!r}")


@pytest.mark.parametrize("address", RICH)
def test_the_richest_pages_are_accessible_and_fit_a_narrow_screen(visit: Visit, address: str) -> None:
    page = visit(address, width=360, scheme="dark")
    page.evaluate("document.querySelectorAll('article details').forEach(part => part.open = true)")
    found = [fault["id"] for fault in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]]

    assert [] == found
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_map_is_readable_without_javascript(visit: Visit, edition: Edition) -> None:
    page = visit("map/", javascript=False)
    rows = page.locator("#matrix tbody tr:visible")

    assert 40 <= rows.count() <= len(edition.registry.sites)
    expect(page.locator("#matrix caption")).to_be_visible()
    expect(page.locator("#matrix [data-step~='tag-published']").first).to_contain_text("tag published")
    page.locator("a.pps-map-mark").first.focus()
    target = str(page.locator("a.pps-map-mark").first.get_attribute("href"))

    assert 1 == page.locator(target).count()


@pytest.mark.parametrize("address", ["", "map/", f"patches/{PATCH}/", "guides/read-the-map/"])
def test_every_page_says_that_the_data_is_fictional(visit: Visit, address: str) -> None:
    page = visit(address, javascript=False)

    expect(page.locator(".banner--demonstration")).to_contain_text("fictional")


def test_the_search_finds_the_patch_first(visit: Visit) -> None:
    page = visit("")
    page.get_by_placeholder("Search").press_sequentially(PATCH)

    expect(page.locator(".md-search-result__list > li").first).to_contain_text(PATCH)


def test_a_page_of_each_kind_walks_without_a_fault_and_all_their_links_lead_somewhere(
    browser: Browser, site: Path, edition: Edition
) -> None:
    of_each_kind = {page.kind: page.address for page in every_page(edition)}
    found = walk(browser, site, [*of_each_kind.values(), "guides/about/"])

    assert len(found.seconds) > 25
    assert [] == [str(fault) for fault in found.faults]

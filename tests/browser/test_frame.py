"""The frame around every page, as a reader meets it."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it ships no types
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.sample_site import HOSTILE

PAGES = ("", "map/", "patches/PATCH-1793/", "guides/read-the-map/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("address", PAGES)
def test_no_accessibility_fault_is_found(visit: Visit, address: str, width: int, scheme: str) -> None:
    page = visit(address, width=width, scheme=scheme)

    assert [] == [(fault["id"], fault["nodes"]) for fault in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("address", PAGES)
def test_a_narrow_screen_is_not_overrun(visit: Visit, address: str) -> None:
    page = visit(address, width=360)

    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize(("scheme", "name"), [("light", "default"), ("dark", "slate")])
def test_the_colours_follow_the_system(visit: Visit, scheme: str, name: str) -> None:
    page = visit("", scheme=scheme)

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)


def test_the_choice_of_colours_is_remembered(visit: Visit) -> None:
    page = visit("")
    page.get_by_title("Colours follow the system; switch to light").click()
    page.get_by_title("Light colours; switch to dark").click()
    page.goto(page.url + "map/")

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("address", ["", "patches/PATCH-1793/", "guides/about/"])
def test_every_page_says_that_its_data_is_a_demonstration(visit: Visit, address: str) -> None:
    page = visit(address, javascript=False)

    expect(page.locator(".banner--demonstration")).to_contain_text("fictional sites, VOs and people")


def test_links_lead_through_the_site_below_a_path(visit: Visit) -> None:
    page = visit("patches/PATCH-1793/")
    page.get_by_role("link", name="Pilots", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Pilots")


def test_the_text_of_strangers_is_shown_and_not_run(visit: Visit) -> None:
    page = visit("patches/PATCH-1793/")

    expect(page.locator("article")).to_contain_text(HOSTILE)


def test_the_search_finds_a_patch_by_its_id_first(visit: Visit) -> None:
    page = visit("")
    page.get_by_placeholder("Search").press_sequentially("PATCH-1793")
    first = page.locator(".md-search-result__list > li").first

    expect(first).to_contain_text("PATCH-1793: job submission fixes")


def test_the_search_finds_a_patch_by_its_number(visit: Visit) -> None:
    page = visit("")
    page.get_by_placeholder("Search").press_sequentially("1795")

    expect(page.locator(".md-search-result__list > li").first).to_contain_text("PATCH-1795")


def test_a_filter_stands_in_the_address(visit: Visit) -> None:
    page = visit("patches/PATCH-1793/")
    page.get_by_label("Tier").select_option("gold")

    assert page.url.endswith("patches/PATCH-1793/?tier=gold")
    expect(page.locator("#installations tbody tr:visible")).to_have_count(2)


def test_a_filter_is_taken_from_the_address(visit: Visit) -> None:
    page = visit("map/?roc=ROC-SOUTH&q=published")

    expect(page.locator("#installations tbody tr:visible")).to_have_count(1)
    expect(page.locator("output")).to_have_text("1 of 12 shown")


def test_a_table_sorts_by_its_head_and_numbers_by_their_size(visit: Visit) -> None:
    page = visit("map/")
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("button", name="Versions").click()

    expect(page.locator("#installations tbody tr").first).to_contain_text("SITE-07")
    expect(page.get_by_role("columnheader", name="Versions")).to_have_attribute("aria-sort", "descending")


def test_code_is_copied(visit: Visit) -> None:
    page = visit("patches/PATCH-1793/")
    page.get_by_role("button", name="Copy").click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith('Requirements = Member("VO-ops-PPS-glite-WN')


def test_everything_is_readable_without_javascript(visit: Visit) -> None:
    page = visit("map/", javascript=False)

    expect(page.locator("#installations tbody tr:visible")).to_have_count(12)
    expect(page.locator("form.filters")).to_be_hidden()


def test_the_drawer_opens_by_keyboard(visit: Visit) -> None:
    page = visit("patches/PATCH-1793/", width=360)
    page.get_by_role("button", name="Navigation").press("Enter")

    expect(page.get_by_role("link", name="Guides")).to_be_in_viewport()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(visit: Visit) -> None:
    page = visit("patches/PATCH-1793/")
    page.keyboard.press("Tab")

    expect(page.locator(":focus")).to_have_text("Skip to content")


def test_an_open_page_takes_over_a_new_edition(visit: Visit, site: Path) -> None:
    twin = site / "api" / "v1" / "map.json"
    twin.parent.mkdir(parents=True, exist_ok=True)
    twin.write_text(json.dumps({"edition": {"today": "2008-06-21"}, "data": {"digest": "two"}}), encoding="utf-8")
    page = visit("map/?tier=gold")
    html = site / "map" / "index.html"
    successor = html.read_text(encoding="utf-8").replace("Edition one", "Edition two").replace('="one"', '="two"')
    html.write_text(successor, encoding="utf-8")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.get_by_text("Updated to the edition of 2008-06-21.")).to_be_visible()
    expect(page.locator("#matrix")).to_contain_text("Edition two")
    expect(page.locator("#installations tbody tr:visible")).to_have_count(2)

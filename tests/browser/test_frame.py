"""The frame around every page, as a reader meets it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it ships no types
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit
from tests.sample_site import HOSTILE, IMPRINT, INDEX, build_sample, index_of

EDITION = IMPRINT.name
COLOUR = "part => getComputedStyle(part).color"
LIGHT, DARK = "rgb(24, 36, 44)", "rgb(230, 236, 239)"
"""The colours of text where the page is light, and where it is dark."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_every_part_is_accessible_and_fits(visit: Visit, width: int, scheme: str) -> None:
    page = visit("patches/PATCH-1793/", width=width, scheme=scheme)

    assert [] == [(fault["id"], fault["nodes"]) for fault in Axe().run(page).response["violations"]]
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(("scheme", "name"), [("light", "default"), ("dark", "slate")])
def test_the_colours_follow_the_system(visit: Visit, scheme: str, name: str) -> None:
    page = visit("", scheme=scheme)

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)


def test_paper_is_white_whatever_the_screen_is(visit: Visit) -> None:
    page = visit("patches/PATCH-1793/", scheme="dark")
    on_screen = page.locator("h1").evaluate(COLOUR)
    page.emulate_media(media="print")

    assert [DARK, LIGHT] == [on_screen, page.locator("h1").evaluate(COLOUR)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_scripts_the_colours_follow_the_system(visit: Visit, scheme: str) -> None:
    page = visit("patches/PATCH-1793/", scheme=scheme, javascript=False)

    assert {"light": LIGHT, "dark": DARK}[scheme] == page.locator("h1").evaluate(COLOUR)


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

    expect(page).to_have_url(re.compile(r"patches/PATCH-1793/\?tier=gold$"))
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
    page = visit("patches/PATCH-1794/?tier=gold")
    page.get_by_role("button", name="Versions").click()
    html = site / "patches" / "PATCH-1794" / "index.html"
    told = html.read_text(encoding="utf-8").replace("PATCH-1794: job", "PATCH-1794: newer")
    html.write_text(told.replace(EDITION, "2008-06-21 POLICY-1.0 fedcba9876543210 -"), encoding="utf-8")
    _publish(site, today="2008-06-21", commit="fedcba9876543210")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.get_by_role("status").filter(has_text="Updated to the edition of 2008-06-21.")).to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).to_contain_text("newer")
    expect(page.locator("#installations tbody tr:visible")).to_have_count(2)
    expect(page.get_by_role("columnheader", name="Versions")).to_have_attribute("aria-sort", "ascending")
    expect(page).to_have_url(re.compile(r"\?tier=gold$"))


def test_an_open_page_waits_until_its_successor_is_there(visit: Visit, site: Path) -> None:
    page = visit("patches/PATCH-1795/")
    page.evaluate("document.querySelector('article').dataset.kept = 'yes'; document.querySelector('h1').remove()")
    _publish(site, today="2008-06-22", commit="fedcba9876543210")
    with page.expect_response("**/patches/PATCH-1795/"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.get_by_role("heading", level=1)).to_have_count(0)
    expect(page.locator("[data-live-status]")).to_be_empty()


def _publish(site: Path, *, today: str, commit: str) -> None:
    """Lays the index of an edition into a site."""
    index = site / INDEX
    index.write_bytes(index_of(today, commit))


def test_an_edition_of_more_than_36_hours_says_so_in_a_page_that_stays_open(browser: Browser, tmp_path: Path) -> None:
    site = build_sample(tmp_path, imprint=replace(IMPRINT, demonstration=False))
    page = browser.new_page()
    page.clock.install(time="2008-06-21T11:00:00Z")
    page.goto((site / "guides" / "about" / "index.html").as_uri())
    expect(page.locator(".banner--stale")).to_be_hidden()
    page.clock.run_for("02:00:00")

    expect(page.locator(".banner--stale")).to_contain_text("this edition is of 2008-06-20, more than 36 hours ago")
    page.close()

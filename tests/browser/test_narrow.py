"""Tables where room is short: blocks of named cells on a narrow screen, broken lines on paper, else they scroll."""

from pathlib import Path

import pytest

from tests.browser.conftest import Visit
from tests.small_site import build_small, small_edition

PAGES = ("blocked/", "sites/GOLDCREST-T2/", "patches/", "")
TABLES = "[...document.querySelectorAll('article .table:has(table.records)')]"
SCROLLING = TABLES + ".filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent.slice(0, 60))"
NAMELESS = "[...document.querySelectorAll('article table.records tbody td')].filter(one => !one.dataset.column).length"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the folder of the site of the small world."""
    return build_small(tmp_path_factory.mktemp("narrow"), small_edition())


@pytest.mark.parametrize("address", PAGES)
def test_no_table_has_to_be_scrolled_sideways(visit: Visit, address: str) -> None:
    page = visit(address, width=360)

    assert page.evaluate(TABLES + ".length") > 0
    assert [] == page.evaluate(SCROLLING)
    assert 0 == page.evaluate(NAMELESS)


def test_the_heads_still_sort(visit: Visit) -> None:
    page = visit("patches/", width=360)
    page.click("table.records thead button")

    assert "ascending" == page.get_attribute("th[aria-sort]", "aria-sort")


def test_a_filter_still_hides_rows(visit: Visit) -> None:
    page = visit("patches/", width=360)
    page.fill("form[data-filters] [name=q]", "PATCH-1400")

    assert 1 == page.locator("table.records tbody tr:visible").count()


def test_a_wide_screen_keeps_its_tables(visit: Visit) -> None:
    page = visit("patches/")

    assert "table" == page.eval_on_selector("table.records", "one => getComputedStyle(one).display")


def test_without_javascript_a_table_scrolls(visit: Visit) -> None:
    page = visit("patches/", width=360, javascript=False)

    assert "auto" == page.locator("article .table").first.evaluate("one => getComputedStyle(one).overflowX")
    assert page.locator("table.records thead").first.is_visible()


@pytest.mark.parametrize("address", PAGES)
def test_on_paper_no_table_is_cut(visit: Visit, address: str) -> None:
    page = visit(address, width=720)
    page.emulate_media(media="print")

    assert [] == page.evaluate(SCROLLING)

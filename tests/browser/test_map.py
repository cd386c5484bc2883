"""The map as a reader uses it: filters, the compact view, paper, the keyboard, and what stays in sight."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.small_site import build_small, small_edition

WALK = (
    *("What the signs mean", "Where the sites are", "How to read the map", "Show all production sites"),
    *("lumen", "ops", "ROC-ALPS", "on 2008-06-19, and before"),
    *("q", "vo", "roc", "tier", "node", "kind", "state", "step", "Clear", "view", "matrix-caption"),
    *("Site", "ROC", "Tier", "Tags"),
    *("glite-UI 2.5.0-1", "PATCH-1200"),
    *("glite-LFC 1.6.11-3", "PATCH-1300", "PILOT-2008-013"),
    *("glite-FTS 2.1.4-2", "PATCH-1400", "PILOT-2008-014"),
    *("glite-AUTHZ 0.9.2-1", "PATCH-1500", "PILOT-2008-015"),
    *("PLATEAU-T1", "ROC-ALPS", "GOLDCREST-T2", "ROC-ALPS", "SILVERFIR-T2", "ROC-ALPS"),
    "map.json",
)
"""Every stop of the keyboard from the heading of the map to the end of the table, in its order."""

STOP = """() => {
  const at = document.activeElement, look = getComputedStyle(at)
  return [at.name || at.getAttribute("aria-labelledby") || at.innerText.trim(), look.outlineStyle !== "none"]
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the folder of the site of the small world."""
    return build_small(tmp_path_factory.mktemp("map"), small_edition())


def _columns(page: Page) -> list[str]:
    return [head.get_attribute("id") or "" for head in page.locator("#matrix thead th[id]:visible").all()]


def test_previews_and_pilots_stand_under_heads_of_their_own(visit: Visit) -> None:
    page = visit("map/", javascript=False)

    expect(page.locator("#matrix thead [scope=colgroup]")).to_have_text(
        ["1 preview, newest first", "3 pilots, newest first"]
    )
    expect(page.locator("#version-PATCH-1400-PILOT-2008-014")).to_contain_text("tag at 2 of 2 sites")
    expect(page.locator("#site-GOLDCREST-T2 td").nth(2)).to_have_text("1 of 2")


def test_a_filter_by_state_leaves_the_columns_of_that_state_and_their_group(visit: Visit) -> None:
    page = visit("map/?state=running&vo=lumen")

    assert [
        "version-PATCH-1300-PILOT-2008-013",
        "version-PATCH-1400-PILOT-2008-014",
        "version-PATCH-1500-PILOT-2008-015",
    ] == _columns(page)
    expect(page.locator("#matrix thead [scope=colgroup]:visible")).to_have_text(["3 pilots, newest first"])
    page.locator("form.filters").get_by_role("button", name="Clear").click()
    expect(page.locator("#matrix thead th[id]:visible")).to_have_count(4)
    expect(page).to_have_url(re.compile(r"/map/$"))


def test_the_group_of_a_column_that_is_gone_is_as_wide_as_what_is_left(visit: Visit) -> None:
    page = visit("map/?node=glite-FTS")

    assert ["version-PATCH-1400-PILOT-2008-014"] == _columns(page)
    expect(page.locator("#matrix thead [scope=colgroup]:visible")).to_have_attribute("colspan", "1")


def test_the_compact_view_stands_in_the_address_and_keeps_the_words_for_those_who_listen(visit: Visit) -> None:
    page = visit("map/")
    wide = page.locator("#matrix").evaluate("table => table.scrollWidth")
    page.get_by_label("Compact").check()

    assert page.url.endswith("/map/?view=compact")
    assert page.locator("#matrix").evaluate("table => table.scrollWidth") < wide
    expect(page.locator("#site-PLATEAU-T1")).to_contain_text("tag published 2008-06-02")
    page.reload()
    expect(page.get_by_label("Compact")).to_be_checked()


def test_the_compact_view_needs_no_script(visit: Visit) -> None:
    page = visit("map/vos/lumen/", javascript=False)
    tall = page.locator("#site-PLATEAU-T1").evaluate("row => row.offsetHeight")
    page.get_by_label("Compact").check()

    assert page.locator("#site-PLATEAU-T1").evaluate("row => row.offsetHeight") < tall


def test_heads_and_names_stay_in_sight_while_the_rest_scrolls(visit: Visit) -> None:
    page = visit("map/all-sites/", width=360)
    frame = page.locator(".matrix")
    frame.evaluate("part => { part.style.maxHeight = '16rem'; part.scrollTo(400, 300) }")
    top, left = frame.evaluate("part => [part.getBoundingClientRect().top, part.getBoundingClientRect().left]")

    assert top + 2 > page.locator("#matrix thead").evaluate("part => part.getBoundingClientRect().top") >= top
    assert left + 2 > page.locator("#matrix tbody th").last.evaluate("part => part.getBoundingClientRect().left")


def test_on_paper_the_whole_table_is_there_and_no_control(visit: Visit) -> None:
    page = visit("map/")
    page.emulate_media(media="print")

    assert page.locator(".matrix").evaluate("part => part.scrollHeight === part.clientHeight")
    expect(page.locator("form.filters")).to_be_hidden()
    expect(page.locator(".matrix-view")).to_be_hidden()
    expect(page.locator("#matrix tbody tr:visible")).to_have_count(3)


def test_the_keyboard_reaches_everything_in_its_order_and_shows_where_it_is(visit: Visit) -> None:
    page = visit("map/")
    page.get_by_role("link", name="What the signs mean").focus()
    walked = [page.evaluate(STOP)]
    while walked[-1][0] != "map.json" and len(walked) < 2 * len(WALK):
        page.keyboard.press("Tab")
        walked.append(page.evaluate(STOP))

    assert WALK == tuple(name for name, _ in walked)
    assert [] == [name for name, is_seen in walked[1:] if not is_seen]

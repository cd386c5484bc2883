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
    *("q", "vo", "roc", "tier", "node", "kind", "state", "step", "Clear", "view", "Skip the table", "matrix-caption"),
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
    expect(page.locator("#matrix thead [scope=colgroup]:visible")).to_have_text("1 of 3 pilots, newest first")


def test_sites_stand_under_the_heading_of_their_tier_which_counts_them(visit: Visit) -> None:
    page = visit("map/all-sites/", javascript=False)

    expect(page.locator("#matrix [scope=rowgroup]")).to_have_text(
        [
            *("Tier ★platinum tag at 1 of 1 site", "Tier ◆gold tag at 1 of 1 site"),
            *("Tier ■silver tag at 1 of 1 site", "Tier ▲collaborating tag at 0 of 1 site"),
        ]
    )
    expect(page.locator("#tier-silver tr:not(:has([scope=rowgroup])) th")).to_contain_text(["SILVERFIR-T2"])


def test_the_heading_of_a_tier_goes_with_its_last_row_and_is_as_wide_as_what_is_left(visit: Visit) -> None:
    page = visit("map/?node=glite-FTS")
    headings = page.locator("#matrix [scope=rowgroup]:visible")

    expect(headings).to_contain_text(["gold", "silver"])
    expect(headings.first).to_have_attribute("colspan", "5")
    page.locator("select[name=tier]").select_option("silver")
    expect(headings).to_contain_text(["silver"])
    page.locator("form.filters").get_by_role("button", name="Clear").click()
    expect(headings).to_contain_text(["platinum", "gold", "silver"])
    expect(headings.first).to_have_attribute("colspan", "8")


def test_the_heading_of_a_tier_stays_in_sight_while_the_columns_scroll(visit: Visit) -> None:
    page = visit("map/", width=360)
    page.locator(".matrix").evaluate("part => { part.scrollIntoView(); part.scrollTo(500, 0) }")

    expect(page.locator("#tier-gold [scope=rowgroup] .badge")).to_be_in_viewport(ratio=1)


def test_what_is_left_is_told_to_those_who_listen(visit: Visit) -> None:
    page = visit("map/")
    page.get_by_label("Node type").select_option("glite-FTS")

    expect(page.get_by_role("status").filter(has_text="shown")).to_have_text(
        "2 of 3 sites shown; 1 of 4 versions shown; totals count all sites"
    )


@pytest.mark.parametrize(
    "nonsense", ["node=nonsense", "vo=%00&tier=Gold&view=narrow", "roc=&state=%3Cb%3E&step", "vo[]=x"]
)
def test_nonsense_in_the_address_is_not_asked_for_and_the_fields_say_so(visit: Visit, nonsense: str) -> None:
    page = visit(f"map/?{nonsense}&kind=pilot")

    asked = "form => [...new FormData(form)].filter(([, value]) => value).map(pair => pair.join('='))"
    assert ["kind=pilot"] == page.locator("#matrix-filters").evaluate(asked)
    assert ["all"] * 6 == page.locator("#matrix-filters select:not([name=kind])").evaluate_all(
        "all => all.map(one => one.selectedOptions[0]?.text ?? 'nothing')"
    )
    expect(page.locator("#matrix thead th[id]:visible")).to_have_count(3)


def test_an_address_that_is_handed_on_holds_what_is_in_force(visit: Visit) -> None:
    page = visit("map/?node=nonsense&kind=pilot&view=compact&campaign=june")

    expect(page).to_have_url(re.compile(r"/map/\?kind=pilot&view=compact&campaign=june$"))
    page.get_by_role("link", name="Show all production sites").click()
    expect(page.get_by_label("Preview or pilot")).to_have_value("pilot")
    expect(page.get_by_label("Compact")).to_be_checked()


def test_going_back_and_forward_brings_the_filter_of_that_place(visit: Visit) -> None:
    page = visit("map/")
    kind = page.get_by_label("Preview or pilot")
    kind.select_option("pilot")
    page.get_by_role("link", name="What the signs mean").click()
    kind.select_option("preview")
    page.go_back()
    expect(kind).to_have_value("pilot")
    expect(page.locator("#matrix thead th[id]:visible")).to_have_count(3)
    page.go_forward()
    expect(kind).to_have_value("preview")
    page.get_by_role("link", name="PATCH-1200").first.click()
    page.go_back()

    expect(kind).to_have_value("preview")
    expect(page.locator("#matrix thead th[id]:visible")).to_have_count(1)


def test_one_link_passes_the_table_and_the_arrows_scroll_it(visit: Visit) -> None:
    page = visit("map/", width=360)
    page.locator(".matrix").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".matrix")).not_to_have_js_property("scrollLeft", 0)
    page.get_by_role("link", name="Skip the table").press("Enter")
    page.keyboard.press("Tab")

    assert "map.json" == page.evaluate(STOP)[0]


def test_the_compact_view_stands_in_the_address_and_keeps_the_words_for_those_who_listen(visit: Visit) -> None:
    page = visit("map/")
    wide = page.locator("#matrix").evaluate("table => table.scrollWidth")
    page.get_by_label("Compact").check()

    expect(page).to_have_url(re.compile(r"/map/\?view=compact$"))
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


def test_on_a_low_or_much_enlarged_screen_the_heads_leave_room_for_rows(visit: Visit) -> None:
    page = visit("map/all-sites/", width=360)
    page.set_viewport_size({"width": 360, "height": 300})
    frame = page.locator(".matrix")
    frame.evaluate("part => { part.scrollIntoView(); part.scrollTo(0, part.scrollHeight) }")

    expect(page.locator("#matrix thead")).not_to_be_in_viewport()
    expect(page.locator("#matrix tbody th").last).to_be_in_viewport()


def test_on_paper_the_whole_table_is_there_and_no_control(visit: Visit) -> None:
    page = visit("map/")
    page.emulate_media(media="print")

    assert page.locator(".matrix").evaluate("part => part.scrollHeight === part.clientHeight")
    expect(page.locator("form.filters")).to_be_hidden()
    expect(page.locator(".matrix-view")).to_be_hidden()
    expect(page.locator("#matrix tbody tr:visible")).to_have_count(6)


def test_the_keyboard_reaches_everything_in_its_order_and_shows_where_it_is(visit: Visit) -> None:
    page = visit("map/")
    page.get_by_role("link", name="What the signs mean").focus()
    walked = [page.evaluate(STOP)]
    while walked[-1][0] != "map.json" and len(walked) < 2 * len(WALK):
        page.keyboard.press("Tab")
        walked.append(page.evaluate(STOP))

    assert WALK == tuple(name for name, _ in walked)
    assert [] == [name for name, is_seen in walked[1:] if not is_seen]

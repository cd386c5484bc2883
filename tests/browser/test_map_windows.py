"""A map on several pages: what a filter says of the versions on the others, the order of rows, and what is in sight."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.bulletin.distribution import Distribution, distribution
from generator.edition import Edition, gather
from generator.pages import matrix_windows
from tests.bench.worlds import CLOCK, write
from tests.browser.conftest import Visit
from tests.small_site import build_small

FILTERS = (
    {"node": "glite-FTS"},
    {"state": "running", "tier": "gold"},
    {"step": "tag-published", "tier": "platinum"},
    {"vo": "lumen", "step": "tested-passed", "kind": "pilot"},
    {"roc": "ROC-ALPS", "kind": "preview"},
)
PAGES = {0: "map/", 2: "map/older/3/"}
"""Two of the three pages, by their number."""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """Answers a world with some twenty sites and versions."""
    root = tmp_path_factory.mktemp("world")
    write(root, 1000)
    return gather(root, CLOCK, CLOCK)


@pytest.fixture(scope="module")
def shown(edition: Edition) -> Distribution:
    """Answers the distribution of that world."""
    return distribution(edition.facts)


@pytest.fixture(scope="module")
def site(edition: Edition, shown: Distribution, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Answers the folder of its site, whose map stands on three pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matrix_windows, "CELLS", len(shown.rows) * -(-len(shown.versions) // 3))
        yield build_small(tmp_path_factory.mktemp("windows"), edition)


def _matches(shown: Distribution, part: slice, asked: dict[str, str]) -> str:
    """Counts by the records how many of some versions have reached a site as it is asked for."""
    rows = [
        row
        for row in shown.rows
        if asked.get("vo", "") in ("", *row.site.vos)
        if asked.get("roc", "") in {"", row.site.roc}
        if asked.get("tier", "") in {"", row.tier}
    ]
    found = 0
    for number, version in list(enumerate(shown.versions))[part]:
        cells = (row.cells[number] for row in rows)
        steps = {
            step for cell in cells if cell for step in (cell.step, "tag published" if cell.published_since else "")
        }
        found += (
            asked.get("node", "") in ("", *version.patch.node_types)
            and asked.get("kind", "") in {"", version.kind}
            and asked.get("state", "") in {"", version.state}
            and (asked.get("step", "").replace("-", " ") in steps if "step" in asked else bool(steps))
        )
    return str(found or "none")


@pytest.mark.parametrize("asked", FILTERS, ids="&".join)
def test_a_page_says_how_many_versions_of_the_others_a_filter_would_leave(
    visit: Visit, shown: Distribution, asked: dict[str, str]
) -> None:
    total = len(shown.versions)
    size = -(-total // 3)
    parts = [slice(start, min(start + size, total)) for start in range(0, total, size)]
    counts = [(_matches(shown, part, asked), part.stop - part.start) for part in parts]
    query = "&".join("=".join(pair) for pair in asked.items())
    for here, address in PAGES.items():
        page = visit(f"{address}?{query}")
        others = [counts[number] for number in range(len(parts)) if number != here]

        assert [f" ({found} of {size} match)" for found, size in others] == page.locator(".matches").all_inner_texts()
        left = sum(int(found) for found, _ in others if found != "none")
        expect(page.locator("#matrix-filters output")).to_contain_text(
            "1 version matches on other pages" if left == 1 else f"{left} versions match on other pages"
        )


def test_a_search_for_a_site_counts_what_has_reached_it_elsewhere(visit: Visit, shown: Distribution) -> None:
    row = max(shown.rows, key=lambda row: sum(cell is not None for cell in row.cells))
    page = visit(f"map/?q={row.site.id}")
    size = -(-len(shown.versions) // 3)
    reached = [sum(cell is not None for cell in row.cells[start : start + size]) for start in (size, 2 * size)]

    assert reached == [
        int(re.findall(r"\d+|none", words)[0].replace("none", "0"))
        for words in page.locator(".matches").all_inner_texts()
    ]


def test_a_node_type_of_another_page_can_be_asked_for_here_and_there(visit: Visit, shown: Distribution) -> None:
    size = -(-len(shown.versions) // 3)
    here = {node for version in shown.versions[:size] for node in version.patch.node_types}
    elsewhere = sorted({node for version in shown.versions[size:] for node in version.patch.node_types} - here)
    page = visit("map/")
    page.get_by_label("Node type").select_option(elsewhere[0])
    expect(page.locator("#matrix thead th[id]:visible")).to_have_count(0)
    links = page.locator("[data-window]:has-text('match'):not(:has-text('none')) a")
    links.first.click()

    expect(page.get_by_label("Node type")).to_have_value(elsewhere[0])
    assert page.locator("#matrix thead th[id]:visible").count() > 0


def test_without_a_filter_nothing_is_said_of_the_others(visit: Visit) -> None:
    page = visit("map/?kind=pilot")
    page.locator("form.filters").get_by_role("button", name="Clear").click()

    expect(page.locator(".matches")).to_have_text(["", ""])
    expect(page.locator("#matrix-filters output")).not_to_contain_text("other")


def _rows(page: Page) -> list[tuple[str, str, int]]:
    """Answers tier, site and published tags of each row, from above."""
    found = page.locator("#matrix [id^=site]").evaluate_all(
        "all => all.map(row => [row.dataset.tier, row.id, Number(row.cells[3].dataset.value)])"
    )
    return [(tier, site, tags) for tier, site, tags in found]


def test_sites_are_sorted_within_their_tier_and_the_tiers_by_their_own_head(visit: Visit) -> None:
    page = visit("map/?kind=pilot")
    tiers = [tier for tier, _ in itertools.groupby(row[0] for row in _rows(page))]
    page.get_by_role("button", name="Tags").click()
    rows = _rows(page)

    assert len(rows) > len(tiers) > 2
    assert tiers == [tier for tier, _ in itertools.groupby(row[0] for row in rows)]
    assert rows == sorted(rows, key=lambda row: (tiers.index(row[0]), row[2]))
    counted = page.locator(".matches").all_inner_texts()
    page.get_by_role("button", name="Tier", exact=True).click()
    assert tiers[::-1] == [tier for tier, _ in itertools.groupby(row[0] for row in _rows(page))]
    expect(page.locator("#matrix tbody > tr:first-child")).to_contain_text(tiers[::-1])
    page.get_by_label("Compact").check()
    assert counted == page.locator(".matches").all_inner_texts()


STANDS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect()
  const across = [box.left + 2, (box.left + box.right) / 2, box.right - 2]
  const isSeen = y => across.some(x => at.contains(document.elementFromPoint(x, y)))
  return [at.innerText, isSeen(box.top + 2) && isSeen(box.bottom - 2), at.closest("#matrix") !== null]
}"""


@pytest.mark.parametrize(
    ("width", "view", "key"),
    [(360, "", "Tab"), (360, "", "Shift+Tab"), (1280, "", "Shift+Tab"), (1280, "?view=compact", "Shift+Tab")],
)
def test_nothing_that_sticks_covers_what_the_keyboard_stands_on(visit: Visit, width: int, view: str, key: str) -> None:
    page = visit(f"map/{view}", width=width)
    page.locator("#after-matrix a").first.focus() if key != "Tab" else page.locator(".matrix").focus()
    walked = []
    while True:
        page.keyboard.press(key)
        name, is_seen, is_inside = page.evaluate(STANDS)
        if not is_inside:
            break
        walked.append((name, is_seen))

    assert len(walked) > 50
    assert [] == [name for name, is_seen in walked if not is_seen]

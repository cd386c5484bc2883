"""What the search finds first."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.sample_site import build_sample, sample_page, sample_pages

NUMBERS = (1, 17, 179, *range(1790, 1800), 17935, 179351)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the folder of a site whose patches have numbers that begin alike, the long ones before the short ones."""
    patches = (
        page
        for number in reversed(NUMBERS)
        for page in (
            sample_page(f"patches/PATCH-{number}/release-notes/", f"Release notes of PATCH-{number}"),
            sample_page(f"patches/PATCH-{number}/", f"PATCH-{number}: job submission fixes"),
        )
    )
    return build_sample(tmp_path_factory.mktemp("alike"), (*sample_pages(0), *patches))


@pytest.mark.parametrize("typed", ["PATCH-1", "patch-179", "179"])
def test_an_id_finds_its_page_before_those_that_begin_alike_and_before_its_parts(visit: Visit, typed: str) -> None:
    page = visit("")
    page.get_by_placeholder("Search").press_sequentially(typed)
    first = page.locator(".md-search-result__list > li").first

    expect(first).to_contain_text(f"PATCH-{typed.rpartition('-')[2]}: job submission fixes")


def test_a_page_that_is_only_read_builds_no_index(visit: Visit) -> None:
    page = visit("")
    expect(page.locator(".md-search-result__meta")).to_contain_text("Type to start")
    before = page.workers[0].evaluate("typeof lunr")
    page.get_by_placeholder("Search").press_sequentially("179")
    page.locator(".md-search-result__item").first.wait_for()

    assert ("undefined", "function") == (before, page.workers[0].evaluate("typeof lunr"))


def test_what_is_typed_while_the_index_is_built_is_not_lost(visit: Visit) -> None:
    page = visit("")
    field = page.get_by_placeholder("Search")
    for typed in ("P", "PATCH-17935", "", "PATCH-1799"):
        field.fill(typed)
        field.press("End")

    expect(page.locator(".md-search-result__list > li").first).to_contain_text("PATCH-1799: job submission fixes")


def test_prose_is_found_among_many_patches(visit: Visit) -> None:
    page = visit("")
    page.get_by_placeholder("Search").press_sequentially("threat")

    expect(page.locator(".md-search-result__list > li").first).to_contain_text("Threat model")

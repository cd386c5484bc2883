"""One page of every kind, as it was found good; `pytest tests/pages --update-goldens` writes them anew."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import assets
from generator.edition import Edition
from generator.pages.every import every_page
from generator.pages.page import Page
from generator.rendering import Renderer

KINDS = sorted(path.stem for path in (assets.site_templates() / "pages").iterdir())
SHOWN = {
    "release_notes": "patches/PATCH-1400/release-notes/",
    "pilot": "pilots/PILOT-2008-014/",
    "rule": "policy/rules/PPS408/",
}
"""Kinds whose golden is not their first page."""


@pytest.fixture(scope="session")
def shown(edition: Edition) -> Mapping[str, Page]:
    """Answers the page of each kind that its golden holds."""
    pages = tuple(every_page(edition))
    first = {page.kind: page for page in reversed(pages)}
    chosen = {page.kind: page for page in pages if SHOWN.get(page.kind) == page.address}
    return first | chosen


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """Answers what renders articles, with issues that take feedback."""
    return Renderer(assets.site_templates(), issues="https://github.com/example/bulletin/issues")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_stays_as_it_was_found_good(
    kind: str, shown: Mapping[str, Page], renderer: Renderer, checkout: Path, request: pytest.FixtureRequest
) -> None:
    golden = checkout / "tests" / "pages" / f"{kind}.html"
    article = renderer.article(shown[kind])
    if request.config.getoption("--update-goldens", default=False):
        golden.write_text(article, encoding="utf-8")

    assert golden.read_text(encoding="utf-8") == article


def test_every_golden_has_its_kind(checkout: Path) -> None:
    goldens = sorted(path.stem for path in (checkout / "tests" / "pages").glob("*.html"))

    assert goldens == KINDS


def test_no_two_pages_have_one_address(edition: Edition) -> None:
    addresses = [page.address for page in every_page(edition)]

    assert sorted(set(addresses)) == sorted(addresses)

"""Every kind of page in a real browser: accessible, within the screen, and true to its own policy of content."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it ships no types
from playwright.sync_api import Browser, Page

from generator import assets
from generator.edition import Edition
from generator.pages.every import every_page
from tests.small_site import build_small, small_edition

KINDS = sorted(path.stem for path in (assets.site_templates() / "pages").iterdir())
BESIDE = {
    "map of all sites": "map/all-sites/",
    "map of a VO": "map/vos/lumen/",
    "map of a ROC": "map/rocs/ROC-ALPS/",
    "map of a past day": "map/on/2008-06-19/",
    "bulletin of a month": "bulletin/2008-05/",
    "guide": "guides/read-the-map/",
}
"""Pages that share their kind with another, and prose."""

BY_LOOK = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
EVERY_RULE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
OF_LOOKS = {"resultTypes": ["violations"], "runOnly": list(BY_LOOK)}
LOOKS = (
    ("light", 1280, EVERY_RULE),
    ("dark", 1280, OF_LOOKS),
    ("dark", 360, EVERY_RULE),
    ("light", 360, OF_LOOKS),
)
"""Every rule is asked wide and narrow; in the other colours of the same width, those that a look can change."""

WATCH = """
window.complaints = []
document.addEventListener("securitypolicyviolation", event =>
  complaints.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`))
"""


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Answers the small world with every kind of page."""
    return small_edition()


@pytest.fixture(scope="module")
def addresses(edition: Edition) -> dict[str, str]:
    """Answers the address of the first page of each kind, and of those beside them."""
    pages = reversed([*every_page(edition)])
    return {page.kind: page.address for page in pages} | BESIDE


@pytest.fixture(scope="module")
def site(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the folder of the site of the small world, with every kind of page."""
    return build_small(tmp_path_factory.mktemp("kinds"), edition)


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    """Answers where requests elsewhere and errors are noted."""
    return []


@pytest.fixture(scope="module")
def tab(browser: Browser, site_url: str, complaints: list[str]) -> Iterator[Page]:
    """Opens the one tab that goes from page to page."""
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(WATCH)
    page = context.new_page()
    page.on("request", lambda one: None if one.url.startswith(site_url) else complaints.append(f"asked for {one.url}"))
    page.on("console", lambda one: complaints.append(one.text) if one.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()


@pytest.mark.parametrize("kind", [*KINDS, *BESIDE])
def test_a_page_of_each_kind_is_accessible_fits_every_screen_and_asks_for_nothing_else(
    kind: str, addresses: dict[str, str], tab: Page, site_url: str, complaints: list[str]
) -> None:
    complaints.clear()
    faults = []
    tab.goto(site_url + addresses[kind], wait_until="load")
    tab.evaluate("document.querySelectorAll('article details').forEach(part => part.open = true)")
    for scheme, width, options in LOOKS:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = Axe().run(tab, options=options).response["violations"]
        faults += [(scheme, width, fault["id"], fault["nodes"][0]["target"]) for fault in found]
        if (overrun := tab.evaluate("document.documentElement.scrollWidth")) > width:
            faults.append((scheme, width, "overrun", overrun))

    assert [] == faults
    assert [] == [*complaints, *tab.evaluate("complaints")]

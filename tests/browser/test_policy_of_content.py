"""Every kind of page in a real browser: nothing runs or loads but the site's own files, whatever the records say."""

import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from generator import assets
from generator.edition import Edition
from generator.feeds.every import every_document
from generator.mkdocs_plugin import build_site
from generator.pages.every import every_page
from generator.pages.imprint import imprint_of
from tests.attacked import attacked
from tests.cli.commands import BARE, PPS, new_world

CHECKOUT = Path(__file__).resolve().parent.parent.parent
POLICY = re.compile(r"<head>\s*<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)\">")
WATCH = """
window.complaints = []
document.addEventListener("securitypolicyviolation", event =>
  complaints.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`))
"""
PATIENCE = 60.0


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Answers an edition of the demonstration data in which every text is an attack."""
    return attacked(CHECKOUT, 0)[0]


@pytest.fixture(scope="module")
def addresses(edition: Edition) -> tuple[str, ...]:
    """Answers the address of the first page of each kind but the one for lost readers, and of a page of prose."""
    pages = reversed([page for page in every_page(edition) if page.is_listed or page.address.endswith("/")])
    by_kind = {page.kind: page.address for page in pages}
    return (*by_kind.values(), "guides/about/")


@pytest.fixture(scope="module")
def site(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the folder of the site of attacks."""
    folder = tmp_path_factory.mktemp("attacked") / "site"
    build_site(
        config_file=assets.mkdocs_configuration(),
        templates=assets.site_templates(),
        site_dir=folder,
        portions=(every_page(edition), every_document(edition)),
        imprint=imprint_of(edition),
    )
    return folder


@pytest.fixture
def complaints() -> list[str]:
    """Answers where a page's requests elsewhere, its dialogs and its errors are noted."""
    return []


@pytest.fixture
def page(browser: Browser, site_url: str, complaints: list[str]) -> Iterator[Page]:
    """Opens a tab that notes what a page should not do."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    tab = context.new_page()
    own = site_url.partition("/bulletin")[0]
    tab.on("request", lambda one: None if one.url.startswith(own) else complaints.append(f"asked for {one.url}"))
    tab.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    context.close()


def test_every_page_says_its_policy_before_anything_else(site: Path) -> None:
    pages = {path: POLICY.search(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    policies = {found[1] for found in pages.values() if found}

    assert [] == [path for path, found in pages.items() if not found]
    assert 1 == len(policies)
    assert "unsafe" not in policies.pop()


def test_no_page_breaks_the_policy_and_no_attack_lives(
    page: Page, site_url: str, addresses: tuple[str, ...], complaints: list[str]
) -> None:
    for address in addresses:
        page.goto(site_url + address, wait_until="load")
        complaints += [f"{address}: {one}" for one in page.evaluate("complaints")]
        complaints += [
            f"{address}: <{tag}>"
            for tag in ("iframe", "object", "embed", "base", "article script")
            if page.locator(tag).count()
        ]

    assert len(addresses) >= 20
    assert [] == complaints


def test_the_search_works_and_shows_attacks_as_letters(page: Page, site_url: str, complaints: list[str]) -> None:
    page.goto(site_url, wait_until="load")
    page.get_by_role("textbox", name="Search").click()
    page.get_by_role("textbox", name="Search").type("alert")
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=20_000)
    complaints += page.evaluate("complaints")

    assert 0 == page.locator(".md-search-result :is(script, img, iframe, object, [onload], [onerror])").count()
    assert [] == complaints


def test_a_script_inside_a_page_would_be_stopped(page: Page, site_url: str) -> None:
    page.goto(site_url, wait_until="load")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.alive=true>')")
    assert _comes(page, "complaints.length > 0")

    assert page.evaluate("complaints")[0].startswith("script-src-attr: inline")
    assert page.evaluate("window.alive") is None


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[str]:
    """Serves the small world with `pps serve`."""
    root = new_world(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen((*PPS, "--today", "2008-06-20", "serve", "--port", str(port)), cwd=root, env=BARE) as server:
        yield f"http://127.0.0.1:{port}/"
        server.terminate()


def test_the_preview_reloads_a_page_under_the_same_policy(
    page: Page, preview: str, tmp_path: Path, complaints: list[str]
) -> None:
    end = time.monotonic() + PATIENCE
    while not _answers(preview) and time.monotonic() < end:
        time.sleep(0.2)
    page.goto(preview, wait_until="load")
    page.evaluate("window.old = true")
    time.sleep(1)  # the watch begins a moment after the first answer
    bug = tmp_path / "data" / "bugs" / "BUG-1301.yaml"
    bug.write_text(bug.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    assert _comes(page, "window.old === undefined")
    refused = [one for one in complaints if "asked for" not in one]

    assert [] == [*refused, *page.evaluate("complaints")]


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE):  # noqa: S310 - loopback
            return True
    except OSError:
        return False


def _comes(page: Page, truth: str) -> bool:
    """Asks a page from outside until something is true there; Playwright's own waiting is stopped by the policy."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if page.evaluate(truth):
                return True
        except Error:  # the page is being loaded
            page.wait_for_load_state()
        page.wait_for_timeout(100)
    return False

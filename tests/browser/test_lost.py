"""The page for lost readers names the ids nearest to the one that was asked for."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.small_site import build_small, small_edition


class _Host(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep silent: what the browser asks for is no news."""

    def send_error(self, code: int, *_: object) -> None:
        """Answer with the page of the site, as hosts of static sites do."""
        content = (Path(self.directory) / "bulletin-of-a-grid" / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture(scope="module")
def site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serves the site of the small world below the path that it is built for."""
    host = tmp_path_factory.mktemp("host")
    (host / "bulletin-of-a-grid").symlink_to(build_small(tmp_path_factory.mktemp("lost"), small_edition()))
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(host)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/bulletin-of-a-grid/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("patches/PATCH-1401/", "patches/PATCH-1400/"),
        ("patches/patch-1400/", "patches/PATCH-1400/"),
        ("sites/PATCH-1400/", "patches/PATCH-1400/"),
        ("patches/1400/", "patches/PATCH-1400/"),
        ("sites/SILVERFIRR-T2/", "sites/SILVERFIR-T2/"),
        ("policy/rules/PPS4088/", "policy/rules/PPS408/"),
    ],
)
def test_a_mistyped_id_leads_to_the_nearest_one(browser: Browser, site_url: str, asked: str, nearest: str) -> None:
    page = browser.new_page()
    page.goto(site_url + asked)

    assert site_url + nearest == page.locator("[data-near] a").first.evaluate("one => one.href")
    page.close()


def test_what_is_like_no_id_is_left_alone(browser: Browser, site_url: str) -> None:
    page = browser.new_page()
    page.goto(f"{site_url}nothing-of-the-kind/")
    page.wait_for_load_state("networkidle")

    assert "" == page.inner_text("[data-near]")
    page.close()

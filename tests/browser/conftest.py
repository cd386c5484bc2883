"""A browser that reaches this machine only, and a site for it below a path, as on a shared host."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.browser.served import served
from tests.sample_site import build_sample

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
Visit = Callable[..., Page]


@contextmanager
def chromium_without_a_window() -> Iterator[Browser]:
    """Start Debian's Chromium, and end it with the block. Raises FileNotFoundError where it is not installed."""
    if not CHROMIUM.exists():
        raise FileNotFoundError(f"{CHROMIUM} is missing: run `apt-get install chromium` or `make test`")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Gives Debian's Chromium without a window."""
    with chromium_without_a_window() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the folder of a built site; a test module that reads another site overrides it."""
    return build_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def site_url(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serves the site on loopback below the path `/bulletin-of-a-grid/`."""
    host = tmp_path_factory.mktemp("host")
    (host / "bulletin-of-a-grid").symlink_to(site)
    with served(host) as address:
        yield f"{address}bulletin-of-a-grid/"


@pytest.fixture
def visit(browser: Browser, site_url: str) -> Iterator[Visit]:
    """Opens an address of the site; afterwards no page may have asked another origin or have complained."""
    complaints: list[str] = []
    contexts = []

    def watch_request(request: Request) -> None:
        if not request.url.startswith((site_url, f"blob:{site_url.partition('/bulletin')[0]}")):
            complaints.append(f"asked for {request.url}")

    def watch_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    def open_page(address: str, *, width: int = 1280, scheme: str = "light", javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=javascript,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", watch_request)
        page.on("console", watch_console)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(site_url + address, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()

    assert [] == complaints

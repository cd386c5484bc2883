"""A walk through the pages of a built site in a real browser: everything that a reader would stumble over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, Response

from tests.browser.served import served

TABS = 2
KEEP = 3600
"""Seconds for which the browser keeps styles and scripts; a host of pages allows for it, too."""
FAULTY = 400
"""The status of an answer that is none, and of all above it."""
PATIENCE = 120_000.0
"""Milliseconds for one page, on a machine that does other things besides."""

WATCH = """
window.complaints = []
document.addEventListener("securitypolicyviolation", event =>
  complaints.push(`${event.violatedDirective}: ${event.blockedURI}`))
"""
READ = """
async () => {
  await new Promise(rested => requestIdleCallback(rested, { timeout: 2000 }))
  const links = [...document.querySelectorAll("[href]")].map(one => one.getAttribute("href"))
  return {
    links: [...new Set(links)].filter(one => URL.canParse(one, location)).map(one => new URL(one, location).href),
    anchors: [...document.querySelectorAll("[id]")].map(one => one.id),
    broken: links.filter(one => !URL.canParse(one, location)),
    headings: [...document.querySelectorAll("h1")].filter(one => one.innerText.trim()).length,
    title: document.title.trim(),
    milliseconds: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
    violations: complaints,
  }
}
"""
"""Asked when the scripts of a page have nothing more to do."""

CONSOLE = "errors in the console"
EXCEPTION = "uncaught exceptions"
VIOLATION = "violations of the policy of content"
FOREIGN = "requests elsewhere"
FAILED = "requests that failed"
NAMELESS = "pages without a heading or a title"
LINK = "links that lead nowhere"
ANCHOR = "anchors that lead nowhere"
KINDS = (CONSOLE, EXCEPTION, VIOLATION, FOREIGN, FAILED, NAMELESS, LINK, ANCHOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that a reader of a page would stumble over: one of the kinds, where, and what."""

    kind: str
    page: str
    what: str

    def __str__(self) -> str:
        """Tell where it is, and what."""
        return f"{self.page}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What a walk found: the seconds from asking for a page until it could be read, by page, and every fault."""

    seconds: dict[str, float]
    faults: tuple[Fault, ...]

    def of(self, kind: str) -> tuple[Fault, ...]:
        """Answer the faults of a kind."""
        return tuple(one for one in self.faults if one.kind == kind)


def pages_of(site: Path) -> Iterator[str]:
    """Yield the address of every page of a site, as readers know it."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix().removesuffix("index.html")


def file_at(site: Path, address: str) -> Path:
    """Answer the file of a site that a host shows under an address."""
    file = site / address
    return file / "index.html" if file.is_dir() else file


def walk(browser: Browser, site: Path, pages: Iterable[str] | None = None) -> Walk:
    """Open the pages of a site, or those that are named, in two tabs by turns, and follow all their links."""
    with served(site, keep=KEEP) as root, browser.new_context(reduced_motion="reduce") as context:
        context.set_default_timeout(PATIENCE)
        context.add_init_script(WATCH)
        visited = _Visited(root=root, site=site)
        tabs = [_Tab(context, visited) for _ in range(TABS)]
        for address, tab in zip(pages_of(site) if pages is None else pages, cycle(tabs)):
            tab.open(address)
        for tab in tabs:
            tab.read()
    return visited.walk()


class _Visited:
    """What the tabs of a walk have seen so far."""

    def __init__(self, *, root: str, site: Path) -> None:
        self.root = root
        self._site = site
        self._seconds: dict[str, float] = {}
        self._faults: list[Fault] = []
        self._links: dict[str, str] = {}
        self._anchors: dict[Path, frozenset[str]] = {}

    def fault(self, kind: str, page: str, what: str) -> None:
        self._faults.append(Fault(kind=kind, page=page, what=what.replace(self.root, "/")))

    def page(self, address: str, seen: dict[str, Any]) -> None:
        self._seconds[address] = seen["milliseconds"] / 1000
        self._anchors[file_at(self._site, address)] = frozenset(seen["anchors"])
        for link in seen["links"]:
            self._links.setdefault(link, address)
        for link in seen["broken"]:
            self.fault(LINK, address, link)
        for violation in seen["violations"]:
            self.fault(VIOLATION, address, violation)
        if not seen["headings"] or not seen["title"]:
            self.fault(NAMELESS, address, f"{seen['headings']} headings, title {seen['title']!r}")

    def walk(self) -> Walk:
        for link, page in self._links.items():
            if link.startswith(self.root):
                self._follow(link, page)
        return Walk(seconds=self._seconds, faults=tuple(self._faults))

    def _follow(self, link: str, page: str) -> None:
        address, fragment = urldefrag(link)
        file = file_at(self._site, unquote(urlsplit(address).path).removeprefix("/"))
        if not file.is_file():
            self.fault(LINK, page, link)
        elif fragment and file.suffix == ".html" and unquote(fragment) not in self._anchors_of(file):
            self.fault(ANCHOR, page, link)

    def _anchors_of(self, file: Path) -> frozenset[str]:
        """Read the anchors of a page that was not walked from its file."""
        if file not in self._anchors:
            parser = _Anchors()
            parser.feed(file.read_text(encoding="utf-8"))
            self._anchors[file] = frozenset(parser.found)
        return self._anchors[file]


class _Tab:
    """A tab of the browser: it reads the page that it shows before it opens the next, while others load theirs."""

    def __init__(self, context: BrowserContext, visited: _Visited) -> None:
        self._visited = visited
        self._address: str | None = None
        self._page = context.new_page()
        self._page.on("console", self._on_console)
        self._page.on("pageerror", lambda error: self._fault(EXCEPTION, str(error)))
        self._page.on("request", self._on_request)
        self._page.on("requestfailed", self._on_failure)
        self._page.on("response", self._on_response)

    def open(self, address: str) -> None:
        self.read()
        self._page.goto(self._visited.root + address, wait_until="commit")
        self._address = address

    def read(self) -> None:
        if self._address is not None:
            self._page.wait_for_load_state("load")
            self._visited.page(self._address, self._page.evaluate(READ))

    def _fault(self, kind: str, what: str) -> None:
        self._visited.fault(kind, self._page.url.removeprefix(self._visited.root), what)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._fault(CONSOLE, message.text)

    def _on_request(self, request: Request) -> None:
        if self._is_foreign(request.url):
            self._fault(FOREIGN, request.url)

    def _on_failure(self, request: Request) -> None:
        # A page that is left while it loads something does not wait for it.
        if request.failure != "net::ERR_ABORTED" and not self._is_foreign(request.url):
            self._fault(FAILED, f"{request.url} {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= FAULTY and not self._is_foreign(response.url):
            self._fault(FAILED, f"{response.url} {response.status}")

    def _is_foreign(self, url: str) -> bool:
        return not url.startswith((self._visited.root, f"blob:{self._visited.root}", "data:"))


class _Anchors(HTMLParser):
    """The ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found.update(value for name, value in attrs if name == "id" and value)

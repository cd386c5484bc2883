"""A finished edition as readers meet it: walked in a real browser, searched, and weighed."""

from __future__ import annotations

import gzip
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as LateError

from tests.bench.figures import RUNS, Row
from tests.bench.peers import RECORDS
from tests.browser.conftest import chromium_without_a_window
from tests.browser.served import served
from tests.browser.walk import KEEP, KINDS, Fault, file_at, pages_of, walk

KB = 1000
PATIENCE = 30_000.0
"""Milliseconds for the search to answer."""
NAMED = 3
"""So many faults of a kind are named in the table; all of them are counted."""
INDEX = Path("search", "search_index.json")


def rows(site: Path) -> Iterator[Row]:
    """Weigh, search and walk a site."""
    yield from weighed(site)
    yield from searched(site)
    yield from walked(site)


def walked(site: Path) -> Iterator[Row]:
    """Walk every page of a site in Chromium: its faults by kind, and how long a page takes until it can be read."""
    with chromium_without_a_window() as browser:
        start = perf_counter()
        found = walk(browser, site)
        taken = perf_counter() - start
    size = f"{len(found.seconds):,} pages"
    slowest = max(found.seconds, key=lambda address: found.seconds[address])
    median = statistics.median(found.seconds.values())
    yield Row(work="walk every page in Chromium", size=size, figure=f"{taken:.0f} s")
    yield Row(work="… from asking for a page until it can be read, median", size=size, figure=f"{median:.2f} s")
    yield Row(work="… slowest", size=size, figure=f"{found.seconds[slowest]:.2f} s, /{slowest}")
    for kind in KINDS:
        yield Row(work=f"… {kind}", size=size, figure=_told(found.of(kind)), bar="0")


def _told(faults: tuple[Fault, ...]) -> str:
    return ": ".join(part for part in (f"{len(faults)}", "; ".join(str(one) for one in faults[:NAMED])) if part)


def weighed(site: Path) -> Iterator[Row]:
    """Weigh every page of a site, compressed by gzip as hosts do."""
    weights = {address: _weight(file_at(site, address)) for address in pages_of(site)}
    records = {address: weight for address, weight in weights.items() if _is_of_a_record(address)}
    size = f"{len(weights):,} pages"
    yield Row(work="heaviest page of a record, compressed", size=size, figure=_heaviest(records), bar="≤ 30 KB")
    yield Row(work="heaviest page of all, compressed", size=size, figure=_heaviest(weights), bar="≤ 250 KB")


def _is_of_a_record(address: str) -> bool:
    kind, _, rest = address.partition("/")
    return kind in RECORDS and bool(rest)


def _weight(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))


def _heaviest(weights: dict[str, int]) -> str:
    heaviest = max(weights, key=lambda address: weights[address])
    return f"{_kilobytes(weights[heaviest])}, /{heaviest}"


def _kilobytes(weight: int) -> str:
    return f"{weight / KB:,.1f} KB"


def searched(site: Path) -> Iterator[Row]:
    """Search a site in Chromium: what a reader fetches for it, how long it takes, whether an id comes first."""
    names = tuple(_some_records(site))
    size = f"{sum(1 for _ in pages_of(site)):,} pages"
    with chromium_without_a_window() as browser, served(site, keep=KEEP) as root:
        taken = [_seconds_to_find(browser, root, names[number % len(names)]) for number in range(RUNS)]
        missed = _missed(browser, root, names)
    weight = _kilobytes(_weight(site / INDEX))
    yield Row(work="search: index, compressed", size=size, figure=weight, bar="≤ 1,000 KB")
    median = f"{statistics.median(taken):.2f} s (slowest {max(taken):.2f} s)"
    yield Row(work="search: from the click into the field to the first result", size=size, figure=median, bar="≤ 2 s")
    found = f"{len(names) - len(missed)} of {len(names)}" + "".join(f"; {one}" for one in missed)
    yield Row(work="search: ids that find their page first", size=size, figure=found, bar="all")


def _some_records(site: Path) -> Iterator[str]:
    """Yield the addresses of a few records of each kind, patches first."""
    for kind in RECORDS:
        names = sorted(path.parent.name for path in site.glob(f"{kind}/*-*/index.html"))
        yield from dict.fromkeys(f"{kind}/{names[place]}/" for place in (0, len(names) // 3, -1) if names)


def _seconds_to_find(browser: Browser, root: str, address: str) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.goto(root, wait_until="load")
    start = perf_counter()
    _ask(page, address)
    page.locator(".md-search-result__item").first.wait_for(timeout=PATIENCE)
    seconds = perf_counter() - start
    context.close()
    return seconds


def _missed(browser: Browser, root: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Answer the records whose id, typed, finds something else first or nothing."""
    page = browser.new_page()
    page.goto(root, wait_until="load")
    missed = tuple(address for address in names if not _is_first(page, root, address))
    page.close()
    return missed


def _is_first(page: Page, root: str, address: str) -> bool:
    _ask(page, address)
    try:
        page.locator(f".md-search-result__item a[href='{root}{address}']").wait_for(timeout=PATIENCE)
    except LateError:
        return False
    return page.locator(".md-search-result__item a").first.get_attribute("href") == f"{root}{address}"


def _ask(page: Page, address: str) -> None:
    """Type the id of a record as a reader does; the theme searches when a key is let go."""
    field = page.get_by_placeholder("Search")
    field.click()
    field.fill(address.rstrip("/").rpartition("/")[2])
    field.press("End")


if __name__ == "__main__":
    for folder in sys.argv[1:]:
        for row in rows(Path(folder)):
            sys.stdout.write(f"| {row.work} | {row.size} | {row.figure} | {row.bar} |\n")
            sys.stdout.flush()

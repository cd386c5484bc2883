"""`make bench`: prints the figures as a table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench import changes, following, observing, peers, walking
from tests.bench.figures import Row, building, checking, growth, pouring, reading, temporary, worlds_in
from tests.bench.worlds import write

SIZES = (1_000, 10_000, 50_000)
POURED = 10_000
PAGES = 20_000
"""Half of all records have a page of their own."""
FEW = 5_000
"""So many that a generator which writes every page into every other is done in minutes."""


def rows(sizes: tuple[int, ...]) -> Iterator[Row]:
    """Measure everything, the worlds from small to large."""
    with temporary() as folder:
        worlds = worlds_in(Path(folder), sizes)
        for size, root in worlds.items():
            yield from reading(root)
            yield from checking(root)
            yield from building(root, Path(folder) / f"site-{size}")
            if size == POURED:
                yield from walking.rows(Path(folder) / f"site-{size}")
                yield from pouring(root, Path(folder) / "poured")
                yield from following.rows(root, Path(folder))
        if len(worlds) > 1:
            yield from growth(worlds)
        pages = Path(folder) / "pages"
        write(pages / "world", PAGES)
        yield from peers.rows(pages / "world", pages)
        yield from walking.searched(pages / "ours")
        few = Path(folder) / "few"
        write(few / "world", FEW)
        yield from peers.rows_in_navigation(few / "world", few)
    yield from changes.run()
    yield from observing.rows()


def main() -> None:
    """Print the rows as they come."""
    parser = argparse.ArgumentParser(description="Measure reading, checking and building on generated worlds.")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="records of each world")
    sizes = tuple(parser.parse_args().sizes)
    sys.stdout.write("| work | size | figure | bar |\n|---|---|---|---|\n")
    for row in rows(sizes):
        sys.stdout.write(f"| {row.work} | {row.size} | {row.figure} | {row.bar} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

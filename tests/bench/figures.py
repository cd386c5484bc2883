"""What the benchmark measures: medians of several runs, peers beside ours in the same run."""

from __future__ import annotations

import gc
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from yaml import CSafeLoader, load

from generator.assets import mkdocs_configuration, site_templates
from generator.edition import gather
from generator.files import files_on_disk
from generator.mkdocs_plugin import build_site
from generator.pages.every import every_page
from generator.pages.imprint import imprint_of
from generator.policy.checking import check
from generator.policy.rule import Facts
from generator.registry import Registry
from tests.bench.worlds import CLOCK, write

RUNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the printed table: what was done, how much of it, the figure, and the bar where there is one."""

    work: str
    size: str
    figure: str
    bar: str = ""


def median_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Time a piece of work: the median of processor seconds, the collector resting for ours and peers alike."""
    taken = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        start = time.process_time()
        kept = work()
        taken.append(time.process_time() - start)
        gc.enable()
        del kept
    return statistics.median(taken)


def reading(root: Path) -> Iterator[Row]:
    """Measure reading with all positions and refusals against libyaml's own safe loader on the same files."""
    sources = [source for source in files_on_disk(root) if source.content]
    ours = median_seconds(lambda: Registry.of(sources))
    peer = median_seconds(lambda: [load(source.content, Loader=CSafeLoader) for source in sources])
    size = f"{len(sources)} records"
    yield Row(work="read, every position and refusal", size=size, figure=f"{len(sources) / ours:,.0f} records/s")
    yield Row(work="… against yaml.CSafeLoader", size=size, figure=f"{ours / peer:.2f} ×", bar="≤ 1.2 ×")


def checking(root: Path) -> Iterator[Row]:
    """Measure all rules on records that are read already, cold: nothing of an earlier run is kept."""
    sources = list(files_on_disk(root))
    taken = []
    for _ in range(3):
        registry = Registry.of(sources)
        gc.collect()
        gc.disable()
        start = time.process_time()
        findings = check(Facts(registry=registry, today=CLOCK))
        taken.append(time.process_time() - start)
        gc.enable()
        del findings
    speed = len(sources) / statistics.median(taken)
    yield Row(work="all rules, cold", size=f"{len(sources)} records", figure=f"{speed:,.0f} records/s", bar="≥ 3,000")


def pouring(root: Path, out: Path) -> Iterator[Row]:
    """Measure pouring alone: pages that are worked out already go through the theme, with search index and sitemap."""
    edition = gather(root, CLOCK, CLOCK)
    pages = tuple(every_page(edition))
    start = time.perf_counter()
    build_site(
        config_file=mkdocs_configuration(),
        templates=site_templates(),
        site_dir=out,
        portions=[pages[start : start + 400] for start in range(0, len(pages), 400)],
        imprint=imprint_of(edition),
    )
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    contents = [path.read_bytes() for path in out.rglob("*.html")]
    for number, content in enumerate(contents):
        (out / f"{number}.copy").write_bytes(content)
    bytes_alone = time.perf_counter() - start
    size = f"{len(pages):,} pages"
    yield Row(work="pour, with theme, search index and sitemap", size=size, figure=f"{seconds:.1f} s")
    yield Row(work="… for 10,000 pages", size=size, figure=f"{seconds / len(pages) * 10_000:.1f} s", bar="≤ 5 s")
    yield Row(work="… the same bytes read and written alone", size=size, figure=f"{bytes_alone:.1f} s")


def building(root: Path, out: Path) -> Iterator[Row]:
    """Measure a whole build in a process of its own, wall clock and peak memory, and how many pages came out."""
    size, seconds, memory = _built(root, out)
    pages = sum(1 for _ in out.rglob("*.html"))
    yield Row(
        work="build the edition, whole process", size=size, figure=f"{seconds:.1f} s, {pages / seconds:,.0f} pages/s"
    )
    yield Row(work="… pages", size=size, figure=f"{pages:,}")
    yield Row(work="… peak memory", size=size, figure=f"{memory:.0f} MiB", bar="≤ 350 MiB at 10,000")


def _built(root: Path, out: Path) -> tuple[str, float, float]:
    code = (
        "import resource, sys; from generator.cli import _exit_code; "
        f"code = _exit_code(['--root', {str(root)!r}, 'build', '--out', {str(out)!r}]); "
        "print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))); "
        "sys.exit(code)"
    )
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    records = sum(1 for _ in (root / "data").rglob("*.yaml"))
    return f"{records} records", seconds, int(done.stdout.split()[-1]) / 1024


def growth(worlds: dict[int, Path]) -> Iterator[Row]:
    """Measure how the time of reading and of checking grows from the smallest world to the largest."""
    times: dict[str, list[tuple[int, float]]] = {"read": [], "check": []}
    for path in worlds.values():
        sources = list(files_on_disk(path))
        times["read"].append((len(sources), median_seconds(lambda sources=sources: Registry.of(sources), 3)))  # type: ignore[misc]
        registry = Registry.of(sources)
        facts = (Facts(registry=Registry.of(sources), today=CLOCK) for _ in range(3))
        times["check"].append((len(registry.files), median_seconds(lambda facts=facts: check(next(facts)), 3)))  # type: ignore[misc]
    for work, points in times.items():
        (small, fast), (large, slow) = points[0], points[-1]
        exponent = math.log(slow / fast) / math.log(large / small)
        bar = "≤ 1.1" if work == "read" else "≤ 1.05"
        yield Row(work=f"growth of {work}", size=f"{small} to {large}", figure=f"n^{exponent:.2f}", bar=bar)


def peak_memory() -> float:
    """Tell the peak memory of this process, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def worlds_in(folder: Path, sizes: tuple[int, ...]) -> dict[int, Path]:
    """Write a world of each size below a folder."""
    made = {size: folder / f"world-{size}" for size in sizes}
    for size, path in made.items():
        write(path, size)
    return made


def temporary() -> tempfile.TemporaryDirectory[str]:
    """Tell a folder for worlds that is gone afterwards."""
    return tempfile.TemporaryDirectory(prefix="pps-bench-")

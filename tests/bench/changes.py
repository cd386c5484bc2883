"""A pull request of ten records against a repository with a long history: how long `pps check --base` takes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench.figures import Row
from tests.bench.worlds import world

RECORDS = 10_000
COMMITS = 20_000
CHANGED = 10
RUNS = 5
BAR = 1.0
"""Seconds for the whole process once the store is warm."""
_IDENTITY = "Somebody <somebody@example.org>"
_START = 1_180_000_000


def run(records: int = RECORDS, commits: int = COMMITS) -> list[Row]:
    """Measure whole processes: the median of five runs, but for the two that are only made once."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "bulletin"
        _repository(root, dict(world(records)), commits)
        environment = os.environ | {"XDG_CACHE_HOME": f"{folder}/cache"}
        cold = _seconds(root, environment, "check", "--base", "main")
        warm = median(_seconds(root, environment, "check", "--base", "main") for _ in range(RUNS))
        told = median(_seconds(root, environment, "diff", "main") for _ in range(RUNS))
        plain = median(_seconds(root, environment, "check") for _ in range(RUNS))
        start = median(_seconds(root, environment, "--version") for _ in range(RUNS))
        audit = _seconds(root, environment, "audit")
    size = f"{CHANGED} of {records:,} records, {commits:,} commits"
    return [
        Row(work="check a pull request, store warm", size=size, figure=f"{warm:.2f} s", bar=f"<= {BAR} s"),
        Row(work="check a pull request, store empty", size=size, figure=f"{cold:.2f} s"),
        Row(work="tell what its merge will do (pps diff)", size=size, figure=f"{told:.2f} s"),
        Row(work="check everything, store warm", size=f"{records:,}", figure=f"{plain:.2f} s"),
        Row(work="audit", size=f"{commits:,} commits", figure=f"{audit:.2f} s"),
        Row(work="start and stop, part of all of these", size="-", figure=f"{start:.2f} s"),
    ]


def _repository(root: Path, files: Mapping[str, str], commits: int) -> None:
    """Make a repository in one pass of git, and stand on a branch that adds a note to ten patches."""
    root.mkdir()
    _git(root, "init", "--quiet", "--initial-branch=main")
    stream = b"".join(_stream(files, commits))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=stream, check=True)
    _git(root, "checkout", "--quiet", "-b", "change", "main")
    for path in [path for path in files if path.startswith("data/patches/")][50 : 50 + CHANGED]:
        note = "  - {type: note, date: 2008-06-20, by: coord-lena, role: pps-coordination, note: seen}\n"
        (root / path).write_text(files[path] + note, encoding="utf-8")
    _git(root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--all", "--message", "note")


def _stream(files: Mapping[str, str], commits: int) -> Iterator[bytes]:
    """Yield a history in which all records are imported, and then a site changes its name again and again."""
    sites = [path for path in files if path.startswith("data/sites/")]
    yield from _commit(0, files)
    for number in range(1, commits - 1):
        path = sites[number % len(sites)]
        yield from _commit(number, {path: f"# edition {number}\n{files[path]}"})
    yield from _commit(commits - 1, {path: files[path] for path in sites})


def _commit(number: int, files: Mapping[str, str]) -> Iterator[bytes]:
    message = f"step {number}"
    yield f"commit refs/heads/main\ncommitter {_IDENTITY} {_START + 900 * number} +0000\n".encode()
    yield f"data {len(message)}\n{message}\n".encode()
    for path, text in files.items():
        content = text.encode()
        yield f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n"


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True)


def _seconds(root: Path, environment: Mapping[str, str], *arguments: str) -> float:
    command = [sys.executable, "-c", "from generator.cli import main; main()", "--root", str(root), *arguments]
    start = perf_counter()
    subprocess.run(command, env=dict(environment), capture_output=True, check=False)
    return perf_counter() - start


if __name__ == "__main__":
    for row in run():
        sys.stdout.write(f"| {row.work} | {row.size} | {row.figure} | {row.bar} |\n")

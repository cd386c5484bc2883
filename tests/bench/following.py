"""How long the preview takes to show a changed record, as somebody waits for it who has the page open."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import RUNS, Row
from tests.bench.peers import PPS

PATIENCE = 300.0


def rows(root: Path, folder: Path) -> Iterator[Row]:
    """Serve the world at a root, change the title of one patch again and again, and wait for its page each time."""
    record = min((root / "data" / "patches").iterdir())
    before = record.read_text(encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = (*PPS, "--root", str(root), "serve", "--out", str(folder / "served"), "--port", str(port))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}, **quiet) as server:  # type: ignore[call-overload]
        try:
            address = f"http://127.0.0.1:{port}/patches/{record.stem}/"
            _wait_for(record.stem, address)
            time.sleep(1)  # the watch begins a moment after the first answer
            taken = [_seconds_to_show(f"Title {number} of the day", record, before, address) for number in range(RUNS)]
        finally:
            server.terminate()
            record.write_text(before, encoding="utf-8")
    records = sum(1 for _ in (root / "data").rglob("*.yaml"))
    figure = f"{statistics.median(taken):.2f} s (slowest {max(taken):.2f} s)"
    yield Row(
        work="pps serve: a changed record until its page shows it",
        size=f"{records:,} records",
        figure=figure,
        bar="≤ 1 s",
    )


def _seconds_to_show(title: str, record: Path, before: str, address: str) -> float:
    lines = [f'title: "{title}"' if line.startswith("title:") else line for line in before.splitlines()]
    record.write_text("\n".join((*lines, "")), encoding="utf-8")
    start = time.perf_counter()
    _wait_for(title, address)
    return time.perf_counter() - start


def _wait_for(words: str, address: str) -> None:
    end = time.monotonic() + PATIENCE
    while words not in _page(address):
        if time.monotonic() > end:
            raise TimeoutError(f"{address} does not show {words!r}")
        time.sleep(0.02)


def _page(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - loopback
            return str(answer.read(), "utf-8")
    except OSError:
        return ""

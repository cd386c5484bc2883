"""`pps serve`: the site on this machine, which follows the records."""

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import BARE, BUG, PPS, change, new_world, pps

PATIENCE = 60.0
BEFORE, AFTER = "of a client that went away", "of a client that is gone"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Answers a repository with the small world."""
    return new_world(tmp_path / "records")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Answers the file that takes what the server says."""
    return tmp_path / "log"


@pytest.fixture
def address(root: Path, log: Path) -> Iterator[str]:
    """Serves the site of the repository in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (
        log.open("w", encoding="utf-8") as said,
        subprocess.Popen((*PPS, "serve", "--port", str(port)), cwd=root, env=BARE, stdout=said, stderr=said) as server,
    ):
        yield f"http://127.0.0.1:{port}/"
        server.terminate()


def _page(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - loopback
            page: str = answer.read().decode()
            return page
    except OSError:
        return ""


def _wait_for(words: str, of: str | Path) -> None:
    """Waits until a page or a file holds some words."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = of.read_text(encoding="utf-8") if isinstance(of, Path) else _page(of)
        if words in found:
            return
        time.sleep(0.1)
    pytest.fail(f"{words!r} did not come in {PATIENCE:.0f} s")


def test_the_site_follows_the_records_and_outlives_their_errors(root: Path, log: Path, address: str) -> None:
    bug = f"{address}bugs/BUG-1301/"
    _wait_for(BEFORE, bug)
    change(root, BUG, BEFORE, AFTER)
    _wait_for(AFTER, bug)
    change(root, BUG, "security: false", "security: nein")
    _wait_for("no site is built from records with errors (1); mend them, or --allow-errors; the old edition stays", log)

    assert AFTER in _page(bug)
    change(root, BUG, "security: nein", "security: false")
    change(root, BUG, AFTER, BEFORE)
    _wait_for(BEFORE, bug)


def test_nothing_is_served_from_records_with_errors(root: Path) -> None:
    change(root, BUG, "security: false", "security: nein")
    ran = pps(root, "serve", "--port", "1")

    assert 1 == ran.code
    assert "no site is built from records with errors (1)" in ran.err

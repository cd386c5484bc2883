"""The live preview: it serves the site on loopback and builds it again when something changes."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVER = """
import sys
from pathlib import Path
from generator.mkdocs_plugin import serve
records, site = Path(sys.argv[1]), Path(sys.argv[2])
def build():
    (site / "index.html").write_text(records.joinpath("patch.yaml").read_text())
build()
serve(build=build, site_dir=site, watched=[records], host="127.0.0.1", port=int(sys.argv[3]))
"""
PATIENCE = 20.0


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Answers a folder of records with one patch."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "patch.yaml").write_text("title: before", encoding="utf-8")
    return folder


@pytest.fixture
def address(records: Path, tmp_path: Path) -> Iterator[str]:
    """Serves the site of the records in a process of its own."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "404.html").write_text("nothing is here", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", SERVER, str(records), str(site), str(port)]
    with subprocess.Popen(command) as server:
        yield f"http://127.0.0.1:{port}/"
        server.terminate()


def _shown(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - loopback
            return str(answer.read(), "utf-8")
    except urllib.error.HTTPError as error:
        with error:
            return str(error.read(), "utf-8")
    except urllib.error.URLError:
        return "no answer yet"


def _shows_in_time(address: str, text: str) -> bool:
    end = time.monotonic() + PATIENCE
    while text not in _shown(address):
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def test_a_changed_record_is_shown_at_the_same_address(address: str, records: Path) -> None:
    before = _shows_in_time(address, "title: before")
    time.sleep(1)  # the watch begins a moment after the first answer
    (records / "patch.yaml").write_text("title: after, and longer", encoding="utf-8")

    assert before
    assert _shows_in_time(address, "title: after, and longer")


def test_a_lost_reader_gets_the_page_of_the_site(address: str) -> None:
    assert _shows_in_time(address, "title: before")
    assert "nothing is here" in _shown(address + "patches/PATCH-0/")

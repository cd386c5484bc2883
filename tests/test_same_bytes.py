"""The same records give the same bytes: whatever the clock, the language, the seed and the order of the files."""

import gzip
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.commands import BARE, PPS

CHECKOUT = Path(__file__).resolve().parent.parent
HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "SITE_URL": "https://bulletin.example.org/pps/"}
THERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "PYTHONHASHSEED": "20080620",
    "SITE_URL": "https://bulletin.example.org/pps/",
}


def _copy(folder: Path, *, backwards: bool) -> Path:
    """Answers a repository with the demonstration data, whose files were made in an order."""
    for path in sorted((CHECKOUT / "data").rglob("*.yaml"), reverse=backwards):
        target = folder / path.relative_to(CHECKOUT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        os.utime(target, (0, 0) if backwards else None)
    return folder


def _built(root: Path, settings: dict[str, str]) -> dict[str, bytes]:
    """Answers every file of a site built by a process of its own."""
    subprocess.run((*PPS, "build", "--out", "site"), cwd=root, env=BARE | settings, check=True, capture_output=True)
    site = root / "site"
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Answers a site as it is built here."""
    return _built(_copy(tmp_path_factory.mktemp("here"), backwards=False), HERE)


def _different(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_another_zone_language_seed_and_order_give_the_same_bytes(first: dict[str, bytes], tmp_path: Path) -> None:
    second = _built(_copy(tmp_path, backwards=True), THERE)

    assert len(first) > 1000
    assert [] == _different(first, second)


def test_the_day_of_the_build_does_not_matter(first: dict[str, bytes], tmp_path: Path) -> None:
    second = _built(_copy(tmp_path, backwards=False), HERE | {"SOURCE_DATE_EPOCH": "1213920000"})

    assert [] == _different(first, second)


def test_a_build_over_an_old_edition_gives_the_same_bytes(first: dict[str, bytes], tmp_path: Path) -> None:
    root = _copy(tmp_path, backwards=False)
    _built(root, HERE)

    assert [] == _different(first, _built(root, THERE))


def test_no_file_holds_a_moment_of_packing(first: dict[str, bytes]) -> None:
    packed = {name: content for name, content in first.items() if name.endswith(".gz")}

    assert [] == [name for name, content in packed.items() if content[4:8] != bytes(4) or not gzip.decompress(content)]

"""What earlier runs read is used again, and never believed when it is broken."""

import os
import random
import sqlite3
from pathlib import Path

import pytest

from generator.files import SourceFile, files_on_disk
from generator.history.readings import files_through
from generator.history.store import Store
from generator.records.structure import structures
from generator.registry import Registry
from tests.history.checkouts import WORLD

SOURCES = (
    *files_on_disk(WORLD),
    SourceFile(path="data/people/broken.yaml", content=b'name: "open\n'),
    SourceFile(path="data/people/misspelt.yaml", content=b"name: x\nroles: []\nnmae: y\n"),
    SourceFile(path="data/people/Not-An-Id.yaml", content=b"name: x\nroles: []\n"),
    SourceFile(path="data/elsewhere/x.yaml", content=b"name: x\n"),
)


def database(folder: Path) -> Path:
    (found,) = folder.glob("*.sqlite3")
    return found


def test_what_comes_from_the_store_is_what_reading_gives(tmp_path: Path) -> None:
    expected = Registry.of(SOURCES)
    files_through(Store(tmp_path), SOURCES)
    again = files_through(Store(tmp_path), SOURCES)

    assert expected.files == again
    for one, other in zip(expected.files, again, strict=True):
        if one.record is not None and other.record is not None:
            for (_, here), (_, there) in zip(structures(one.record), structures(other.record), strict=True):
                marks = (here.at.line, here.at.column, here.at.fields, here.at.items)

                assert marks == (there.at.line, there.at.column, there.at.fields, there.at.items)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = "data/people/one.yaml"
    files_through(Store(tmp_path), [SourceFile(path=path, content=b"name: One\nroles: []\n")])
    (file,) = files_through(Store(tmp_path), [SourceFile(path=path, content=b"name: Two\nroles: []\n")])

    assert "Two" == getattr(file.record, "name", None)


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_store_is_read_past_and_mended(tmp_path: Path, seed: int) -> None:
    expected = files_through(Store(tmp_path), SOURCES)
    file, dice = database(tmp_path), random.Random(seed)  # noqa: S311 - damage is drawn, not secured
    content = bytearray(file.read_bytes())
    for _ in range(1 + seed * 40):
        content[dice.randrange(len(content))] = dice.randrange(256)
    file.write_bytes(content[: len(content) if seed % 3 else dice.randrange(len(content))])

    assert expected == files_through(Store(tmp_path), SOURCES)


@pytest.mark.parametrize("junk", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_store_that_is_no_database_is_made_anew(tmp_path: Path, junk: bytes) -> None:
    expected = files_through(Store(tmp_path), SOURCES)
    database(tmp_path).write_bytes(junk)

    assert expected == files_through(Store(tmp_path), SOURCES)
    assert expected == files_through(Store(tmp_path), SOURCES)
    assert sqlite3.connect(database(tmp_path)).execute("select count(*) from readings").fetchone()[0] > 50


def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    os.chmod(shared, 0o777)  # noqa: PTH101, S103 - the mode is the point
    files_through(Store(shared), SOURCES)

    assert [] == list(shared.iterdir())


def test_a_folder_that_is_a_link_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to("real")
    files_through(Store(tmp_path / "link"), SOURCES)

    assert [] == list((tmp_path / "real").iterdir())


def test_without_a_folder_nothing_is_kept() -> None:
    assert Registry.of(SOURCES).files == files_through(Store(None), SOURCES)


def test_the_store_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.history.store.MOST", 0)
    for number in range(20):
        content = f"name: P{number}\nroles: []\n".encode()
        files_through(Store(tmp_path), [SourceFile(path="data/people/one.yaml", content=content)])

    kept = sqlite3.connect(database(tmp_path)).execute("select count(*) from readings").fetchone()[0]

    assert kept <= 4


def test_stores_of_older_versions_are_removed_but_for_a_few(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"readings-{number:016d}.sqlite3").write_bytes(b"")
    Store(tmp_path)

    assert 4 == len(list(tmp_path.iterdir()))

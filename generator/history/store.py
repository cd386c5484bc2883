"""
What reading gave, kept between runs: a small database of plain data, keyed by path and content id.

A reading follows from the path and the bytes of a file alone, so an entry never grows old; the file's name carries the
version of the tool and a digest of everything that reads, so another tool never finds it. Each entry is sealed by a
checksum, and what does not hold is read again and written anew. Deleting the folder costs a second, nothing else.

The folder belongs to the user and lies outside the repository: a change could smuggle readings into a folder of the
repository, and then nobody would judge what its records say. A folder that others may write to is not used. Nothing
that is kept here can run: it is numbers and texts, never pickled objects.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sqlite3
import stat
import sys
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import generator
from generator import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Key = tuple[str, str]
"""The path of a file below the root, and the id of its content."""

Entry = tuple[Key, bytes, bytes]
"""What is kept of a file: its key, its outline and its reading, both packed."""

MOST: Final = 40_000
"""Entries kept; a larger repository keeps four times its own number."""
_VERSIONS: Final = 4
_READERS: Final = ("files.py", "findings.py", "references.py", "terms.py", "history", "records")
_TABLES: Final = """
create table if not exists outlines (path text, blob text, outline blob, primary key (path, blob)) without rowid;
create table if not exists readings (path text, blob text, reading blob, primary key (path, blob));
"""


class Store:
    """The readings of earlier runs; where the disk refuses, it forgets them and keeps silent."""

    def __init__(self, folder: Path | None) -> None:
        """Open the store in a folder of the user, making both where they are missing; without one keep nothing."""
        self._connection = self._opened(folder)

    @staticmethod
    def _opened(folder: Path | None) -> sqlite3.Connection:
        if folder is not None and _is_private(folder):
            file = folder / f"readings-{_digest()}.sqlite3"
            for attempt in ("as it is", "anew"):
                with contextlib.suppress(OSError, sqlite3.Error):
                    if attempt == "anew":
                        file.unlink()
                    if not file.exists():
                        _prune(folder)
                    return _connected(str(file))
        return _connected(":memory:")

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def outlines(self) -> dict[Key, bytes]:
        """Tell every outline that is kept, packed."""
        found = self._select("select path, blob, outline from outlines")
        return {(path, blob): data for path, blob, sealed in found if (data := _unsealed(sealed)) is not None}

    def readings(self, keys: Iterable[Key] | None = None) -> dict[Key, bytes]:
        """Tell the readings of some keys, packed; of all where none are named."""
        rows: list[tuple[str, str, bytes]] = []
        if keys is None:
            rows += self._select("select path, blob, reading from readings")
        else:
            for key in keys:
                rows += self._select("select path, blob, reading from readings where path = ? and blob = ?", key)
        return {(path, blob): data for path, blob, sealed in rows if (data := _unsealed(sealed)) is not None}

    def keep(self, entries: Iterable[Entry], beside: int) -> None:
        """Keep key, outline and reading of some files; `beside` is the number of files of the repository."""
        rows = [(key, _sealed(outline), _sealed(reading)) for key, outline, reading in entries]
        with contextlib.suppress(sqlite3.Error), self._connection as connection:
            (kept,) = connection.execute("select count(*) from readings").fetchone()
            if kept + len(rows) > max(MOST, 4 * beside):
                connection.execute("delete from outlines")
                connection.execute("delete from readings")
            outlines = ((*key, outline) for key, outline, _ in rows)
            readings = ((*key, reading) for key, _, reading in rows)
            connection.executemany("insert or replace into outlines values (?, ?, ?)", outlines)
            connection.executemany("insert or replace into readings values (?, ?, ?)", readings)

    def _select(self, question: str, values: tuple[str, ...] = ()) -> list[tuple[str, str, bytes]]:
        try:
            return self._connection.execute(question, values).fetchall()
        except sqlite3.Error:
            return []


def _connected(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=1)
    connection.text_factory = _text
    connection.execute("pragma synchronous = off")
    connection.executescript(_TABLES)
    return connection


def _text(raw: bytes) -> str:
    return raw.decode(errors="surrogateescape")


def _is_private(folder: Path) -> bool:
    """Tell whether nobody but the user can write to the folder, which is made where it is missing."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    foreign = stat.S_IWGRP | stat.S_IWOTH
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & foreign


def _prune(folder: Path) -> None:
    """Remove what older versions of the tool left, but for the last few."""
    old = sorted(folder.glob("readings-*.sqlite3"), key=lambda file: file.lstat().st_mtime)
    for file in old[: 1 - _VERSIONS]:
        file.unlink()


@cache
def _digest() -> str:
    """Name everything on which a reading depends: the tool, the Python, and the sources that read."""
    root = Path(generator.__file__).parent
    told = hashlib.sha256(f"{__version__} {sys.version} {marshal.version}".encode())
    for path in _sources(root):
        told.update(path.name.encode() + path.read_bytes())
    return told.hexdigest()[:16]


def _sources(root: Path) -> Iterator[Path]:
    for name in _READERS:
        yield from sorted((root / name).glob("*.py")) if (root / name).is_dir() else (root / name,)


def _sealed(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(4, "big") + data


def _unsealed(sealed: object) -> bytes | None:
    if not isinstance(sealed, bytes) or zlib.crc32(sealed[4:]) != int.from_bytes(sealed[:4], "big"):
        return None
    return sealed[4:]

"""The files of data/: what lies there, what is no record, and what reading each of them gave."""

from __future__ import annotations

import gc
import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.findings import Flaw, quoted
from generator.records.kinds import KINDS, VOCABULARY, Kind
from generator.records.reading import read_record
from generator.records.source import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.records.structure import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One entry below data/: its path below the root, its content, and why it was `refused` unread, if it was."""

    path: str
    content: bytes = b""
    refused: Flaw | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An entry below data/ as it was seen: its times in nanoseconds, its bytes, its inode, and what it held."""

    stamp: tuple[int, int, int, int]
    source: SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """
    One file of data/ as the registry knows it: the kind and stem that its path claims, and what reading gave.

    `blob` is the id that git gives its content, empty where only the name is known.
    """

    path: str
    kind: Kind | None
    stem: str
    record: Record | None
    flaws: tuple[Flaw, ...]
    blob: str = field(default="", compare=False)

    @property
    def is_safe(self) -> bool:
        """True where no file-safety rule (PPS001-PPS007) speaks; else nothing else judges the file (policy §5.3)."""
        return not any(flaw.rule.startswith("PPS00") for flaw in self.flaws)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Reading allocates much and drops nothing, so looking for garbage meanwhile is lost time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class DataMissingError(Exception):
    """The root holds no data/ folder."""


def files_on_disk(root: Path) -> Iterator[SourceFile]:
    """Yield every entry below root/data, sorted by path; nothing is followed and nothing over the limit is read.

    Raise DataMissingError where there is no folder data/.
    """
    for name, entry in _listed(root):
        yield _source(name, entry)


def looked_through(root: Path, known: Mapping[str, Seen]) -> dict[str, Seen]:
    """
    Look through every entry below root/data, sorted by path, and read only those that changed since they were seen.

    Raise DataMissingError where there is no folder data/.
    """
    found = {}
    for name, entry in _listed(root):
        status = entry.stat(follow_symlinks=False)
        stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        seen = known.get(name)
        found[name] = seen if seen and seen.stamp == stamp else Seen(stamp=stamp, source=_source(name, entry))
    return found


def _listed(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every entry below root/data with its path below the root, in order."""
    data = root / "data"
    if not data.is_dir() or data.is_symlink():
        message = f"{data} is no folder; run pps in a repository with data/, or name it with --root"
        raise DataMissingError(message)
    for entry in sorted(_entries(data), key=lambda one: one.path):
        yield f"data/{entry.path.removeprefix(f'{data}/')}", entry


def _source(name: str, entry: os.DirEntry[str]) -> SourceFile:
    if (shown := name.encode(errors="backslashreplace").decode()) != name:
        refused = _misplaced("the name is not UTF-8", "name the file after its id, with .yaml at the end")
        return SourceFile(path=shown, refused=refused)
    if entry.is_dir(follow_symlinks=False):
        return SourceFile(path=name, refused=_misplaced("folders of kinds are flat", "move the records up"))
    if entry.is_symlink():
        refused = _misplaced("the entry is a symbolic link", "put the record itself here")
        return SourceFile(path=name, refused=refused)
    if not entry.is_file(follow_symlinks=False):
        return SourceFile(path=name, refused=_misplaced("the entry is no regular file", "remove it"))
    return _read(Path(entry.path), name)


def _entries(data: Path) -> Iterator[os.DirEntry[str]]:
    """Yield what lies in data/ and in its folders; a folder further down is refused as a whole."""
    with os.scandir(data) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield entry
                continue
            with os.scandir(entry.path) as inner:
                yield from inner


def _read(path: Path, name: str) -> SourceFile:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            return (
                SourceFile(path=name, refused=_oversized(size))
                if size > MAX_BYTES
                else SourceFile(path=name, content=file.read())
            )
    except OSError as error:
        message = f"cannot read record: {error.strerror}"
        return SourceFile(path=name, refused=_flaw("PPS001", message, "make the file readable"))


def _flaw(rule: str, message: str, fix: str) -> Flaw:
    return Flaw(rule=rule, line=1, column=1, message=message, fix=fix)


def _misplaced(message: str, fix: str) -> Flaw:
    return _flaw("PPS105", message, fix)


def _oversized(size: int) -> Flaw:
    return _flaw("PPS004", f"the file has {size} bytes, limit is {MAX_BYTES}", "split or shorten the record")


def blob_id(content: bytes, algorithm: str = "sha1") -> str:
    """Tell the id that git gives a content; it names, it does not secure."""
    return hashlib.new(algorithm, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def file_of(source: SourceFile) -> File:
    """Read one entry into a record, or into every reason why not."""
    folder, _, name = source.path.removeprefix("data/").rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    kind = VOCABULARY if source.path == "data/vocab.yaml" else KINDS.get(folder)
    blob = blob_id(source.content)
    flaws = [source.refused] if source.refused else []
    if not flaws and kind is None:
        known = ", ".join(sorted(KINDS))
        flaws.append(_misplaced(f"{quoted(source.path)} lies in no folder of a kind", f"known folders: {known}"))
    elif not flaws and (suffix != "yaml" or not dot):
        flaws.append(_misplaced(f"{quoted(name)} is no *.yaml file", "name it after its id, with .yaml at the end"))
    if flaws or kind is None:
        return File(path=source.path, kind=kind, stem=stem or name, record=None, flaws=tuple(flaws), blob=blob)
    if kind.pattern.fullmatch(stem) is None:
        message = f"{quoted(stem)} is no id of a {kind.record.noun} ({kind.example})"
        flaws.append(_misplaced(message, f"name the file after its id, {kind.example}, with .yaml at the end"))
    reading = read_record(kind, stem, source.path, source.content)
    record = None if flaws else reading.record
    return File(path=source.path, kind=kind, stem=stem, record=record, flaws=(*flaws, *reading.flaws), blob=blob)

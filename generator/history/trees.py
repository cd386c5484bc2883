"""The files of data/ at a commit or in the work tree, as the registry reads them."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Final

from generator.files import SourceFile, blob_id
from generator.findings import Flaw
from generator.history.repository import Entry
from generator.records.source import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.history.repository import Repository

_SHA1: Final = 40
"""Hexadecimal digits of an id in most repositories; a few have longer ones."""
_PARTS: Final = 3
"""A record lies in data/, in the folder of its kind, under its own name."""


class Tree:
    """One state of data/: which content stands under which path, and the contents that are not in git."""

    def __init__(self, repository: Repository, entries: Mapping[str, Entry], fresh: Mapping[str, SourceFile]) -> None:
        """
        Take the entries by path below the root; `fresh` holds what was read from the disk.

        What lies below the folder of a kind is refused with its folder, as on the disk.
        """
        deep = {path for path in entries if path.count("/") >= _PARTS}
        self._repository = repository
        self._all = entries
        self.entries = {path: entry for path, entry in entries.items() if path not in deep}
        self.folders = tuple(sorted({"/".join(path.split("/")[:_PARTS]) for path in deep}))
        self.fresh = fresh

    @classmethod
    def at(cls, repository: Repository, commit: str) -> Tree:
        """Tell the tree of a commit."""
        return cls(repository, repository.tree(commit), {})

    def with_disk(self, paths: Iterable[str]) -> Tree:
        """Tell this tree with some paths as they stand on the disk."""
        entries, fresh = dict(self._all), {}
        algorithm = "sha256" if any(len(entry.blob) > _SHA1 for entry in self.entries.values()) else "sha1"
        for path in paths:
            source = on_disk(self._repository.root, path)
            entries.pop(path, None)
            if source is not None:
                fresh[path] = source
                entries[path] = Entry(mode="100644", blob="" if source.refused else blob_id(source.content, algorithm))
        return Tree(self._repository, dict(sorted(entries.items())), fresh)

    def sources(self, paths: Iterable[str]) -> Iterator[SourceFile]:
        """Read some paths of the tree, with what is no record among them, in one pass over git."""
        wanted = [path for path in paths if path in self.entries]
        asked = [path for path in wanted if path not in self.fresh and self.entries[path].mode.startswith("100")]
        contents = self._repository.contents((self.entries[path].blob for path in asked), MAX_BYTES)
        for path in wanted:
            yield self.fresh.get(path) or _source(path, self.entries[path], contents)


def contents_of(
    repository: Repository, entries: Mapping[tuple[str, str], Entry]
) -> Iterator[tuple[tuple[str, str], SourceFile]]:
    """Read entries of many trees, by path and content id, in one pass over git."""
    contents = repository.contents((one.blob for one in entries.values() if one.mode.startswith("100")), MAX_BYTES)
    for key, entry in entries.items():
        yield key, _source(key[0], entry, contents)


def on_disk(root: Path, path: str) -> SourceFile | None:
    """Read one path of the work tree as far as it is a record; None where nothing stands there."""
    target = root / path
    try:
        found = target.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if stat.S_ISLNK(found.st_mode):
        return SourceFile(path=path, refused=_link())
    if not stat.S_ISREG(found.st_mode):
        return SourceFile(path=path, refused=_irregular())
    if found.st_size > MAX_BYTES:
        return SourceFile(path=path, refused=_oversized(found.st_size))
    return SourceFile(path=path, content=target.read_bytes())


def text_on_disk(root: Path, path: str) -> str | None:
    """Read a text that is no record, such as the ownership file; None where there is none."""
    target = root / path
    return target.read_text(encoding="utf-8", errors="replace") if target.is_file() else None


def folder_source(path: str) -> SourceFile:
    """Refuse a folder below the folder of a kind."""
    return SourceFile(path=path, refused=_flaw("PPS105", "folders of kinds are flat", "move the records up"))


def _source(path: str, entry: Entry, contents: Mapping[str, bytes | int]) -> SourceFile:
    if not entry.mode.startswith("100"):
        return SourceFile(path=path, refused=_link() if entry.mode == "120000" else _irregular())
    content = contents[entry.blob]
    if isinstance(content, int):
        return SourceFile(path=path, refused=_oversized(content))
    return SourceFile(path=path, content=content)


def _link() -> Flaw:
    return _flaw("PPS105", "the entry is a symbolic link", "put the record itself here")


def _irregular() -> Flaw:
    return _flaw("PPS105", "the entry is no regular file", "remove it")


def _oversized(size: int) -> Flaw:
    return _flaw("PPS004", f"the file has {size} bytes, limit is {MAX_BYTES}", "split or shorten the record")


def _flaw(rule: str, message: str, fix: str) -> Flaw:
    return Flaw(rule=rule, line=1, column=1, message=message, fix=fix)

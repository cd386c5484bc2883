"""Files read through the store: what was read before is taken from there, the rest is read and kept."""

from __future__ import annotations

import marshal
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from generator.files import File, SourceFile, blob_id, collector_at_rest, file_of
from generator.findings import Flaw
from generator.history import outlines, packing
from generator.history.outlines import Outline, outline_of
from generator.records.kinds import KINDS, VOCABULARY
from generator.registry import Registry
from generator.workers import on_every_core

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.history.store import Entry, Key, Store
    from generator.history.trees import Tree
    from generator.records.kinds import Kind

Readings = dict[str, File]

MANY = 2_000
"""From so many files on they are read on every core; fewer are read before other processes would have begun."""

PORTION = 500


def kind_of(path: str) -> tuple[Kind | None, str]:
    """Tell the kind and stem that a path below the root claims; no kind where no record can lie there."""
    if path == "data/vocab.yaml":
        return VOCABULARY, "vocab"
    folder, _, name = path.removeprefix("data/").rpartition("/")
    stem, _, suffix = name.rpartition(".")
    kind = KINDS.get(folder)
    is_record = kind is not None and suffix == "yaml" and kind.pattern.fullmatch(stem) is not None
    return (kind if is_record else None), stem or name


def files_through(store: Store, sources: Iterable[SourceFile]) -> tuple[File, ...]:
    """Read every source, from the store where it was read before; keep what is new."""
    asked = tuple(sources)
    keys = {one.path: (one.path, blob_id(one.content)) for one in asked if _is_kept(one)}
    known = store.readings()
    with collector_at_rest():
        new = [(keys[one.path], one) for one in asked if one.path in keys and keys[one.path] not in known]
        entries = _entries(new)
        known |= {key: reading for key, _, reading in entries}
        found = tuple(_recalled(key, known[key]) if (key := keys.get(one.path)) else file_of(one) for one in asked)
    if entries:
        store.keep(entries, len(asked))
    return found


def _entries(sources: Sequence[tuple[Key, SourceFile]]) -> list[Entry]:
    """Read files that were never read before, and pack what reading gave; many are read on every core."""
    if len(sources) < MANY:
        return _read(sources)
    portions = (sources[start : start + PORTION] for start in range(0, len(sources), PORTION))
    return list(chain.from_iterable(on_every_core([partial(_read, portion) for portion in portions])))


def _read(sources: Iterable[tuple[Key, SourceFile]]) -> list[Entry]:
    return [_entry(key, file_of(one)) for key, one in sources]


def registry_through(store: Store, sources: Iterable[SourceFile]) -> Registry:
    """Tell the registry of some sources, read through the store."""
    return Registry.holding(files_through(store, sources))


class TreeReader:
    """Reads trees through the store, as little of them as is asked for."""

    def __init__(self, store: Store) -> None:
        """Take the store of the user."""
        self._store = store
        self._packed = store.outlines()
        self._outlines: dict[Key, Outline] = {}
        self._files: dict[Key, File] = {}

    def outlines(self, tree: Tree) -> dict[str, Outline]:
        """Tell the outline of every file of a tree; files that were never read are read now, and kept."""
        keys = {path: (path, entry.blob) for path, entry in tree.entries.items()}
        new = {path: key for path, key in keys.items() if key not in self._outlines}
        missing = [path for path, key in new.items() if key not in self._packed]
        if missing:
            self._read(tree, missing, keys)
        self._outlines |= {key: outlines.unpacked(self._packed[key]) for key in new.values()}
        return {path: self._outlines[key] for path, key in keys.items()}

    def _read(self, tree: Tree, paths: list[str], keys: Mapping[str, Key]) -> None:
        entries = []
        for source in tree.sources(paths):
            file = file_of(source)
            entry = _entry(keys[source.path], file)
            self._packed[entry[0]] = entry[1]
            self._files[entry[0]] = file
            if _is_kept(source):
                entries.append(entry)
        self._store.keep(entries, len(tree.entries))

    def files(self, tree: Tree, wanted: Iterable[str]) -> Readings:
        """Read some files of a tree."""
        keys = {path: (path, tree.entries[path].blob) for path in wanted if path in tree.entries}
        known = self._store.readings(key for key in keys.values() if key not in self._files)
        self._files |= {key: _recalled(key, reading) for key, reading in known.items()}
        rest = tree.sources([path for path, key in keys.items() if key not in self._files])
        self._files |= {keys[source.path]: file_of(source) for source in rest}
        return {path: self._files[key] for path, key in keys.items()}


def _is_kept(source: SourceFile) -> bool:
    return source.refused is None and kind_of(source.path)[0] is not None


def _entry(key: Key, file: File) -> Entry:
    record = packing.packed(file.record) if file.record is not None else None
    flaws = tuple((one.rule, one.line, one.column, one.message, one.fix, one.field) for one in file.flaws)
    return key, outlines.packed(outline_of(file)), marshal.dumps((record, flaws))


def _recalled(key: Key, reading: bytes) -> File:
    """Build a file from what was kept of it."""
    kind, stem = kind_of(key[0])
    data, flaws = marshal.loads(reading)  # noqa: S302 - plain data, sealed by the store
    record = None if data is None or kind is None else packing.unpacked(kind.record, data)
    return File(path=key[0], kind=kind, stem=stem, record=record, flaws=tuple(map(_flaw, flaws)), blob=key[1])


def _flaw(kept: tuple[Any, ...]) -> Flaw:
    rule, line, column, message, fix, field = kept
    return Flaw(rule=rule, line=line, column=column, message=message, fix=fix, field=field)

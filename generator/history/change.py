"""What a change did: the state that it started from, the state that it leads to, and every file that differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from generator.history.outlines import outline_of
from generator.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.files import File
    from generator.history.reviews import Evidence
    from generator.records.structure import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The newest dated fact of the base, and the file that holds it."""

    day: date
    path: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Change:
    """
    A change of data/.

    `base` is the state before it, `paths` the files below data/ that differ, `outside` the paths beside data/ that it
    changes too. `evidence` tells who approved which file; None where nobody looked. `is_first` is true where the base
    has no data/, so that everything is imported, `was_owned` where the base has an ownership file.
    """

    base: Registry
    head: Registry
    paths: tuple[str, ...]
    outside: tuple[str, ...] = ()
    newest: Newest | None = None
    evidence: Evidence | None = None
    is_first: bool = False
    was_owned: bool = False

    @cached_property
    def before(self) -> Mapping[str, File]:
        """The changed files as they were, by path."""
        return {file.path: file for file in self.base.files if file.path in self._paths}

    @cached_property
    def after(self) -> Mapping[str, File]:
        """The changed files as they are, by path."""
        return {file.path: file for file in self.head.files if file.path in self._paths}

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self.paths)

    @cached_property
    def deleted(self) -> tuple[File, ...]:
        """The files of records that are gone."""
        return tuple(file for path, file in self.before.items() if path not in self.after and file.kind is not None)

    def touches(self, record: Record) -> bool:
        """Tell whether the change edits or adds a record."""
        return record.path in self._paths

    def was(self, record: Record) -> Record | None:
        """Tell a changed record as it was; None where it is new or could not be read."""
        file = self.before.get(record.path)
        return file.record if file is not None else None


@dataclass(frozen=True, eq=False)
class PartlyRead(Registry):
    """A registry of which some records were not read; by folder and stem it knows that they are there."""

    elsewhere: frozenset[tuple[str, str]] = frozenset()

    def exists(self, folder: str, stem: str) -> bool:
        """Tell whether a record of a kind is there, read or not."""
        return (folder, stem) in self.elsewhere or super().exists(folder, stem)


def with_deleted(head: Registry, base: Registry) -> Registry:
    """Let others see the records that a change deleted as existing: a deletion is reported once (policy §5.3)."""
    present = {file.path for file in head.files}
    gone = {(file.kind.folder, file.stem) for file in base.files if file.kind and file.path not in present}
    known = head.elsewhere if isinstance(head, PartlyRead) else frozenset()
    return PartlyRead(files=head.files, by_kind=head.by_kind, unreadable=head.unreadable, elsewhere=known | gone)


def newest_of(registry: Registry) -> Newest | None:
    """Tell the newest dated fact of a registry and the file that holds it."""
    found = ((outline_of(file).newest, file.path) for file in registry.files)
    ordinal, path = max(found, default=(0, ""))
    return Newest(day=date.fromordinal(ordinal), path=path) if ordinal else None

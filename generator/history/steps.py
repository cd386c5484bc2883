"""The first-parent history as changes, one a step: what each merge found, and what it left behind."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from generator.files import file_of
from generator.history.change import Change
from generator.history.readings import kind_of
from generator.history.trees import contents_of
from generator.records.kinds import KINDS
from generator.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.files import File
    from generator.history.repository import Merge, Repository
    from generator.records.structure import Record

_BATCH: Final = 1000
_Known = dict[str, dict[str, "Record"]]


def changes(repository: Repository, merges: Iterable[Merge]) -> Iterator[tuple[Merge, Change]]:
    """
    Yield the steps of a history, from its first one on, as changes; git is asked for many at once.

    The files of base and head are those that the step touched; by their ids the records of all others are known too.
    """
    steps, is_first = iter(merges), True
    known: _Known = {folder: {} for folder in (*KINDS, "")}
    while batch := tuple(islice(steps, _BATCH)):
        files = _files(repository, batch)
        for merge in batch:
            change, known = _change(merge, files, known, is_first=is_first)
            yield merge, change
            is_first = False


def _files(repository: Repository, merges: Iterable[Merge]) -> Mapping[tuple[str, str], File]:
    """Read every record that some steps touched, in one pass over git."""
    entries = {
        (step.path, entry.blob): entry
        for merge in merges
        for step in merge.steps
        for entry in (step.before, step.after)
        if entry is not None and kind_of(step.path)[0] is not None
    }
    return {key: file_of(source) for key, source in contents_of(repository, entries)}


def _change(
    merge: Merge, files: Mapping[tuple[str, str], File], known: _Known, *, is_first: bool
) -> tuple[Change, _Known]:
    steps = [step for step in merge.steps if kind_of(step.path)[0] is not None]
    before = tuple(files[step.path, step.before.blob] for step in steps if step.before is not None)
    after = tuple(files[step.path, step.after.blob] for step in steps if step.after is not None)
    left = _with(known, before, after)
    base, head = Registry(files=before, by_kind=known), Registry(files=after, by_kind=left)
    return Change(base=base, head=head, paths=tuple(step.path for step in steps), is_first=is_first), left


def _with(known: _Known, before: tuple[File, ...], after: tuple[File, ...]) -> _Known:
    """Tell the records after a step; only the folders that it touched are copied."""
    touched = {_folder(file) for file in (*before, *after)}
    left = {folder: dict(records) if folder in touched else records for folder, records in known.items()}
    for file in before:
        left[_folder(file)].pop(file.stem, None)
    for file in after:
        if file.record is not None:
            left[_folder(file)][file.stem] = file.record
    return left


def _folder(file: File) -> str:
    return file.kind.folder if file.kind is not None else ""

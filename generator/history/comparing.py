"""The merge base against what follows it: both states read as far as the change can reach, and the change itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from generator.files import File, file_of
from generator.history.change import Change, Newest, PartlyRead, with_deleted
from generator.history.reach import Reach, Web
from generator.history.readings import TreeReader, kind_of
from generator.history.repository import Commit, HistoryError, Repository
from generator.history.reviews import evidence_of
from generator.history.trees import Tree, folder_source, text_on_disk
from generator.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.files import SourceFile
    from generator.history.outlines import Outline
    from generator.history.reviews import Evidence, Reviews
    from generator.history.store import Store

_DATA = "data/"


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparison:
    """A change with what has to be judged for it, and the commits that it lies between."""

    change: Change
    reach: Reach
    base: str
    commit: Commit
    codeowners: tuple[str | None, str | None]


def compare(  # noqa: PLR0913 - what a comparison is made of
    root: Path,
    revision: str,
    store: Store,
    *,
    head: str | None = None,
    reviews: Reviews | None,
    codeowners: str,
    is_whole: bool = False,
) -> Comparison:
    """
    Compare the merge base of a revision and `head` with `head`; without one, that of HEAD with the work tree.

    `codeowners` is the path of the ownership file below the root; with `is_whole` everything is judged. Raises
    HistoryError where git cannot answer.
    """
    repository = Repository(root)
    base_commit = repository.merge_base(revision, head or "HEAD")
    commit = Commit(id=repository.commit(head or "HEAD"), is_clean=head is not None or repository.is_clean())
    until = commit.id if head is not None else None
    changed = repository.changed_since(base_commit, until)
    prefix = f"{repository.prefix}{_DATA}"
    paths = tuple(path.removeprefix(repository.prefix) for path in changed if path.startswith(prefix))
    base = Tree.at(repository, base_commit)
    after = base.with_disk(paths) if until is None else Tree.at(repository, until)
    paths = tuple(path for path in paths if base.entries.get(path) != after.entries.get(path))
    reader = TreeReader(store)
    outlines = reader.outlines(base), reader.outlines(after)
    reach = Reach(Web(*outlines), paths, is_whole=is_whole or repository.prefix + codeowners in changed)
    registries = [
        part_read(reader.files(tree, reach.read), known, tree.folders)
        for tree, known in zip((base, after), outlines, strict=True)
    ]
    owners = _owners(repository, (base_commit, until), codeowners, changed)
    change = Change(
        base=registries[0],
        head=with_deleted(registries[1], registries[0]),
        paths=paths,
        outside=tuple(path for path in changed if not path.startswith(prefix)),
        newest=_newest(outlines[0]),
        is_first=not base.entries,
        was_owned=owners[0] is not None,
        evidence=None if reviews is None else _evidence(repository, reviews, paths),
    )
    return Comparison(change=change, reach=reach, base=base_commit, commit=commit, codeowners=owners)


def sources_at(root: Path, revision: str) -> tuple[str, tuple[SourceFile, ...]]:
    """Tell the commit that a revision names, and the files of data/ there."""
    repository = Repository(root)
    commit = repository.commit(revision)
    tree = Tree.at(repository, commit)
    if not tree.entries:
        raise HistoryError(f"there is no folder data/ at {revision!r} in {root}; name a later commit")
    found = (*tree.sources(tree.entries), *map(folder_source, tree.folders))
    return commit, tuple(sorted(found, key=lambda one: one.path))


def part_read(read: Mapping[str, File], outlines: Mapping[str, Outline], folders: Iterable[str] = ()) -> PartlyRead:
    """Gather the files that were read into a registry that knows of the others that they are there."""
    files = [read.get(path) or _unread(path) for path in outlines] + [file_of(folder_source(path)) for path in folders]
    known = Registry.holding(tuple(file for _, file in sorted(read.items())))
    missing = [(path, *kind_of(path)) for path in outlines if path not in read]
    away = {(kind.folder, stem): outlines[path].is_readable for path, kind, stem in missing if kind is not None}
    return PartlyRead(
        files=tuple(sorted(files, key=lambda file: file.path)),
        by_kind=known.by_kind,
        unreadable=known.unreadable | {name for name, is_readable in away.items() if not is_readable},
        elsewhere=frozenset(away),
    )


@cache
def _unread(path: str) -> File:
    kind, stem = kind_of(path)
    return File(path=path, kind=kind, stem=stem, record=None, flaws=())


def _newest(outlines: Mapping[str, Outline]) -> Newest | None:
    ordinal, path = max(((outline.newest, path) for path, outline in outlines.items()), default=(0, ""))
    return Newest(day=date.fromordinal(ordinal), path=path) if ordinal else None


def _evidence(repository: Repository, reviews: Reviews, paths: tuple[str, ...]) -> Evidence:
    records = [path for path in paths if kind_of(path)[0] is not None]
    repository.commit(reviews.head)
    asked = ((commit, path) for commit in reviews.commits for path in records)
    return evidence_of(reviews, repository.blobs_at(asked), records)


def _owners(
    repository: Repository, commits: tuple[str, str | None], path: str, changed: Iterable[str]
) -> tuple[str | None, str | None]:
    """Tell the ownership file before and after the change; without a commit after it, the one on the disk counts."""
    base, head = commits
    after = text_on_disk(repository.root, path) if head is None else _text_at(repository, head, path)
    return (_text_at(repository, base, path) if repository.prefix + path in changed else after), after


def _text_at(repository: Repository, commit: str, path: str) -> str | None:
    found = repository.content(commit, repository.prefix + path)
    return None if found is None else found.decode(errors="replace")

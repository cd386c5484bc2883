"""The archive of evidence: who reviewed each merged change, kept on a branch of its own (lifecycle §6)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from generator.history.readings import kind_of
from generator.history.repository import HistoryError
from generator.history.reviews import Reviews, UnreadableReviewsError, evidence_of, reviews_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.history.repository import Entry, Merge, Repository
    from generator.history.reviews import Evidence

BRANCHES: Final = ("ledger", "origin/ledger")
"""Where the archive is looked for if nobody names a place."""
FOLDER: Final = "evidence"
_LIMIT: Final = 4 * 1024 * 1024
"""Bytes of one file; thousands of reviews."""
_ROOT: Final = ""

Contents = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """
    The evidence of one merged change.

    `contents` tells the ids of records at the commits that were reviewed, which a clone need not have: a squash leaves
    them behind.
    """

    reviews: Reviews
    contents: Contents


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the archive proves of one step; `unknown` are reviewed commits of which nobody knows the contents."""

    evidence: Evidence
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Evidence by the commit of the first-parent history that it is about; `broken` tells why a file is none."""

    filed: Mapping[str, Filed]
    broken: Mapping[str, str]

    def proofs(self, repository: Repository, merges: Iterable[Merge]) -> dict[str, Proof]:
        """Tell by commit what is proven of some steps, in one pass over git."""
        told = [(merge, self.filed[merge.commit]) for merge in merges if merge.commit in self.filed]
        known = repository.blobs_at(pair for merge, filed in told for pair in _asked(merge, filed))
        return {merge.commit: _proof(merge, filed, known) for merge, filed in told}


def archive_at(repository: Repository, ref: str | None) -> Archive | None:
    """
    Read the archive at a ref, or on the first of the usual branches that is there; None where there is none.

    Raises HistoryError where a ref is named that git does not know.
    """
    commit = repository.commit(ref) if ref is not None else _usual(repository)
    if commit is None:
        return None
    entries = repository.folder(commit, FOLDER)
    contents = repository.contents((entry.blob for entry in entries.values()), _LIMIT)
    filed: dict[str, Filed] = {}
    broken: dict[str, str] = {}
    for path, entry in entries.items():
        merged = path.removeprefix(f"{FOLDER}/").removesuffix(".json")
        try:
            filed[merged] = _filed(contents[entry.blob])
        except UnreadableReviewsError as error:
            broken[merged] = str(error)
    return Archive(filed=filed, broken=broken)


def archived(repository: Repository, text: str, commit: str) -> str:
    """
    Write the archive's file about a merged commit: a reviews file, with the contents that its reviews are about.

    Raises UnreadableReviewsError where the text is no reviews file. A reviewed commit that git does not have is left
    out.
    """
    reviews = reviews_from(text)
    paths = [path for path in repository.changed_by(commit) if kind_of(path)[0] is not None]
    pairs = ((one, path) for one in reviews.commits for path in (_ROOT, *paths))
    contents: dict[str, dict[str, str]] = {}
    for (one, path), blob in repository.blobs_at(pairs).items():
        contents.setdefault(one, {}).update({path: blob} if path != _ROOT else {})
    return json.dumps({**json.loads(text), "contents": contents}, indent=1, sort_keys=True) + "\n"


def _usual(repository: Repository) -> str | None:
    for name in BRANCHES:
        try:
            return repository.commit(name)
        except HistoryError:
            continue
    return None


def _filed(content: bytes | int) -> Filed:
    if isinstance(content, int):
        raise UnreadableReviewsError(f"it has {content} bytes, limit is {_LIMIT}")
    try:
        text = content.decode()
        return Filed(reviews=reviews_from(text), contents=dict(_contents(json.loads(text))))
    except UnicodeDecodeError as error:
        raise UnreadableReviewsError("it is no UTF-8 text") from error


def _contents(value: Any) -> Iterator[tuple[tuple[str, str], str]]:
    kept = value.get("contents", {})
    if not isinstance(kept, dict) or not all(isinstance(files, dict) for files in kept.values()):
        raise UnreadableReviewsError("its contents are no mapping of commits to files")
    for commit, files in kept.items():
        yield (commit, _ROOT), commit
        yield from (((commit, path), str(blob)) for path, blob in files.items())


def _paths(merge: Merge) -> list[str]:
    return [step.path for step in merge.steps if kind_of(step.path)[0] is not None]


def _asked(merge: Merge, filed: Filed) -> Iterator[tuple[str, str]]:
    for review in filed.reviews.standing:
        yield from ((review.commit, path) for path in (_ROOT, *_paths(merge)))


def _proof(merge: Merge, filed: Filed, known: Contents) -> Proof:
    """What was merged has to be what was reviewed, so the merged commit takes the place of the head."""
    merged = {step.path: step.after for step in merge.steps}
    blobs = filed.contents | known | _merged(merge.commit, merged)
    reviewed = dict.fromkeys(review.commit for review in filed.reviews.standing)
    return Proof(
        evidence=evidence_of(replace(filed.reviews, head=merge.commit), blobs, _paths(merge)),
        unknown=tuple(commit for commit in reviewed if (commit, _ROOT) not in blobs),
    )


def _merged(commit: str, entries: Mapping[str, Entry | None]) -> Contents:
    return {(commit, path): entry.blob for path, entry in entries.items() if entry is not None}

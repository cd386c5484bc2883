"""A case as a change: the base that it starts from, what it changes, and the reviews that it brings."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.history.change import Change, newest_of, with_deleted
from generator.history.reviews import Evidence, evidence_of, reviews_from
from generator.policy.rule import Facts
from tests.policy.cases import Case, CaseError
from tests.policy.overlays import OBSERVATION, Overlay, laid, surroundings, world

BASE = "base/"
REVIEWS = "reviews.json"


def laid_on_base(case: Case) -> tuple[Overlay, Overlay]:
    """Lays the blocks of a case below base/ over its base, and the others over that."""
    named = case.settings.get("base", "world")
    if named not in {"world", "empty"}:
        raise CaseError(f"line {case.line}: the base is world or empty, not {named!r}")
    first = tuple(replace(block, path=block.path.removeprefix(BASE)) for block in case.blocks if _is_base(block.path))
    rest = tuple(block for block in case.blocks if not _is_base(block.path))
    base = laid(replace(case, blocks=first), world())
    files = {**base.contents(), **surroundings()}
    return base, laid(replace(case, blocks=rest), files)


def _is_base(path: str) -> bool:
    return path.startswith(BASE)


def before_and_after(case: Case, base: Overlay, head: Overlay, after: Facts, folder: Path) -> tuple[Facts, Facts]:
    """Answers the facts of the base, and those of the case with the change that leads to it."""
    is_first = case.settings["base"] == "empty"
    old = {} if is_first else _records(base.contents())
    new = _records(head.contents())
    paths = tuple(sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path)))
    registry = Overlay(files=old).registry(folder)
    head_registry = with_deleted(after.registry, registry)
    change = Change(
        base=registry,
        head=head_registry,
        paths=paths,
        outside=tuple(sorted(path for path in head.touched if not path.startswith("data/") and path not in _INPUTS)),
        newest=newest_of(registry),
        evidence=_evidence(head, old, new, paths),
        is_first=is_first,
    )
    return Facts(registry=registry, today=case.today), replace(after, registry=head_registry, change=change)


_INPUTS = frozenset({REVIEWS, OBSERVATION})


def _records(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in contents.items() if path.startswith("data/")}


def _evidence(
    head: Overlay, old: Mapping[str, bytes], new: Mapping[str, bytes], paths: tuple[str, ...]
) -> Evidence | None:
    """Answers who stands behind what: at the head's commit stands the case, at any other one the base."""
    text = head.text(REVIEWS)
    if text is None:
        return None
    reviews = reviews_from(text)
    blobs = {
        (commit, path): str(files[path])
        for commit in reviews.commits
        for path in paths
        if path in (files := new if commit == reviews.head else old)
    }
    return evidence_of(reviews, blobs, paths)

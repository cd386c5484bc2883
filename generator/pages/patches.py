"""The index of patches: one row each, to be sorted and filtered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from generator.lifecycle.patch_states import since, state_of
from generator.pages.page import Page
from generator.pages.signposts import Ref, Signposts
from generator.policy.acceptance import settled_classification
from generator.records.patches import Patch
from generator.terms import PatchState, UseCase

if TYPE_CHECKING:
    from generator.edition import Edition
    from generator.policy.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchRow:
    """One patch in the index."""

    id: str
    ref: Ref
    title: str
    use_case: str
    in_words: str
    state: str
    since: date | None
    node_types: tuple[str, ...]
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchesPage:
    """All patches, newest first, and the values that a filter chooses from."""

    rows: tuple[PatchRow, ...]
    classes: tuple[str, ...]
    states: tuple[str, ...]
    node_types: tuple[str, ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the index of patches."""
    rows = tuple(_row(patch, edition.facts) for patch in _newest_first(edition.registry.patches.values()))
    yield Page(
        address="patches/",
        kind="patches",
        title="Patches",
        description="Every update of the middleware with its class and its state.",
        content=PatchesPage(
            rows=rows,
            classes=tuple(one for one in UseCase if any(row.use_case == one for row in rows)),
            states=tuple(one for one in PatchState if any(row.state == one for row in rows)),
            node_types=tuple(sorted({one for row in rows for one in row.node_types})),
        ),
    )


def _newest_first(patches: Iterable[Patch]) -> list[Patch]:
    return sorted(patches, key=lambda one: -int(one.id.removeprefix("PATCH-")))


def _row(patch: Patch, facts: Facts) -> PatchRow:
    found = settled_classification(patch, facts)
    return PatchRow(
        id=patch.id,
        ref=Signposts(facts.registry).of(patch.id),
        title=patch.title,
        use_case=found.use_case if found else "",
        in_words=found.use_case.in_words if found else "not classified",
        state=state_of(patch, facts.today) or "",
        since=since(patch, facts.today),
        node_types=patch.node_types,
        version=patch.version,
    )

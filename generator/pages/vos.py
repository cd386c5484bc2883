"""The index of VOs: what each can test, and what it has still to answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bulletin.crossings import Crossings
from generator.bulletin.pilot_standing import standing_of
from generator.pages.page import Page
from generator.pages.signposts import Ref, Signposts
from generator.terms import PilotState

if TYPE_CHECKING:
    from generator.edition import Edition
    from generator.policy.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class VoRow:
    """One VO in the index; `awaited` are the running pilots that wait for its answer."""

    id: str
    ref: Ref
    name: str
    discipline: str
    sites: int
    awaited: tuple[Ref, ...]
    feedback: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VosPage:
    """All VOs, by name."""

    rows: tuple[VoRow, ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the index of VOs."""
    yield Page(
        address="vos/",
        kind="vos",
        title="VOs",
        description="The virtual organisations whose users test previews and pilots.",
        content=VosPage(rows=tuple(_rows(edition.facts))),
    )


def _rows(facts: Facts) -> Iterator[VoRow]:
    registry, signposts, crossings = facts.registry, Signposts(facts.registry), Crossings.of(facts.registry)
    sites = Counter(vo for site in registry.sites.values() for vo in site.vos if not site.is_retired_on(facts.today))
    awaited = _awaited(facts)
    for vo in sorted(registry.vos.values(), key=lambda one: one.id):
        given = [one for one in crossings.feedback_by_vo.get(vo.id, ()) if one.submitted_on <= facts.today]
        yield VoRow(
            id=vo.id,
            ref=signposts.vo(vo.id),
            name=vo.name,
            discipline=vo.discipline,
            sites=sites[vo.id],
            awaited=tuple(signposts.of(pilot) for pilot in awaited.get(vo.id, ())),
            feedback=len(given),
            note="retired" if vo.is_retired_on(facts.today) else "",
        )


def _awaited(facts: Facts) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pilot in facts.registry.pilots.values():
        standing = standing_of(pilot, facts)
        if standing.state is PilotState.RUNNING:
            for vo in standing.silent:
                found.setdefault(vo, []).append(pilot.id)
    return found

"""The guidelines: what post mortems found to be worth telling everybody (T147)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.page import Page
from generator.pages.signposts import Ref, Signposts, Source, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.edition import Edition
    from generator.policy.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """What one post mortem advises, and the pilot that taught it."""

    id: str
    day: date
    text: str
    pilot: Ref
    title: str
    details: Ref
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelinesPage:
    """All guidelines, newest first."""

    lines: tuple[Guideline, ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page of the guidelines."""
    yield Page(
        address="guidelines/",
        kind="guidelines",
        title="Guidelines",
        description="General guidelines that the post mortems of pilots have come to.",
        content=GuidelinesPage(lines=tuple(_guidelines(edition.facts))),
        search_text="guidelines post mortems lessons pilots",
        section="policy/",
    )


def _guidelines(facts: Facts) -> Iterator[Guideline]:
    registry, signposts = facts.registry, Signposts(facts.registry)
    held = sorted(registry.post_mortems.values(), key=lambda one: (-one.held_on.toordinal(), one.id))
    for one in held:
        if one.guidelines and one.held_on <= facts.today:
            pilot, known = signposts.of(one.pilot), registry.pilots.get(one.pilot)
            yield Guideline(
                id=one.id,
                day=one.held_on,
                text=one.guidelines,
                pilot=pilot,
                title=known.title if known else "",
                details=Ref(text="the post mortem", address=f"{pilot.address}#{one.id}" if pilot.address else ""),
                source=source_of(one),
            )

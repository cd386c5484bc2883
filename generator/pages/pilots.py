"""The index of pilots: one row each with its status line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from generator.bulletin.pilot_standing import standing_of
from generator.pages.page import Page
from generator.pages.pilot_calendar import PilotCalendar, pilot_calendar
from generator.pages.pilot_status import StatusPart, status_of
from generator.pages.signposts import Ref, Signposts
from generator.records.pilots import Pilot
from generator.terms import PilotState, UseCase

if TYPE_CHECKING:
    from generator.edition import Edition
    from generator.policy.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotRow:
    """One pilot in the index."""

    id: str
    ref: Ref
    title: str
    use_case: str
    in_words: str
    state: str
    since: date | None
    status: tuple[StatusPart, ...]
    patches: tuple[Ref, ...]
    sites: tuple[Ref, ...]
    vos: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotsPage:
    """All pilots, newest first, their calendar, and the values that a filter chooses from."""

    rows: tuple[PilotRow, ...]
    calendar: PilotCalendar
    classes: tuple[str, ...]
    states: tuple[str, ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the index of pilots."""
    newest_first = sorted(edition.registry.pilots.values(), key=lambda one: one.id, reverse=True)
    rows = tuple(_row(pilot, edition.facts) for pilot in newest_first)
    yield Page(
        address="pilots/",
        kind="pilots",
        title="Pilots",
        description="Server versions that selected sites operate in production, and how far each pilot is.",
        content=PilotsPage(
            rows=rows,
            calendar=pilot_calendar(newest_first, edition.facts),
            classes=tuple(one for one in UseCase if any(row.use_case == one for row in rows)),
            states=tuple(one for one in PilotState if any(row.state == one for row in rows)),
        ),
    )


def _row(pilot: Pilot, facts: Facts) -> PilotRow:
    standing, signposts = standing_of(pilot, facts), Signposts(facts.registry)
    return PilotRow(
        id=pilot.id,
        ref=signposts.of(pilot.id),
        title=pilot.title,
        use_case=standing.use_case or "",
        in_words=standing.use_case.in_words if standing.use_case else "not classified",
        state=standing.state or "",
        since=standing.since,
        status=status_of(standing),
        patches=tuple(signposts.of(one) for one in standing.patches),
        sites=tuple(signposts.site(one) for one in standing.sites),
        vos=tuple(signposts.vo(one) for one in standing.committed),
    )

"""The calendar of pilots: a lane for each that is open or ended lately, as a drawing and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from generator.bulletin.day_lanes import DayLanes, OnDay, Row, Span, day_lanes
from generator.bulletin.pilot_standing import standing_of
from generator.lifecycle.pilot_states import steps
from generator.pages.record_lines import in_words
from generator.pages.signposts import Ref, Signposts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.bulletin.pilot_standing import PilotStanding
    from generator.policy.rule import Facts
    from generator.records.pilots import Pilot

LATELY: Final = timedelta(days=60)
MOST: Final = 40
"""Lanes of a drawing that can still be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotDays:
    """The days of one pilot, oldest first: day, what, and whether it is ahead."""

    pilot: Ref
    days: tuple[tuple[date, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotCalendar:
    """The drawing and the same in words; there is no drawing without a pilot."""

    drawing: DayLanes | None
    pilots: tuple[PilotDays, ...]


def pilot_calendar(pilots: Iterable[Pilot], facts: Facts) -> PilotCalendar:
    """Lay out the pilots that are open or ended within sixty days, in the order in which they come."""
    standings = (standing_of(pilot, facts) for pilot in pilots)
    shown = [one for one in standings if one.since and (one.is_open or facts.today - one.since <= LATELY)][:MOST]
    found = [(one, tuple(sorted(_days(one, facts), key=lambda on: on.day))) for one in shown]
    signposts = Signposts(facts.registry)
    rows = [Row(title=one.pilot.id, days=days, spans=tuple(_spans(one, days, facts))) for one, days in found]
    return PilotCalendar(
        drawing=day_lanes(
            "Calendar of pilots",
            "A bar from the first to the last event, or to today; filled marks are events, hollow marks are due.",
            rows,
            facts.today,
        ),
        pilots=tuple(
            PilotDays(pilot=signposts.of(one.pilot.id), days=tuple((on.day, on.words, on.kind) for on in days))
            for one, days in found
        ),
    )


def _days(standing: PilotStanding, facts: Facts) -> Iterator[OnDay]:
    for step in steps(standing.pilot, facts.today):
        yield OnDay(day=step.event.date, words=in_words(step.event.type))
    due = [(standing.setup_due, "set-up due"), (standing.feedback_due, "last day of feedback")]
    due.append((standing.post_mortem_due, "post mortem due"))
    if standing.week is not None and not standing.week.is_complete:
        due.append((standing.week.complete_on, "week of operation complete"))
    yield from (OnDay(day=day, words=words, kind="ahead") for day, words in due if day is not None)


def _spans(standing: PilotStanding, days: tuple[OnDay, ...], facts: Facts) -> Iterator[Span]:
    happened = [one.day for one in days if one.kind == "done"]
    if happened:
        end = facts.today if standing.is_open else happened[-1]
        words = f"{standing.pilot.id}: {standing.state}"
        yield Span(start=happened[0], end=end, words=words, kind="now" if standing.is_open else "over")

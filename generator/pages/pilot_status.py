"""The status line of a pilot: where its clocks stand today, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from generator.records.pilot_events import Evaluated
from generator.terms import PilotState, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bulletin.pilot_standing import PilotStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPart:
    """A piece of the status line; the day stands between the words, where there is one."""

    before: str
    day: date | None = None
    after: str = ""


def status_of(standing: PilotStanding) -> tuple[StatusPart, ...]:
    """Tell the status of a pilot: the day of its week, until when feedback counts, what is due."""
    return tuple(_clocks(standing)) or (_plain(standing),)


def _plain(standing: PilotStanding) -> StatusPart:
    words: str = {
        None: "not proposed yet",
        PilotState.PROPOSED: "proposed",
        PilotState.NEGOTIATING: "under negotiation",
        PilotState.SUSPENDED: "suspended, its clocks stand still",
        PilotState.EVALUATED: f"evaluated with {_outcome(standing)}",
        PilotState.CLOSED: f"evaluated with {_outcome(standing)}, closed",
    }.get(standing.state, standing.state or "")
    return StatusPart(before=f"{words} since" if standing.since else words, day=standing.since)


def _outcome(standing: PilotStanding) -> str:
    return next((one.outcome for one in reversed(standing.pilot.events) if isinstance(one, Evaluated)), "")


def _clocks(standing: PilotStanding) -> Iterator[StatusPart]:
    if standing.state is PilotState.SUSPENDED:
        yield _plain(standing)
    if standing.week is not None:
        count = f"day {standing.week.number} of {standing.week.length} of uninterrupted operation"
        words = "complete since" if standing.week.is_complete else "complete on"
        yield StatusPart(before=f"{count}, {words}", day=standing.week.complete_on)
    if standing.feedback_due is not None:
        answered = f", {len(standing.answered)} of {len(standing.committed)} VOs answered"
        yield StatusPart(before="feedback until", day=standing.feedback_due, after=answered)
    if standing.setup_due is not None:
        yield StatusPart(before="agreed; to be set up by", day=standing.setup_due)
    if standing.post_mortem_due is not None:
        yield StatusPart(before="next post mortem by", day=standing.post_mortem_due)


def regime_of(standing: PilotStanding) -> str:
    """Tell in a sentence how a pilot of this class is run (T095-T103, T134)."""
    if standing.use_case is None:
        return "The class of this pilot is not known: none of its patches can be classified as a server update."
    return {
        UseCase.BC_SERVER_MINOR: "The pilot is kept internal, no call for feedback: sites run the version like any "
        "other in production, for a week without interruption.",
        UseCase.BC_SERVER_MAJOR: "The pilot is negotiated with VOs and sites; VOs that committed themselves are asked "
        "for feedback.",
        UseCase.NBC_SERVER: "The pilot is a case of its own, at Platinum sites, and ends with a post mortem.",
    }[standing.use_case]

"""What VOs answered to a pilot in time, and the route of its evaluation that follows (A25-A27)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.lifecycle.clocks import feedback_due, first, pilot_window
from generator.lifecycle.pilot_states import committed_vos
from generator.policy.pilot_class import pilot_class
from generator.records.pilot_events import Evaluated, Started
from generator.terms import UseCase

if TYPE_CHECKING:
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.pilots import Pilot


class Route(StrEnum):
    """How a pilot is evaluated: by operations alone, or together with what VOs said."""

    INTERNAL = "internal"
    VO_FEEDBACK = "vo-feedback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The feedback window of a pilot as of a day; `due` is None for a minor, an unstarted or a suspended pilot."""

    due: date | None
    is_over: bool
    committed: tuple[str, ...]
    answered: tuple[str, ...]
    feedback: tuple[str, ...]
    route: Route

    @property
    def silent(self) -> tuple[str, ...]:
        """The committed VOs that have not answered."""
        return tuple(vo for vo in self.committed if vo not in self.answered)


def due_of(pilot: Pilot, facts: Facts) -> date | None:
    """Tell the last day of the feedback window; None for a minor, an unstarted or a suspended pilot."""
    started = first(pilot, Started)
    policy = facts.policy(started) if started is not None else None
    if policy is None or pilot_class(pilot, facts) is UseCase.BC_SERVER_MINOR:
        return None
    return feedback_due(pilot, policy.params, facts.today)


def answers_to(pilot: Pilot, facts: Facts) -> Answers:
    """Tell who answered a pilot in time by the day of the facts, and the route of an evaluation on that day."""
    due = due_of(pilot, facts)
    window = pilot_window(pilot, due)
    given = [
        one
        for one in facts.registry.feedback_by_subject.get(pilot.id, ())
        if one.vo is not None and one.submitted_on <= facts.today and window.holds(one.submitted_on)
    ]
    committed = committed_vos(pilot, facts.today)
    is_over = due is not None and facts.today > due
    is_minor = pilot_class(pilot, facts) is UseCase.BC_SERVER_MINOR
    internal = is_minor or (not given and (is_over or not committed))
    return Answers(
        due=due,
        is_over=is_over,
        committed=committed,
        answered=tuple(dict.fromkeys(one.vo for one in given if one.vo is not None)),
        feedback=tuple(one.id for one in given),
        route=Route.INTERNAL if internal else Route.VO_FEEDBACK,
    )


def takes_another_route(answers: Answers, facts: Facts) -> bool:
    """Tell whether a recorded evaluation took the wrong route: then PPS416 speaks alone (policy §5.3)."""
    event = facts.transition.event if facts.transition else None
    return isinstance(event, Evaluated) and event.route != answers.route

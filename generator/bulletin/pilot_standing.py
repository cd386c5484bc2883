"""How a pilot stands on a day: class, state, clocks, and who has answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bulletin.windows import Timing, timing
from generator.lifecycle.clocks import first, post_mortem_due, setup_due, week_complete_on, week_start
from generator.lifecycle.pilot_states import committed_vos, running_set, running_sites, since, state_of
from generator.policy.feedback.windows import window_of
from generator.policy.pilot.answers import due_of
from generator.policy.pilot_class import pilot_class
from generator.records.pilot_events import Agreed, Started
from generator.terms import PilotState, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.pilots import Pilot


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The uninterrupted operation that is under way: day `number` of `length`, complete on `complete_on` (PPS408)."""

    start: date
    number: int
    length: int
    complete_on: date
    is_complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotStanding:
    """
    A pilot as of today.

    `week` is None while the pilot does not run, a due day is None while its clock does not run; `answered` are the
    committed VOs that gave feedback in time.
    """

    pilot: Pilot
    use_case: UseCase | None
    state: PilotState | None
    since: date | None
    patches: tuple[str, ...]
    sites: tuple[str, ...]
    committed: tuple[str, ...]
    answered: tuple[str, ...]
    week: Week | None
    setup_due: date | None
    feedback_due: date | None
    post_mortem_due: date | None

    @property
    def is_minor(self) -> bool:
        """True for a pilot that is kept internal (T096)."""
        return self.use_case is UseCase.BC_SERVER_MINOR

    @property
    def is_active(self) -> bool:
        """True while the pilot is agreed, running or suspended."""
        return self.state is not None and self.state.is_active

    @property
    def is_open(self) -> bool:
        """True until the pilot is evaluated or ends otherwise."""
        return self.state is not None and self.state is not PilotState.EVALUATED and not self.state.is_terminal

    @property
    def is_in_operation(self) -> bool:
        """True while the pilot runs or is suspended."""
        return self.state in {PilotState.RUNNING, PilotState.SUSPENDED}

    @property
    def silent(self) -> tuple[str, ...]:
        """The committed VOs that have not answered."""
        return tuple(vo for vo in self.committed if vo not in self.answered)


def open_first(pilots: Iterable[Pilot], facts: Facts) -> tuple[Pilot, ...]:
    """Put pilots in the order in which people ask for them: those under way, then those that are over, newest first."""
    newest_first = sorted(pilots, key=lambda one: one.id, reverse=True)
    return tuple(sorted(newest_first, key=lambda one: is_over(one, facts)))


def is_over(pilot: Pilot, facts: Facts) -> bool:
    """Tell whether no event can follow for a pilot."""
    state = state_of(pilot, facts.today)
    return state is not None and state.is_terminal


def standing_of(pilot: Pilot, facts: Facts) -> PilotStanding:
    """Work out how a pilot stands today."""
    today, state = facts.today, state_of(pilot, facts.today)
    committed = committed_vos(pilot, today)
    is_running = state in {PilotState.RUNNING, PilotState.SUSPENDED}
    return PilotStanding(
        pilot=pilot,
        use_case=pilot_class(pilot, facts),
        state=state,
        since=since(pilot, today),
        patches=running_set(pilot, today),
        sites=tuple(entry.site for entry in running_sites(pilot, today)),
        committed=committed,
        answered=_answered(pilot, committed, facts),
        week=_week(pilot, facts) if state is PilotState.RUNNING else None,
        setup_due=_setup_due(pilot, facts) if state is PilotState.AGREED else None,
        feedback_due=due_of(pilot, facts) if is_running else None,
        post_mortem_due=_post_mortem_due(pilot, facts) if is_running else None,
    )


def _answered(pilot: Pilot, committed: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
    window = window_of(pilot.id, facts)
    given = facts.registry.feedback_by_subject.get(pilot.id, ())
    voices = {one.vo for one in given if one.submitted_on <= facts.today and timing(one, window) is Timing.IN_TIME}
    return tuple(vo for vo in committed if vo in voices)


def _week(pilot: Pilot, facts: Facts) -> Week | None:
    revision, start = facts.policy(), week_start(pilot, facts.today)
    if revision is None or start is None:
        return None
    length = revision.params.minor.operation_days
    complete_on = week_complete_on(pilot, length, facts.today) or start
    number = min((facts.today - start).days + 1, length)
    is_complete = complete_on <= facts.today
    return Week(start=start, number=number, length=length, complete_on=complete_on, is_complete=is_complete)


def _setup_due(pilot: Pilot, facts: Facts) -> date | None:
    agreed = first(pilot, Agreed)
    revision = facts.policy(agreed) if agreed else None
    return setup_due(pilot, revision.params) if revision else None


def _post_mortem_due(pilot: Pilot, facts: Facts) -> date | None:
    started = first(pilot, Started)
    revision = facts.policy(started) if started else None
    if revision is None or pilot_class(pilot, facts) is not UseCase.NBC_SERVER:
        return None
    return post_mortem_due(pilot, revision.params)

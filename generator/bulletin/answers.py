"""Answers: all feedback on a patch, told apart by the windows in which it counts (records §3.11, A26, A27)."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.bulletin.windows import Timing, timing
from generator.lifecycle.clocks import first
from generator.lifecycle.pilot_states import committed_vos, running_set
from generator.policy.feedback.windows import window_of
from generator.policy.rule import Facts
from generator.records.feedback import Feedback
from generator.records.patches import Patch
from generator.records.pilot_events import Started


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Feedback in time and late, oldest first; `silent` are the VOs that committed themselves and did not answer."""

    in_time: tuple[Feedback, ...]
    late: tuple[Feedback, ...]
    silent: tuple[str, ...]

    @property
    def from_users(self) -> tuple[Feedback, ...]:
        """The feedback in time of VOs and individuals; sites are no users (A26)."""
        return tuple(one for one in self.in_time if one.is_user_feedback)


def answers_to(patch: Patch, facts: Facts) -> Answers:
    """Gather the feedback on the preview of a patch, and on every pilot while that ran the patch."""
    given = sorted(_given(patch, facts), key=lambda pair: (pair[0].submitted_on, pair[0].id))
    return Answers(
        in_time=tuple(feedback for feedback, when in given if when is Timing.IN_TIME),
        late=tuple(feedback for feedback, when in given if when is Timing.LATE),
        silent=silent_vos(patch, facts),
    )


def silent_vos(patch: Patch, facts: Facts) -> tuple[str, ...]:
    """
    Name the VOs that committed themselves to a pilot of the patch and gave no feedback on it in time.

    Before a pilot is started nobody can answer, so nobody is silent (records §3.11).
    """
    silent: dict[str, None] = {}
    for pilot in facts.registry.pilots_by_patch.get(patch.id, ()):
        started = first(pilot, Started)
        if started is None or started > facts.today:
            continue
        answered = {one.vo for one, when in _timed(pilot.id, facts) if when is Timing.IN_TIME}
        silent |= dict.fromkeys(vo for vo in committed_vos(pilot, facts.today) if vo not in answered)
    return tuple(silent)


def _given(patch: Patch, facts: Facts) -> Iterator[tuple[Feedback, Timing]]:
    yield from _timed(patch.id, facts)
    for pilot in facts.registry.pilots_by_patch.get(patch.id, ()):
        yield from (pair for pair in _timed(pilot.id, facts) if patch.id in running_set(pilot, pair[0].submitted_on))


def _timed(subject: str, facts: Facts) -> Iterator[tuple[Feedback, Timing]]:
    feedback = facts.registry.feedback_by_subject.get(subject, ())
    if feedback:
        window = window_of(subject, facts)
        yield from ((one, timing(one, window)) for one in feedback if one.submitted_on <= facts.today)

"""Feedback windows: until when an answer about a preview or pilot counts, and which one came too late (A27, A47)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from generator.lifecycle.clocks import feedback_due, first, pilot_window
from generator.lifecycle.patch_states import Window, preview_window
from generator.policy.pilot_class import pilot_class
from generator.records.pilot_events import Started
from generator.terms import UseCase

if TYPE_CHECKING:
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.feedback import Feedback
    from generator.records.pilots import Pilot


class Timing(StrEnum):
    """How a feedback stands to the window of its subject."""

    EARLY = "before the window"
    IN_TIME = "in time"
    LATE = "late"


def due_of(pilot: Pilot, facts: Facts) -> date | None:
    """Tell the last day of a pilot's feedback window; None for a minor, an unstarted or a suspended pilot."""
    started = first(pilot, Started)
    revision = facts.policy(started) if started else None
    if revision is None or pilot_class(pilot, facts) is UseCase.BC_SERVER_MINOR:
        return None
    return feedback_due(pilot, revision.params, facts.today)


def window_of(subject: str, facts: Facts) -> Window | None:
    """Tell the feedback window of a patch in preview or of a pilot; None for a subject that cannot be read."""
    patch, pilot = facts.registry.patches.get(subject), facts.registry.pilots.get(subject)
    if pilot is not None:
        return pilot_window(pilot, due_of(pilot, facts))
    return preview_window(patch) if patch is not None else None


def timing(feedback: Feedback, window: Window | None) -> Timing:
    """Tell whether a feedback counts (PPS604, PPS605)."""
    if window is not None and window.holds(feedback.submitted_on):
        return Timing.IN_TIME
    late = window is not None and window.is_late(feedback.submitted_on)
    return Timing.LATE if late else Timing.EARLY

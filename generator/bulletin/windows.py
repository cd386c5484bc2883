"""How a feedback stands to the window of its subject: in time, or too late (A27, A47)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.lifecycle.patch_states import Window
    from generator.records.feedback import Feedback


class Timing(StrEnum):
    """How a feedback stands to the window of its subject."""

    EARLY = "before the window"
    IN_TIME = "in time"
    LATE = "late"


def timing(feedback: Feedback, window: Window | None) -> Timing:
    """Tell whether a feedback counts (PPS604, PPS605)."""
    if window is not None and window.holds(feedback.submitted_on):
        return Timing.IN_TIME
    late = window is not None and window.is_late(feedback.submitted_on)
    return Timing.LATE if late else Timing.EARLY

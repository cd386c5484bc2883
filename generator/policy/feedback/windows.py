"""Which feedback belongs to a patch, and which of it came in time (A27, A47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lifecycle.clocks import pilot_window
from generator.lifecycle.patch_states import Window, preview_window
from generator.lifecycle.pilot_states import running_set
from generator.policy.pilot.answers import due_of

if TYPE_CHECKING:
    from generator.policy.rule import Facts
    from generator.records.feedback import Feedback
    from generator.records.patches import Patch


def window_of(subject: str, facts: Facts) -> Window | None:
    """Tell the days on which feedback on a patch or pilot counts; None for a subject that cannot be read."""
    pilot, patch = facts.registry.pilots.get(subject), facts.registry.patches.get(subject)
    if pilot is not None:
        return pilot_window(pilot, due_of(pilot, facts))
    return preview_window(patch) if patch is not None else None


def feedback_on(patch: Patch, facts: Facts) -> tuple[Feedback, ...]:
    """Tell the feedback on a patch and on the pilots that run it, oldest first."""
    pilots = facts.registry.pilots_by_patch.get(patch.id, ())
    subjects = (patch.id, *(pilot.id for pilot in pilots if patch.id in running_set(pilot, facts.today)))
    found = (one for subject in subjects for one in facts.registry.feedback_by_subject.get(subject, ()))
    return tuple(sorted(found, key=lambda one: (one.submitted_on, one.id)))


def feedback_in_time(patch: Patch, facts: Facts) -> tuple[Feedback, ...]:
    """Tell the feedback that counts for a patch, oldest first."""
    windows = {one.subject: window_of(one.subject, facts) for one in feedback_on(patch, facts)}
    return tuple(
        one
        for one in feedback_on(patch, facts)
        if (window := windows[one.subject]) is not None and window.holds(one.submitted_on)
    )


def in_words(feedback: Feedback) -> str:
    """Name a feedback and who gave it."""
    if feedback.vo is not None:
        return f"{feedback.id} (VO {feedback.vo})"
    if feedback.site is not None:
        return f"{feedback.id} (site {feedback.site})"
    return f"{feedback.id} ({feedback.author})"

"""The class by which a patch was accepted: what its release notes and pages tell, whatever is found out later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lifecycle.as_of import before
from generator.lifecycle.patch_states import steps
from generator.records.patch_events import Accepted, EffortValidated, Recalled, Reclassified

if TYPE_CHECKING:
    from datetime import date

    from generator.lifecycle.patch_states import PatchStep
    from generator.policy.rule import Facts
    from generator.policy.use_cases import Classification
    from generator.records.patches import Patch
    from generator.terms import UseCase


def settled_classification(patch: Patch, facts: Facts) -> Classification | None:
    """
    Tell the class of a patch on the day of its acceptance; that of today where none stands.

    Worked out once for the facts.
    """
    return facts.once(f"class of {patch.id}", lambda: _settled(patch, facts))


def settled_use_case(patch: Patch, facts: Facts) -> UseCase | None:
    """Tell the use case by which a patch was accepted, or that of today."""
    found = settled_classification(patch, facts)
    return found.use_case if found else None


def settled_on(patch: Patch, facts: Facts) -> date:
    """Tell the day from which the class of a patch stands: that of its last acceptance, or today."""
    accepted = _last_acceptance(patch, facts)
    return accepted.event.date if accepted else facts.today


def _settled(patch: Patch, facts: Facts) -> Classification | None:
    accepted = _last_acceptance(patch, facts)
    if accepted is None:
        return facts.classification(patch)
    day = accepted.event.date
    later = patch.events[accepted.number :]
    is_same_day = any(event.date == day and isinstance(event, EffortValidated | Reclassified) for event in later)
    return facts.classification(before(patch, accepted.number, day) if is_same_day else patch, day)


def _last_acceptance(patch: Patch, facts: Facts) -> PatchStep | None:
    """Tell the acceptance that stands: none where the last one was recalled."""
    standing: PatchStep | None = None
    for step in steps(patch, facts.today):
        if isinstance(step.event, Accepted):
            standing = step
        elif isinstance(step.event, Recalled):
            standing = None
    return standing

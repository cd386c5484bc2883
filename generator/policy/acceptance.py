"""The class by which a patch was accepted: what its release notes and pages tell, whatever is found out later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lifecycle.as_of import before
from generator.lifecycle.patch_states import steps
from generator.records.patch_events import Accepted

if TYPE_CHECKING:
    from generator.policy.rule import Facts
    from generator.policy.use_cases import Classification
    from generator.records.patches import Patch


def settled_classification(patch: Patch, facts: Facts) -> Classification | None:
    """Tell the class of a patch on the day of its last acceptance; that of today where it is not accepted yet."""
    accepted = [step for step in steps(patch, facts.today) if isinstance(step.event, Accepted)]
    if not accepted:
        return facts.classification(patch)
    day = accepted[-1].event.date
    return facts.classification(before(patch, accepted[-1].number, day), day)

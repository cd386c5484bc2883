"""Spans of days that the policy asks for, by the revision that will be in force when they are over (lifecycle §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lifecycle.clocks import days_after
from generator.policy.revisions import final_revisions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.policies import Parameters


def complete_on(start: date, length: Callable[[Parameters], int], facts: Facts) -> date:
    """
    Tell the first day, from today on, on which enough days have passed since a start.

    The revision in force on that day decides how many days are asked.
    """
    day = facts.today
    while (due := days_after(start, length(facts.parameters(day)))) > day:
        changes = (one.effective_on for one in final_revisions(facts.whole) if day < one.effective_on < due)
        day = min(changes, default=due)
    return day

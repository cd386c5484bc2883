"""How long a pilot has been operated without interruption (A20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lifecycle.clocks import days_after
from generator.policy.revisions import final_revisions

if TYPE_CHECKING:
    from datetime import date

    from generator.policy.rule import Facts


def operation_complete(start: date, facts: Facts) -> date:
    """
    Tell the first day, from today on, on which the operation since a start is long enough.

    The revision in force on that day decides how many days are asked (lifecycle §5).
    """
    day = facts.today
    while (due := days_after(start, facts.parameters(day).minor.operation_days)) > day:
        changes = (one.effective_on for one in final_revisions(facts.whole) if day < one.effective_on < due)
        day = min(changes, default=due)
    return day

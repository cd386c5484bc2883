"""How long a pilot has been operated without interruption (A20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.policy.spans import complete_on

if TYPE_CHECKING:
    from datetime import date

    from generator.policy.rule import Facts


def operation_complete(start: date, facts: Facts) -> date:
    """Tell the first day, from today on, on which the operation since a start is long enough."""
    return complete_on(start, lambda params: params.minor.operation_days, facts)

"""How long a version stays open for feedback at least: the forecast of the day that ends it (outputs §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.policy.decision import decision_of
from generator.records.patch_events import Accepted
from generator.records.pilot_events import Evaluated

if TYPE_CHECKING:
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot

_GUIDELINE: Final = "PPS313"


def preview_open_until(patch: Patch, facts: Facts) -> date | None:
    """Tell the day before which the guideline keeps the preview open (PPS313); None once it has passed."""
    towards = decision_of(patch, facts).towards(Accepted.type)
    gates = (one.gate for one in towards.verdicts if one.rule.id == _GUIDELINE) if towards else ()
    return next((gate.earliest for gate in gates if gate.earliest), None)


def pilot_open_until(pilot: Pilot, facts: Facts) -> date | None:
    """Tell the forecast day of the evaluation; None where the pilot may be evaluated today, or nobody knows when."""
    towards = decision_of(pilot, facts).towards(Evaluated.type)
    day = towards.forecast.day if towards else None
    return day if day is not None and day > facts.today else None

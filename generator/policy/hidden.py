"""What an unreadable record hides: a rule that needs its kind cannot tell that something is missing (policy §5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.findings import GateStatus, Waiver
from generator.records.decisions import ExceptionRecord, Overrule

if TYPE_CHECKING:
    from generator.policy.rule import Facts, Rule

_TESTS: Final = ("deployment-tests", "scenarios")
_NEEDED: Final = {
    "PPS305": ("installations",),
    "PPS311": ("installations",),
    "PPS312": ("installations",),
    "PPS316": _TESTS,
    "PPS401": ("pilots",),
    "PPS410": ("people",),
    "PPS412": ("people",),
    "PPS413": ("installations",),
    "PPS417": _TESTS,
    "PPS506": ("post-mortems",),
    "PPS507": ("post-mortems",),
    "PPS603": ("feedback", "pilots"),
    "PPS901": ("vos", "people"),
}
"""The kinds of records in which a rule looks for something that has to be there."""


def is_hidden(rule: Rule, status: GateStatus, facts: Facts) -> bool:
    """Tell whether what a rule lacks, or what would excuse it, may stand in a record that cannot be read."""
    unreadable = facts.whole.unreadable
    if not unreadable or status not in {GateStatus.MISSING, GateStatus.BREACHED}:
        return False
    kinds = {kind for kind, _ in unreadable}
    excusing = Waiver.EXCEPTION in rule.waivers and ExceptionRecord.folder in kinds
    event = facts.transition.event if facts.transition is not None else None
    named = event.overrule if event is not None else None
    overruling = Waiver.JOINT in rule.waivers and (Overrule.folder, named) in unreadable
    return excusing or overruling or bool(kinds.intersection(_NEEDED.get(rule.id, ())))

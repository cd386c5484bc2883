"""The transitions that a merge records: the gates of each, and what they set off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.bulletin.announcements import announcements
from generator.bulletin.merge_subjects import GateShift, paired
from generator.lifecycle import patch_states, pilot_states
from generator.policy.decision import decision_of
from generator.policy.gates import GATED
from generator.policy.judging import recorded_verdicts
from generator.records.patches import Patch
from generator.records.pilots import Pilot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lifecycle.patch_states import PatchStep
    from generator.lifecycle.pilot_states import PilotStep
    from generator.policy.judging import Verdict
    from generator.policy.rule import Facts
    from generator.records.structure import Event

_TOLD: Final = frozenset({*patch_states.ARROWS, *pilot_states.ARROWS, *GATED})
"""Transitions, and the facts that have gates too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """
    One transition that the merge adds, or a fact that has gates.

    `number` is that of the event from 1, `step` its way from state to state, None where it leads nowhere; the gates are
    judged as of the event, and stand beside what they answered about the transition before the merge. `publishes` says
    what it sets off.
    """

    subject: Patch | Pilot
    number: int
    event: Event
    step: PatchStep | PilotStep | None
    gates: tuple[GateShift, ...]
    publishes: tuple[str, ...]

    @property
    def key(self) -> str:
        """The event by its subject and number."""
        return f"{self.subject.id}/{self.number}"

    @property
    def blocking(self) -> tuple[Verdict, ...]:
        """The gates that are not satisfied."""
        return tuple(one.after for one in self.gates if one.after is not None and one.after.blocks)


def promotions(before: Facts, after: Facts) -> Iterator[Promotion]:
    """Yield every transition that a change adds, in the order of the files (lifecycle §6)."""
    change = after.change
    for file in change.after.values() if change is not None else ():
        record = file.record
        if isinstance(record, Patch | Pilot):
            was = before.registry.by_kind[record.folder].get(record.id)
            known = was if isinstance(was, Patch | Pilot) else None
            yield from _of_record(record, known, before, after)


def _of_record(record: Patch | Pilot, was: Patch | Pilot | None, before: Facts, after: Facts) -> Iterator[Promotion]:
    machine: Any = patch_states if isinstance(record, Patch) else pilot_states
    steps = {step.number: step for step in machine.steps(record)}
    recorded = len(was.events) if was is not None else 0
    for number, event in enumerate(record.events[recorded:], start=recorded + 1):
        if type(event) in _TOLD:
            yield Promotion(
                subject=record,
                number=number,
                event=event,
                step=steps.get(number),
                gates=tuple(paired(_asked(was, event, before), recorded_verdicts(record, number, after))),
                publishes=announcements(record, event.type, after) if number in steps else (),
            )


def _asked(was: Patch | Pilot | None, event: Event, before: Facts) -> tuple[Verdict, ...]:
    """Tell what the gates of a transition answered while it was not recorded."""
    upcoming = decision_of(was, before).towards(event.type) if was is not None else None
    return upcoming.verdicts if upcoming is not None else ()

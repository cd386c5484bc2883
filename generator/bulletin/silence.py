"""Silence: the sentence by which release notes say that no user answered (outputs §5, T049, T122)."""

from dataclasses import dataclass
from datetime import date

from generator.lifecycle import patch_states
from generator.lifecycle.clocks import week_start
from generator.lifecycle.pilot_states import steps
from generator.policy.rule import Facts
from generator.records.patches import Patch
from generator.records.pilots import Pilot
from generator.terms import PatchState, PilotState, UseCase

NONE_IN_PREVIEW = "No feedback from users was received during the preview of this update."
NONE_IN_PILOT = "No feedback from users was received during the pilot service."
NO_PILOT = "This update was accepted without a pilot service."


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The sentence, and whether it holds: until the patch is accepted or stopped an answer can still come."""

    sentence: str
    is_final: bool


def silence_of(patch: Patch, facts: Facts, use_case: UseCase | None) -> Silence:
    """Write the sentence about a patch on which no user gave feedback in time."""
    state = patch_states.state_of(patch, facts.today)
    is_final = state is not None and (not state.is_open or state is PatchState.READY_FOR_PRODUCTION)
    return Silence(sentence=_sentence(patch, facts, use_case, is_final=is_final), is_final=is_final)


def _sentence(patch: Patch, facts: Facts, use_case: UseCase | None, *, is_final: bool) -> str:
    if use_case is None or use_case.is_client_class:
        return NONE_IN_PREVIEW
    pilots = facts.registry.pilots_by_patch.get(patch.id, ())
    operated = [days for pilot in pilots if (days := _days_of_operation(pilot, facts.today)) is not None]
    if is_final and not operated:
        return NO_PILOT
    if use_case is not UseCase.BC_SERVER_MINOR:
        return NONE_IN_PILOT
    policy = facts.policy()
    planned = 0 if is_final or policy is None else policy.params.minor.operation_days
    return f"This update was operated for {max([planned, *operated])} days without user involvement."


def _days_of_operation(pilot: Pilot, today: date) -> int | None:
    """Count the days of uninterrupted operation up to the evaluation, or to today; None for a pilot that never ran."""
    ends = [
        step.event.date for step in steps(pilot, today) if step.after in {PilotState.EVALUATED, PilotState.ROLLED_BACK}
    ]
    end = min(ends, default=today)
    start = week_start(pilot, end)
    return None if start is None else (end - start).days

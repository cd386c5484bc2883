"""Silence: the sentence by which release notes say that no user answered (outputs §5, T049, T122)."""

from dataclasses import dataclass
from datetime import date

from generator.lifecycle import patch_states
from generator.lifecycle.pilot_states import steps
from generator.policy.rule import Facts
from generator.records.patch_events import PreviewOpened
from generator.records.patches import Patch
from generator.records.pilot_events import Resumed, Started, Suspended, Upgraded
from generator.records.pilots import Pilot
from generator.terms import PatchState, PilotState, UseCase

NONE_IN_PREVIEW = "No feedback from users was received during the preview of this update."
NONE_IN_PILOT = "No feedback from users was received during the pilot service."
NO_PILOT = "This update was accepted without a pilot service."
NOT_TRIED = "This update was stopped before users could try it."
ACCEPTED = frozenset({PatchState.READY_FOR_PRODUCTION, PatchState.IN_PRODUCTION, PatchState.ROLLED_BACK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The sentence, and whether it holds: until the patch is accepted or stopped an answer can still come."""

    sentence: str
    is_final: bool


def silence_of(patch: Patch, facts: Facts, use_case: UseCase | None) -> Silence:
    """Write the sentence about a patch on which no user gave feedback in time."""
    state = patch_states.state_of(patch, facts.today)
    pilots = facts.registry.pilots_by_patch.get(patch.id, ())
    operated = [days for pilot in pilots if (days := _days_of_operation(pilot, facts.today)) is not None]
    if state in ACCEPTED:
        return Silence(sentence=_of_an_accepted(operated, use_case), is_final=True)
    if state is not None and state.is_terminal:
        return Silence(sentence=_of_a_stopped(patch, operated, facts, use_case), is_final=True)
    return Silence(sentence=_of_an_open(operated, facts, use_case), is_final=False)


def _of_a_stopped(patch: Patch, operated: list[int], facts: Facts, use_case: UseCase | None) -> str:
    """Tell only of what there was: a stopped patch may have had neither a preview nor a pilot."""
    if operated:
        return _of_a_pilot(operated, use_case)
    was_previewed = any(isinstance(one, PreviewOpened) and one.date <= facts.today for one in patch.events)
    return NONE_IN_PREVIEW if was_previewed else NOT_TRIED


def _of_an_accepted(operated: list[int], use_case: UseCase | None) -> str:
    if use_case is None or use_case.is_client_class:
        return NONE_IN_PREVIEW
    return _of_a_pilot(operated, use_case) if operated else NO_PILOT


def _of_an_open(operated: list[int], facts: Facts, use_case: UseCase | None) -> str:
    if use_case is None or use_case.is_client_class:
        return NONE_IN_PREVIEW
    policy = facts.policy()
    return _of_a_pilot([policy.params.minor.operation_days if policy is not None else 0, *operated], use_case)


def _of_a_pilot(operated: list[int], use_case: UseCase | None) -> str:
    if use_case is not UseCase.BC_SERVER_MINOR:
        return NONE_IN_PILOT
    days = max(operated)
    return f"This update was operated for {days} day{'' if days == 1 else 's'} without user involvement."


def _days_of_operation(pilot: Pilot, today: date) -> int | None:
    """Count the days of the last operation without a break, up to its end or to today; None for one that never ran."""
    ends = [
        step.event.date for step in steps(pilot, today) if step.after in {PilotState.EVALUATED, PilotState.ROLLED_BACK}
    ]
    end = min(ends, default=today)
    begun = halted = None
    for event in pilot.events:
        if event.date <= end and isinstance(event, Started | Resumed | Upgraded):
            begun, halted = event.date, None
        elif event.date <= end and isinstance(event, Suspended):
            halted = event.date
    return None if begun is None else ((halted or end) - begun).days

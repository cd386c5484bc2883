"""PPS401."""

from generator.findings import DateLabel, GateStatus, Waiver
from generator.lifecycle.clocks import days_after
from generator.lifecycle.pilot_states import running_set, state_of, steps
from generator.policy.decision import decision_of
from generator.policy.judging import deciding_pilot, succeeded_with
from generator.policy.pilot.protocol import met, place_in
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patches import Patch
from generator.records.pilot_events import Evaluated
from generator.records.pilots import Pilot
from generator.terms import Role


@rule(
    "PPS401",
    of=Patch,
    waivers=(Waiver.JOINT,),
    statements=("T088", "T094"),
    quote="upon agreement of the concerned parts (VO, development, certification and operation teams)",
    gate_of=("accepted",),
    every_run=False,
)
def server_patches_have_a_successful_pilot(patch: Patch, facts: Facts) -> Gates:
    """
    Every server update that goes to production was operated in a pilot that was evaluated with success.

    The pilot must have run this very patch when it was evaluated. While a pilot runs, its own forecast says when the
    evaluation can come; if the last pilot ended without success, a new one is needed. Only an overrule of EMT and PPS
    coordination can do without a pilot.
    """
    pilots = facts.registry.pilots_by_patch.get(patch.id, ())
    succeeded = [pilot.id for pilot in pilots if succeeded_with(pilot, patch.id)]
    pilot = deciding_pilot(patch, facts)
    is_recorded = facts.transition is not None and facts.transition.event is not None
    if succeeded:
        yield met(place_in(patch, facts), f"{succeeded[-1]} was evaluated with success", *succeeded)
    elif pilot is None or is_recorded or patch.id not in running_set(pilot):
        yield _without_success(patch, pilots[-1] if pilots else None, facts, is_open=pilot is not None)
    else:
        yield _still_ahead(patch, pilot, facts)


def _without_success(patch: Patch, last: Pilot | None, facts: Facts, *, is_open: bool) -> Gate:
    how = f" ({last.id} {_ending(last)})" if last and state_of(last) else ""
    return Gate(
        status=GateStatus.BREACHED if last and not is_open else GateStatus.MISSING,
        at=place_in(patch, facts),
        message=f"{patch.id} has no successful pilot{how}",
        fix="finish or repeat the pilot",
        actor=facts.actor(Role.SA1_OPERATIONS),
        earliest=days_after(facts.today, facts.parameters().minor.operation_days),
        is_at_least=True,
    )


def _ending(pilot: Pilot) -> str:
    """Tell what became of a pilot that did not succeed with the patch."""
    outcomes = [step.event.outcome for step in steps(pilot) if isinstance(step.event, Evaluated)]
    if not outcomes:
        return f"is {state_of(pilot)}"
    return "failed" if outcomes[-1] == "failure" else "succeeded without it"


def _still_ahead(patch: Patch, pilot: Pilot, facts: Facts) -> Gate:
    """Take the date from the forecast of the pilot; a lower bound, because somebody has to record the evaluation."""
    evaluation = decision_of(pilot, facts).towards(Evaluated.type)
    forecast = evaluation.forecast if evaluation else None
    day = forecast.day if forecast else None
    is_clock = forecast is not None and forecast.label is DateLabel.EXACT and day is not None and day > facts.today
    status = GateStatus.WAITING if is_clock else GateStatus.MISSING
    return Gate(
        status=status if day else GateStatus.UNKNOWN,
        at=place_in(patch, facts),
        message=f"{patch.id} has no successful pilot ({pilot.id} is {state_of(pilot, facts.today)})",
        fix="finish the pilot",
        actor=facts.actor(Role.SA1_OPERATIONS),
        earliest=day,
        is_at_least=True,
    )

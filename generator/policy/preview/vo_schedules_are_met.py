"""PPS317."""

from generator.findings import Actor, GateStatus, Level, Waiver
from generator.lifecycle.patch_states import state_of
from generator.policy.decision import Decision, decision_of
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patch_events import Released
from generator.records.patches import Patch
from generator.terms import UseCase


@rule(
    "PPS317",
    of=Patch,
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION,),
    statements=("T055",),
    quote="time-to-production must comply to VO schedules but not dramatic",
)
def vo_schedules_are_met(patch: Patch, facts: Facts) -> Gates:
    """
    A client that needs configuration can reach production before the day by which a VO needs it.

    The forecast tells the earliest day that the policy allows, and a VO wants to know in time when that is too late. It
    never blocks, for stopping a late update makes it later. Act on the gate that the forecast names, or agree on a new
    day with the VO and append it.
    """
    state = state_of(patch, facts.today) if patch.vo_deadlines else None
    if state is None or not state.is_open or facts.use_case(patch) is not UseCase.NBC_CLIENT:
        return
    decision = decision_of(patch, facts)
    released = decision.towards(Released.type)
    day = (released.forecast.day if released is not None else None) or facts.today
    for deadline in {one.vo: one for one in patch.vo_deadlines}.values():
        if day > deadline.deadline:
            after = f"after the deadline of VO {deadline.vo} ({deadline.deadline})"
            yield Gate(
                status=GateStatus.MISSING,
                at=patch.place(deadline),
                message=f"production not before {day}, {after}",
                fix="act on the binding gate, or agree a new date with the VO",
                actor=_binding(decision),
            )


def _binding(decision: Decision) -> Actor:
    """Tell who answers for the gate that the forecast names, on the last step of the road that names one."""
    for upcoming in reversed(decision.next):
        binding = upcoming.forecast.binding
        for verdict in upcoming.blocking:
            if verdict.rule.id == binding:
                return verdict.gate.actor
    return Actor()

"""PPS505."""

from generator.findings import GateStatus, Level, Waiver
from generator.lifecycle.clocks import first, post_mortem_due
from generator.lifecycle.pilot_states import steps
from generator.policy.pilot_class import pilot_class
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Prolonged, Started
from generator.records.pilots import Pilot
from generator.terms import PilotState, Role, UseCase


@rule(
    "PPS505",
    of=Pilot,
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION,),
    statements=("T144",),
    quote='a "post mortem" should be done upon success or within 4 weeks from the beginning',
)
def post_mortems_are_held_in_time(pilot: Pilot, facts: Facts) -> Gates:
    """
    The post mortem of a pilot of a server that is not backward compatible is held within four weeks of its start.

    After each prolongation a further post mortem is held by the last day of the prolonged time; a suspension moves
    neither. This never blocks: hold the post mortem and record what it decided.
    """
    started = first(pilot, Started)
    if started is None or pilot_class(pilot, facts) is not UseCase.NBC_SERVER or not _is_started(pilot):
        return
    due = post_mortem_due(pilot, facts.parameters(started))
    if due is None or facts.today <= due or _is_held(pilot, facts):
        return
    overdue = (facts.today - due).days
    clock = next(event for event in reversed(pilot.events) if isinstance(event, Started | Prolonged))
    yield Gate(
        status=GateStatus.MISSING,
        at=pilot.place(clock),
        message=f"the post mortem is {overdue} {'day' if overdue == 1 else 'days'} overdue (due {due})",
        fix="hold it and record it",
        actor=facts.actor(Role.PPS_COORDINATION),
    )


def _is_started(pilot: Pilot) -> bool:
    return any(step.after is PilotState.RUNNING for step in steps(pilot))


def _is_held(pilot: Pilot, facts: Facts) -> bool:
    """Tell whether a post mortem was held that is not one of those on which the prolongations rest."""
    prolonged = [event for event in pilot.events if isinstance(event, Prolonged)]
    spent = {event.post_mortem for event in prolonged}
    since = prolonged[-1].date if prolonged else None
    held = facts.registry.post_mortems_by_pilot.get(pilot.id, ())
    return any(one.id not in spent and (since is None or one.held_on >= since) for one in held)

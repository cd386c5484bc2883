"""PPS504."""

from collections.abc import Iterator

from generator.findings import Location, Waiver
from generator.lifecycle.clocks import agreed_days
from generator.policy.pilot.protocol import Stand, met, stand_at
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Agreed, KickoffHeld
from generator.records.pilots import Pilot
from generator.terms import Role

_TIMESCALES = ("setup_days", "feedback_days")


@rule(
    "PPS504",
    of=Pilot,
    waivers=(Waiver.JOINT,),
    statements=("T132", "T134", "T142"),
    quote="with possible changes to timescales due to the peculiarity of these events",
    gate_of=("agreed", "accepted"),
    every_run=False,
)
def case_plan_and_timescales_are_recorded(pilot: Pilot, facts: Facts) -> Gates:
    """
    The pilot of a server that is not backward compatible has a plan of its own, and every unusual timescale a reason.

    Write into the case plan how this service is tried. Where the kick-off agreed on more or fewer days than the policy
    gives, the chair records the new number and its reason among the timescale changes.
    """
    stand = stand_at(pilot, Agreed, facts)
    objections = tuple(_objections(stand, facts))
    for at, message, field in objections:
        yield Gate(
            status=stand.gap,
            at=at,
            message=message,
            fix="record plan or change",
            field=field,
            actor=facts.actor(Role.PPS_COORDINATION),
        )
    if not objections:
        yield met(stand.place, "the case plan and every change of a timescale are recorded", pilot.id)


def _objections(stand: Stand, facts: Facts) -> Iterator[tuple[Location, str, str]]:
    pilot, parameters = stand.pilot, facts.parameters(stand.day).pilot
    if not (pilot.case_plan or "").strip():
        yield stand.place, "the pilot has no case plan", "case_plan"
    for what in _TIMESCALES:
        default: int = getattr(parameters, what)
        days = agreed_days(pilot, what, default)
        if days != default:
            yield from _of_change(what, days, default, stand)


def _of_change(what: str, days: int, default: int, stand: Stand) -> Iterator[tuple[Location, str, str]]:
    pilot = stand.pilot
    changes = [change for change in pilot.timescale_changes if change.what == what]
    given = f"{what} is {days} (default {default})"
    kickoffs = [event for event in pilot.events if isinstance(event, KickoffHeld) and getattr(event, what) is not None]
    if not changes:
        at = pilot.place(kickoffs[-1], what) if kickoffs else stand.place
        yield at, f"{given} but no timescale change is recorded", "timescale_changes"
    elif changes[-1].value != days:
        at = pilot.place(changes[-1], "value")
        yield at, f"{given} but the recorded timescale change says {changes[-1].value}", "timescale_changes"
    elif changes[-1].by != pilot.chair:
        message = f"the timescale change of {what} is by {changes[-1].by}, not by the chair {pilot.chair}"
        yield pilot.place(changes[-1], "by"), message, "timescale_changes"
    elif not changes[-1].reason.strip():
        yield pilot.place(changes[-1], "reason"), f"{given} without a reason", "timescale_changes"

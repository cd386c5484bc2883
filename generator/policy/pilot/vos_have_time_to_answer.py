"""PPS415."""

from datetime import date

from generator.findings import GateStatus, Waiver
from generator.lifecycle.clocks import days_after, first, week_start
from generator.policy.pilot.answers import Answers, Route, answers_to, takes_another_route
from generator.policy.pilot.operation import operation_complete
from generator.policy.pilot.protocol import met, not_asked, place_in
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Started
from generator.records.pilots import Pilot
from generator.terms import Role


@rule(
    "PPS415",
    of=Pilot,
    waivers=(Waiver.JOINT,),
    statements=("T114", "T119", "T141"),
    quote="or no feedback is received within the agreed timeline",
    gate_of=("evaluated",),
    every_run=False,
)
def vos_have_time_to_answer(pilot: Pilot, facts: Facts) -> Gates:
    """
    A pilot that VOs committed themselves to is evaluated when all of them have answered, or their time is over.

    The time is that of the kick-off, by default two weeks from the start, and includes its last day. As manager of a
    VO, answer with the feedback form. If nobody answers at all, operations evaluate the pilot alone after the last day.
    """
    place, answers = place_in(pilot, facts), answers_to(pilot, facts)
    if answers.route is not Route.VO_FEEDBACK or takes_another_route(answers, facts):
        yield not_asked(place, "not on the route of VO feedback")
    elif answers.is_over:
        yield met(place, f"the feedback window ended on {answers.due}", *answers.feedback)
    elif not answers.silent:
        yield met(place, "every committed VO has answered", *answers.feedback)
    elif answers.due is None:
        yield _standstill(pilot, facts)
    else:
        yield from (_silence(vo, answers.due, pilot, answers, facts) for vo in answers.silent)


def _standstill(pilot: Pilot, facts: Facts) -> Gate:
    """Say that the time of the VOs does not run: the pilot is not started yet, or suspended (lifecycle §5)."""
    is_started = first(pilot, Started) is not None
    still = "stands still: the pilot is suspended" if is_started else "has not begun: the pilot is not started"
    return Gate(
        status=GateStatus.MISSING,
        at=place_in(pilot, facts),
        message=f"the feedback window {still}",
        fix="resume the pilot" if is_started else "start the pilot",
        actor=facts.actor(Role.PPS_COORDINATION),
        earliest=facts.today,
        is_at_least=True,
    )


def _silence(vo: str, due: date, pilot: Pilot, answers: Answers, facts: Facts) -> Gate:
    is_recorded = facts.transition is not None and facts.transition.event is not None
    over = days_after(due, 1)
    alone = "" if is_recorded else _without_an_answer(over, pilot, answers, facts)
    return Gate(
        status=GateStatus.MISSING,
        at=place_in(pilot, facts),
        message=f"the feedback window is open until {due} and VO {vo} has not answered{alone}",
        fix="answer, or wait",
        actor=facts.actor(Role.VO_MANAGER, vo),
        earliest=over if is_recorded else facts.today,
        is_at_least=True,
    )


def _without_an_answer(over: date, pilot: Pilot, answers: Answers, facts: Facts) -> str:
    """Say when the pilot can be evaluated if the VO stays silent."""
    start = week_start(pilot, facts.today)
    if start is None:
        return ""
    if answers.feedback:
        return f"; without an answer {over}"
    return f"; without an answer {max(over, operation_complete(start, facts))}, internal"

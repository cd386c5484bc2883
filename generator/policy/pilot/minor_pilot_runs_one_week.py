"""PPS408."""

from collections.abc import Iterator

from generator.findings import GateStatus, Waiver
from generator.lifecycle.clocks import days_after, week_start
from generator.policy.pilot.answers import Route, answers_to, takes_another_route
from generator.policy.pilot.operation import operation_complete
from generator.policy.pilot.protocol import met, not_asked, place_in
from generator.policy.pilot_class import pilot_class
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilots import Pilot
from generator.terms import Role, UseCase


@rule(
    "PPS408",
    of=Pilot,
    waivers=(Waiver.JOINT,),
    statements=("T097", "T120"),
    quote="Pilot services for minor updates will be operated in production for 1 week",
    gate_of=("evaluated",),
    every_run=False,
)
def minor_pilot_runs_one_week(pilot: Pilot, facts: Facts) -> Gates:
    """
    A pilot that operations evaluate alone runs for one week without interruption, with nothing blocking it.

    That is every pilot of a minor update, and any other about which no VO spoke in time. The week begins when the pilot
    is started and begins anew when it is resumed or upgraded. The monitoring is named and blocking feedback is settled.
    Nobody can shorten the week: wait.
    """
    place, answers = place_in(pilot, facts), answers_to(pilot, facts)
    if answers.route is not Route.INTERNAL or takes_another_route(answers, facts):
        yield not_asked(place, "not on the internal route")
        return
    unmet = (*_week(pilot, facts), *_success_criteria(pilot, facts))
    yield from unmet or (met(place, f"in operation since {week_start(pilot, facts.today)}", pilot.id),)


def _week(pilot: Pilot, facts: Facts) -> Iterator[Gate]:
    start, place = week_start(pilot, facts.today), place_in(pilot, facts)
    days = facts.parameters().minor.operation_days
    if start is None:
        yield Gate(
            status=GateStatus.MISSING,
            at=place,
            message=f"the pilot does not run; {days} days of uninterrupted operation are needed",
            fix="start or resume the pilot",
            actor=facts.actor(Role.PPS_COORDINATION),
            earliest=days_after(facts.today, days),
            is_at_least=True,
        )
    elif (complete := operation_complete(start, facts)) > facts.today:
        is_recorded = facts.transition is not None and facts.transition.event is not None
        elapsed = (facts.today - start).days
        reached = f"{elapsed} of {days} days" if is_recorded else f"day {elapsed + 1} of {days}"
        message = f"{reached} of uninterrupted operation; earliest evaluation {complete}"
        yield Gate(status=GateStatus.WAITING, at=place, message=message, fix="wait", earliest=complete)


def _success_criteria(pilot: Pilot, facts: Facts) -> Iterator[Gate]:
    for feedback in facts.registry.feedback_by_subject.get(pilot.id, ()):
        if feedback.blocking and not feedback.is_settled and feedback.submitted_on <= facts.today:
            yield Gate(
                status=GateStatus.MISSING,
                at=place_in(pilot, facts),
                message=f"{feedback.id} is blocking and not settled",
                fix="follow it up until it is settled",
                actor=facts.actor(Role.SA3_RELEASE),
                may_come_late=True,
            )
    if pilot.monitoring is None and pilot_class(pilot, facts) is not UseCase.BC_SERVER_MINOR:
        yield Gate(
            status=GateStatus.MISSING,
            at=place_in(pilot, facts),
            message="operations judge by the monitoring: the monitoring reference is missing",
            fix="name the monitoring page",
            field="monitoring",
            actor=facts.actor(Role.PPS_COORDINATION),
        )

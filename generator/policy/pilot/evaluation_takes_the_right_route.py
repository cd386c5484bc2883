"""PPS416."""

from generator.findings import GateStatus, Waiver
from generator.policy.pilot.answers import Answers, Route, answers_to, takes_another_route
from generator.policy.pilot.protocol import met, place_in
from generator.policy.pilot_class import pilot_class
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilots import Pilot
from generator.terms import Role, UseCase


@rule(
    "PPS416",
    of=Pilot,
    waivers=(Waiver.JOINT,),
    statements=("T118", "T119", "T120", "T121", "T141"),
    quote="evaluated with the same success criteria in use for the minor updates",
    gate_of=("evaluated",),
    every_run=False,
)
def evaluation_takes_the_right_route(pilot: Pilot, facts: Facts) -> Gates:
    """
    Operations evaluate a pilot alone exactly when no VO takes part or none spoke in time; else VO feedback counts.

    A minor update is always evaluated internally. For others the route is internal when no VO feedback came in time and
    either no VO is committed or the time for feedback is over. The feedback of a VO that withdrew still counts. Record
    the route that follows from the records.
    """
    answers, transition = answers_to(pilot, facts), facts.transition
    event = transition.event if transition else None
    if event is None or not takes_another_route(answers, facts):
        yield met(place_in(pilot, facts), f"the route is {answers.route}", *answers.feedback)
        return
    team = " (operations team, minor criteria)" if answers.route is Route.INTERNAL else ""
    is_minor = pilot_class(pilot, facts) is UseCase.BC_SERVER_MINOR
    yield Gate(
        status=GateStatus.BREACHED,
        at=pilot.place(event, "route"),
        message=f"{_why(answers, is_minor=is_minor)}: route must be '{answers.route}'{team}",
        fix="record the other route",
        field="route",
        actor=facts.actor(Role.SA1_OPERATIONS),
        may_come_late=bool(answers.feedback),
    )


def _why(answers: Answers, *, is_minor: bool) -> str:
    if is_minor:
        return "a minor update is kept internal"
    if answers.feedback:
        return f"VO feedback was received ({', '.join(answers.feedback)})"
    if answers.route is Route.INTERNAL:
        return "no VO feedback was received"
    until = f" until {answers.due}" if answers.due else ""
    return f"VO {answers.silent[0]} is committed and may answer{until}"

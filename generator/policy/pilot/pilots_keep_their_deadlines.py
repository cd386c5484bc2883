"""PPS409."""

from collections.abc import Iterator
from datetime import date

from generator.findings import Actor, GateStatus, Level, Location, Waiver
from generator.lifecycle.clocks import days_after, first, setup_due, week_start
from generator.lifecycle.pilot_states import running_sites, state_of
from generator.policy.pilot.answers import Route, answers_to
from generator.policy.pilot_class import pilot_class
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Agreed
from generator.records.pilots import Pilot
from generator.terms import PilotState, Role


@rule(
    "PPS409",
    of=Pilot,
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION,),
    statements=("T102", "T113"),
    quote="timeline of the site to set-up the service (e.g. 1 week)",
)
def pilots_keep_their_deadlines(pilot: Pilot, facts: Facts) -> Gates:
    """
    A pilot is set up, answers blocking feedback and is evaluated within the days that were agreed.

    Sites have the set-up time of the kick-off, by default one week, from the agreement on. Blocking feedback gets a
    first follow-up within a day. Once the clock of the evaluation has run out, operations decide within a week. This
    never blocks: start, answer or decide.
    """
    if pilot_class(pilot, facts) is None:
        return
    state = state_of(pilot, facts.today)
    if state is PilotState.AGREED:
        yield from _set_up(pilot, facts)
    if state in {PilotState.RUNNING, PilotState.SUSPENDED}:
        yield from _reaction(pilot, facts)
    if state is PilotState.RUNNING:
        yield from _decision(pilot, facts)


def _set_up(pilot: Pilot, facts: Facts) -> Iterator[Gate]:
    agreed = first(pilot, Agreed)
    due = setup_due(pilot, facts.parameters(agreed)) if agreed else None
    if due is not None and facts.today > due:
        late = f"set-up is {_days((facts.today - due).days)} late (due {due})"
        yield _overrun(_place(pilot, Agreed), late, "start the pilot", _site_managers(pilot, facts))


def _reaction(pilot: Pilot, facts: Facts) -> Iterator[Gate]:
    days = facts.parameters().pilot.prompt_reaction_days
    for feedback in facts.registry.feedback_by_subject.get(pilot.id, ()):
        waited = (facts.today - feedback.submitted_on).days
        if feedback.blocking and not feedback.followup and waited > days:
            late = f"{feedback.id} is blocking and unanswered for {_days(waited)} (answer within {_days(days)})"
            yield _overrun(feedback.place(name="blocking"), late, "answer it", _site_managers(pilot, facts))


def _decision(pilot: Pilot, facts: Facts) -> Iterator[Gate]:
    complete = _clock_complete(pilot, facts)
    due = days_after(complete, facts.parameters().minor.decision_grace_days) if complete else None
    if due is not None and facts.today > due:
        late = f"the evaluation is {_days((facts.today - due).days)} late (due {due})"
        yield _overrun(pilot.place(name="events"), late, "decide", facts.actor(Role.SA1_OPERATIONS))


def _clock_complete(pilot: Pilot, facts: Facts) -> date | None:
    """Tell when the clock of the route ran out: the week, and the feedback window of those who committed themselves."""
    answers, start = answers_to(pilot, facts), week_start(pilot, facts.today)
    if answers.route is Route.VO_FEEDBACK or start is None:
        return answers.due
    week = days_after(start, facts.parameters().minor.operation_days)
    return max(week, answers.due) if answers.due and answers.committed else week


def _overrun(at: Location, message: str, fix: str, actor: Actor) -> Gate:
    return Gate(status=GateStatus.MISSING, at=at, message=message, fix=fix, actor=actor)


def _place(pilot: Pilot, kind: type[Agreed]) -> Location:
    return next((pilot.place(event) for event in pilot.events if isinstance(event, kind)), pilot.place(name="events"))


def _site_managers(pilot: Pilot, facts: Facts) -> Actor:
    sites = (facts.actor(Role.SITE_MANAGER, entry.site) for entry in running_sites(pilot, facts.today))
    people = tuple(dict.fromkeys(person for site in sites for person in site.people))
    return Actor(role=Role.SITE_MANAGER.value, people=people)


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"

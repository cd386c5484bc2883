"""PPS414."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.findings import GateStatus, Level, Waiver
from generator.lifecycle.clocks import first
from generator.lifecycle.pilot_states import state_of
from generator.policy.pilot.answers import Answers, answers_to
from generator.policy.pilot.protocol import met, place_in
from generator.policy.pilot_class import pilot_class
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.notifications import Notification
from generator.records.pilot_events import Started
from generator.records.pilots import Pilot
from generator.terms import PilotState, Role, UseCase


@rule(
    "PPS414",
    of=Pilot,
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION,),
    statements=("T116", "T141"),
    quote="reminders for feedback are regularly sent to the VOs by the preproduction coordination",
    gate_of=("evaluated",),
)
def silent_vos_are_reminded(pilot: Pilot, facts: Facts) -> Gates:
    """
    While a pilot waits for feedback, each committed VO that has not answered is reminded every week.

    The start of the pilot is the first contact, and a reminder may be two days late. After the feedback window nobody
    is reminded any more. Send the reminder and record the notification; a gap that has passed cannot be closed, so it
    needs an explanation (pps waive) before the evaluation.
    """
    if facts.transition is None and (
        state_of(pilot, facts.today) not in {PilotState.RUNNING, PilotState.SUSPENDED}
        or pilot_class(pilot, facts) in {None, UseCase.BC_SERVER_MINOR}
    ):
        return
    answers = answers_to(pilot, facts)
    unmet = tuple(_gaps(pilot, answers, facts))
    yield from unmet
    if facts.transition is not None and not unmet:
        message = "every silent VO was reminded" if answers.silent else "no VO has to be reminded"
        yield met(place_in(pilot, facts), message, pilot.id)


def _gaps(pilot: Pilot, answers: Answers, facts: Facts) -> Iterator[Gate]:
    started, limits = first(pilot, Started), facts.parameters().pilot
    if started is None:
        return
    end, interval = min(facts.today, answers.due or facts.today), limits.reminder_interval_days
    for vo in answers.silent:
        for previous, following in pairwise((*_contacts(pilot, vo, started, end, facts), end)):
            days = (following - previous).days
            if days > interval + limits.reminder_slack_days:
                when = "" if following == end else f", from {previous} to {following}"
                explain = f"explain the gap: pps waive {pilot.id} --rule PPS414"
                is_open = following == facts.today
                yield Gate(
                    status=GateStatus.BREACHED,
                    at=place_in(pilot, facts),
                    message=f"no reminder sent to VO {vo} for {days} days (interval {interval}){when}",
                    fix=f"send it and record it; before the evaluation {explain}" if is_open else explain,
                    actor=facts.actor(Role.PPS_COORDINATION),
                )


def _contacts(pilot: Pilot, vo: str, started: date, end: date, facts: Facts) -> tuple[date, ...]:
    """Tell when a VO heard of the pilot: at the start, or when it committed itself later, and by each reminder."""
    committed = max(entry.date for entry in pilot.vos if entry.vo == vo and entry.date <= facts.today)
    begun = max(started, committed)
    sent = facts.registry.notifications_by_subject.get(pilot.id, ())
    return (begun, *(one.sent_on for one in sent if _reminds(one, vo) and begun <= one.sent_on <= end))


def _reminds(sent: Notification, vo: str) -> bool:
    return sent.kind == "reminder" and (sent.to.vos == "all" or vo in (sent.to.vos or ()))

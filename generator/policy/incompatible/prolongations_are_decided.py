"""PPS507."""

from collections.abc import Iterator
from datetime import date

from generator.findings import Actor, GateStatus, Location
from generator.lifecycle.clocks import days_after
from generator.lifecycle.pilot_states import running_sites
from generator.policy.approvals import last_agreements
from generator.policy.pilot.answers import due_of
from generator.policy.pilot.concerned_parts import ConcernedPart, concerned_parts, in_words, speaker
from generator.policy.pilot.protocol import met
from generator.policy.pilot_class import pilot_class
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Prolonged, Started
from generator.records.pilots import Agreement, Pilot
from generator.terms import Decision, Role, UseCase

Objection = tuple[Location, str, Actor]


@rule(
    "PPS507",
    of=Pilot,
    statements=("T146",),
    quote="including decision to prolongate the testing time",
    gate_of=("prolonged",),
    every_run=False,
)
def prolongations_are_decided(pilot: Pilot, facts: Facts) -> Gates:
    """
    The testing time of a pilot is prolonged by those who agreed to it, and not for more than four weeks at a time.

    For a server that is not backward compatible a post mortem decides it and names the last day. For a major update
    each concerned part agrees anew, after the start and after the last prolongation. A longer time needs another
    decision when this one runs out; a prolongation takes no day from the VOs that they have already.
    """
    event = facts.transition.event if facts.transition else None
    if not isinstance(event, Prolonged):
        return
    is_nbc = pilot_class(pilot, facts) is UseCase.NBC_SERVER
    decided = _by_post_mortem(pilot, event, facts) if is_nbc else _by_parts(pilot, event, facts)
    objections = (
        *((one, "decide it first") for one in (*decided, *_too_far(pilot, event, facts))),
        *((one, "name a later day") for one in _backwards(pilot, event, facts)),
    )
    for (at, message, actor), fix in objections:
        yield Gate(status=GateStatus.MISSING, at=at, message=message, fix=fix, actor=actor)
    if not objections:
        yield met(pilot.place(event), f"prolonged until {event.until} by decision", *filter(None, [event.post_mortem]))


def _by_post_mortem(pilot: Pilot, event: Prolonged, facts: Facts) -> Iterator[Objection]:
    at, actor = pilot.place(event), facts.actor(Role.PPS_COORDINATION)
    held = facts.registry.post_mortems.get(event.post_mortem) if event.post_mortem else None
    if held is None or held.pilot != pilot.id or held.decision != "prolong":
        named = f" ({held.id} of {held.pilot} decided '{held.decision}')" if held else ""
        yield at, f"the prolongation needs a post mortem with decision 'prolong'{named}", actor
    elif held.prolong_until != event.until:
        message = f"the prolongation is until {event.until}, {held.id} decided until {held.prolong_until}"
        yield pilot.place(event, "until"), message, actor


def _by_parts(pilot: Pilot, event: Prolonged, facts: Facts) -> Iterator[Objection]:
    clocks = [one.date for one in pilot.events if isinstance(one, Started | Prolonged)]
    said, since = last_agreements(pilot), clocks[-1] if clocks else event.date
    for part in concerned_parts(pilot, pilot_class(pilot, facts), event.date, running_sites(pilot)):
        if not _agreed_since(since, said.get(part)):
            yield pilot.place(event), _without(part, since), speaker(part, facts)


def _agreed_since(since: date, word: Agreement | None) -> bool:
    return word is not None and word.decision is Decision.APPROVE and word.date > since


def _without(part: ConcernedPart, since: date) -> str:
    return f"the prolongation needs a new agreement of {in_words(part)}, after {since}"


def _too_far(pilot: Pilot, event: Prolonged, facts: Facts) -> Iterator[Objection]:
    most = facts.parameters().post_mortem.max_prolong_days
    if event.until > days_after(event.date, most):
        message = f"prolonged {(event.until - event.date).days} days ahead, at most {most} are allowed"
        yield pilot.place(event, "until"), message, facts.actor(Role.PPS_COORDINATION)


def _backwards(pilot: Pilot, event: Prolonged, facts: Facts) -> Iterator[Objection]:
    """Yield the objection to a day that lies behind, or before the end of the feedback as it stands."""
    at, actor, due = pilot.place(event, "until"), facts.actor(Role.PPS_COORDINATION), due_of(pilot, facts)
    if event.until < event.date:
        yield at, f"prolonged until {event.until}, which is before the prolongation itself ({event.date})", actor
    elif due is not None and event.until < due:
        yield at, f"prolonged until {event.until}, but feedback is due on {due} already: that would shorten it", actor

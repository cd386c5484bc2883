"""What `pps explain` tells of one subject: its use case and why, its state, every gate ahead, its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from generator.findings import GateStatus
from generator.lifecycle import installation_steps, patch_states, pilot_states
from generator.policy.decision import Decision, decision_of
from generator.records.patches import Patch
from generator.reports import decision_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.edition import Edition
    from generator.findings import Actor
    from generator.policy.decision import Next
    from generator.records.installations import Installation
    from generator.records.pilots import Pilot
    from generator.records.structure import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One event of the history: its number from 1, and the state that it led to if it is a transition."""

    number: int
    day: date
    event: str
    by: str
    role: str
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What is decided and known of a patch, a pilot or an installation, as of today."""

    decision: Decision
    history: tuple[Moment, ...]


class UnknownSubjectError(Exception):
    """Nothing of that id can be explained; the message names what comes near."""


def explanation(edition: Edition, subject: str) -> Explanation:
    """Explain a patch, pilot or installation; raise UnknownSubjectError for any other id."""
    registry = edition.registry
    record = registry.patches.get(subject) or registry.pilots.get(subject)
    if record is not None:
        return _of_subject(edition, record)
    if subject in registry.installations:
        return _of_installation(edition, registry.installations[subject])
    if any(file.stem == subject and file.record is None for file in registry.files):
        raise UnknownSubjectError(f"{subject} cannot be read; pps check tells why")
    known = [*registry.patches, *registry.pilots, *registry.installations]
    near = [one for one in known if subject.casefold() in one.casefold()][:5]
    hint = f"; did you mean {', '.join(near)}?" if near else "; it explains patches, pilots and installations"
    raise UnknownSubjectError(f"nothing is known of {subject!r}{hint}")


def _of_installation(edition: Edition, installation: Installation) -> Explanation:
    state = installation_steps.state_of(installation, edition.today)
    last = installation_steps.last_step(installation, edition.today)
    decision = Decision(
        subject=installation.id,
        use_case=None,
        why=(),
        state=state.value if state else None,
        since=last.date if last else None,
        next=(),
    )
    return Explanation(decision=decision, history=tuple(_history(installation.events, {}, edition.today)))


def _of_subject(edition: Edition, record: Patch | Pilot) -> Explanation:
    machine: Any = patch_states if isinstance(record, Patch) else pilot_states
    led = {step.number: step.after.value for step in machine.steps(record, edition.today)}
    history = tuple(_history(record.events, led, edition.today))
    return Explanation(decision=decision_of(record, edition.facts), history=history)


def _history(events: tuple[Event, ...], led: dict[int, str], today: date) -> Iterator[Moment]:
    for number, event in enumerate(events, start=1):
        if event.date <= today:
            role = event.role.value
            after = led.get(number)
            yield Moment(number=number, day=event.date, event=event.type, by=event.by, role=role, after=after)


def as_text(explained: Explanation) -> Iterator[str]:
    """Yield the explanation as lines for a terminal."""
    decision = explained.decision
    yield decision.subject + (f": {decision.use_case}" if decision.use_case else "")
    yield from (f"  because {reason}" for reason in decision.why)
    yield f"  {decision.state or 'nothing recorded yet'}" + (f" since {decision.since}" if decision.since else "")
    for upcoming in decision.next:
        yield from _road_lines(upcoming)
    yield "History"
    for moment in explained.history:
        after = f" → {moment.after}" if moment.after else ""
        yield f"  {moment.number:>2} {moment.day} {moment.event}{after}, by {moment.by} ({moment.role})"


def _road_lines(upcoming: Next) -> Iterator[str]:
    forecast = upcoming.forecast
    when = f"{forecast.day} ({forecast.label})" if forecast.day else "unknown"
    binding = f", bound by {forecast.binding}" if forecast.binding else ""
    yield f"Next: {upcoming.transition} → {upcoming.to}; earliest {when}{binding}"
    if upcoming.prerequisite is not None:
        yield f"  {GateStatus.MISSING:<14} PPS801 {upcoming.prerequisite.message}{_who(upcoming.prerequisite.actor)}"
    for verdict in upcoming.verdicts:
        excuse = f" [{verdict.excused_by}]" if verdict.excused_by else ""
        fix = f"; {verdict.gate.fix}" if verdict.gate.fix and verdict.blocks else ""
        who = _who(verdict.gate.actor) if verdict.blocks else ""
        yield f"  {verdict.status:<14} {verdict.rule.id} {verdict.gate.message}{fix}{who}{excuse}"
    for actor in upcoming.approvers:
        yield f"  {'with approval':<14} of {actor.role}{_who(actor)}"


def _who(actor: Actor) -> str:
    scope = f" of {actor.scope}" if actor.scope else ""
    people = f": {', '.join(actor.people)}" if actor.people else ""
    return "" if actor.role == "nobody" else f" ({actor.role}{scope}{people})"


def as_value(explained: Explanation) -> dict[str, Any]:
    """Turn the explanation into the value that its JSON form shows."""
    subject = explained.decision.subject
    history = [
        {
            "event": f"{subject}/{moment.number}",
            "type": moment.event,
            "date": moment.day.isoformat(),
            "by": moment.by,
            "role": moment.role,
            "state": moment.after,
        }
        for moment in explained.history
    ]
    return {**decision_json.of_decision(explained.decision), "history": history}

"""What somebody must do, by date: the open gates of all decisions and the findings whose clock runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from generator.bulletin.open_subjects import open_subjects
from generator.findings import Level
from generator.policy.decision import earliest_of
from generator.reports.decision_json import of_actor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.edition import Edition
    from generator.findings import Actor
    from generator.policy.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """
    One act that somebody owes: since or from which day it can be done, about what, and what to do.

    `scopes` are the sites, VOs or ROCs whose managers owe it: that of the actor, or all that its people speak for.
    """

    day: date | None
    subject: str
    transition: str | None
    rule: str
    message: str
    fix: str | None
    actor: Actor
    scopes: tuple[str, ...]


def duties(edition: Edition) -> tuple[Duty, ...]:
    """List every act that is owed, the earliest first; one for each rule, subject, actor and text."""
    found = {(one.rule, one.subject, one.actor, one.message): one for one in (*_gates(edition), *_findings(edition))}
    return tuple(sorted(found.values(), key=lambda one: (one.day or date.max, one.subject, one.rule, one.message)))


def _gates(edition: Edition) -> Iterator[Duty]:
    for one in open_subjects(edition.facts):
        decision, upcoming = one.decision, one.next
        if upcoming.is_possible_today:
            fix = f"record {upcoming.transition!r}"
            message = f"{upcoming.transition!r} is possible today"
            for actor in upcoming.actors:
                yield Duty(
                    day=edition.today,
                    subject=decision.subject,
                    transition=upcoming.transition,
                    rule="PPS801",
                    message=message,
                    fix=fix,
                    actor=actor,
                    scopes=_scopes(actor, edition.facts),
                )
        for verdict in upcoming.blocking:
            if verdict.gate.actor.role != "nobody":
                yield Duty(
                    day=earliest_of(verdict, edition.facts),
                    subject=decision.subject,
                    transition=upcoming.transition,
                    rule=verdict.rule.id,
                    message=verdict.gate.message,
                    fix=verdict.gate.fix,
                    actor=verdict.gate.actor,
                    scopes=_scopes(verdict.gate.actor, edition.facts),
                )


def _findings(edition: Edition) -> Iterator[Duty]:
    for finding in edition.findings:
        if finding.level is not Level.INFO and finding.excused_by is None and finding.actor.role != "nobody":
            yield Duty(
                day=finding.earliest.day if finding.earliest else edition.today,
                subject=finding.subject,
                transition=None,
                rule=finding.rule,
                message=finding.message,
                fix=finding.fix,
                actor=finding.actor,
                scopes=_scopes(finding.actor, edition.facts),
            )


def _scopes(actor: Actor, facts: Facts) -> tuple[str, ...]:
    if actor.scope is not None:
        return (actor.scope,)
    people = (facts.registry.people.get(handle) for handle in actor.people)
    held = (tenure for person in people if person is not None for tenure in person.roles)
    found = (one.scope for one in held if one.role == actor.role and one.covers(facts.today))
    return tuple(dict.fromkeys(scope for scope in found if scope is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Whose duties are asked for; what is None does not matter."""

    role: str | None = None
    vo: str | None = None
    site: str | None = None
    within: int | None = None

    def keeps(self, duty: Duty, today: date) -> bool:
        """Tell whether a duty is asked for."""
        scopes = {scope for scope in (self.vo, self.site) if scope is not None}
        in_time = self.within is None or (duty.day is not None and (duty.day - today).days <= self.within)
        right_role = self.role is None or duty.actor.role == self.role
        return in_time and right_role and (not scopes or not scopes.isdisjoint(duty.scopes))


def as_lines(owed: Iterable[Duty]) -> Iterator[str]:
    """Yield a line for each duty."""
    for duty in owed:
        when = duty.day.isoformat() if duty.day else "unknown   "
        scope = f" of {duty.actor.scope}" if duty.actor.scope else ""
        people = f" ({', '.join(duty.actor.people)})" if duty.actor.people else ""
        fix = f"; {duty.fix}" if duty.fix else ""
        yield f"{when} {duty.actor.role}{scope}{people}: {duty.subject} {duty.rule} {duty.message}{fix}"


def as_values(owed: Iterable[Duty]) -> list[dict[str, Any]]:
    """Turn duties into the values of the JSON form."""
    return [
        {
            "date": duty.day.isoformat() if duty.day else None,
            "subject": duty.subject,
            "transition": duty.transition,
            "rule": duty.rule,
            "message": duty.message,
            "fix": duty.fix,
            "actor": of_actor(duty.actor),
        }
        for duty in owed
    ]

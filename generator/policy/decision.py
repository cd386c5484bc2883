"""decide(): every gate of every next transition, the forecast, who must act; the one answer that all faces show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.findings import Actor
from generator.lifecycle import patch_states, pilot_states
from generator.policy.acceptance import settled_classification
from generator.policy.approvals import approving_roles
from generator.policy.forecasting import ARROW, Forecast, Prerequisite, earliest_of, forecast_of
from generator.policy.judging import Verdict, asked_verdicts, class_of
from generator.policy.pilot.answers import Route, answers_to
from generator.policy.pilot_class import class_of_pilot
from generator.policy.road import events_ahead, events_before
from generator.policy.rule import Facts
from generator.policy.waivers import overrule_for
from generator.records.patch_events import Released
from generator.records.patches import Patch
from generator.records.pilot_events import Evaluated
from generator.terms import Role, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.records.decisions import Overrule
    from generator.records.pilots import Pilot
    from generator.records.structure import Event

__all__ = ["Decision", "Forecast", "Next", "Prerequisite", "decide", "decision_of", "earliest_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """
    A transition that may come: its gates in the order of the table, met ones too, and its forecast.

    `approvers` decide about it, `actors` must act for the gate that binds it, or record it where none does; nobody
    where only time passes. `overrule` is the joint decision that it may name.
    """

    transition: str
    to: str
    verdicts: tuple[Verdict, ...]
    prerequisite: Prerequisite | None
    forecast: Forecast
    approvers: tuple[Actor, ...]
    actors: tuple[Actor, ...]
    recorders: tuple[Role, ...]
    overrule: str | None

    @property
    def blocking(self) -> tuple[Verdict, ...]:
        """The gates for which the transition waits, without what the transition itself brings."""
        return tuple(verdict for verdict in self.verdicts if verdict.blocks and not verdict.gate.is_act)

    @property
    def is_possible_today(self) -> bool:
        """True where only the transition itself is left to be recorded."""
        return self.prerequisite is None and not self.blocking


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Everything that is decided about one open patch or pilot on a day."""

    subject: str
    use_case: UseCase | None
    why: tuple[str, ...]
    state: str | None
    since: date | None
    next: tuple[Next, ...]

    def towards(self, transition: str) -> Next | None:
        """Tell what is decided about one transition; None where the subject does not head for it."""
        return next((one for one in self.next if one.transition == transition), None)


def decide(facts: Facts) -> dict[str, Decision]:
    """Decide about every open patch and pilot on the day of the facts (lifecycle §1.1)."""
    subjects: tuple[Patch | Pilot, ...] = (*facts.registry.patches.values(), *facts.registry.pilots.values())
    decided = {record.id: decision_of(record, facts) for record in subjects}
    return {subject: decision for subject, decision in decided.items() if decision.next}


def decision_of(record: Patch | Pilot, facts: Facts) -> Decision:
    """Decide about one patch or pilot; worked out once for the facts."""
    return facts.once(record.id, lambda: _decided(record, facts))


def _decided(record: Patch | Pilot, facts: Facts) -> Decision:
    machine: Any = patch_states if isinstance(record, Patch) else pilot_states
    found = settled_classification(record, facts) if isinstance(record, Patch) else class_of_pilot(record, facts)
    state = machine.state_of(record, facts.today)
    return Decision(
        subject=record.id,
        use_case=found.use_case if found else None,
        why=found.why if found else (),
        state=state.value if state else None,
        since=machine.since(record, facts.today),
        next=_road(record, state, machine, facts),
    )


def _road(record: Patch | Pilot, state: Any, machine: Any, facts: Facts) -> tuple[Next, ...]:
    road = events_ahead(record, state, class_of(record, facts))
    found: dict[type[Event], Next] = {}
    reached = state
    for event in road:
        overrule = overrule_for(record, event, facts)
        needed = events_before(event, road, overruled=overrule is not None)
        first = _prerequisite([found[one] for one in needed], facts)
        reached = machine.ARROWS[event].get(reached, reached)
        found[event] = _next(record, event, reached, first, facts, overrule)
    return tuple(found.values())


def _prerequisite(needed: Iterable[Next], facts: Facts) -> Prerequisite | None:
    """Tell which of the transitions that have to come first comes last; an unknown day wins."""
    last: Next | None = None
    for one in needed:
        if last is None or one.forecast.day is None or (last.forecast.day and one.forecast.day > last.forecast.day):
            last = one
    if last is None:
        return None
    message = f"{last.transition!r} has to be recorded first"
    return Prerequisite(message=message, actor=facts.actor(last.recorders[0]), earliest=last.forecast.day)


def _next(  # noqa: PLR0913, PLR0917 - what one step of the road is made of
    record: Patch | Pilot,
    event: type[Event],
    to: Any,
    first: Prerequisite | None,
    facts: Facts,
    overrule: Overrule | None,
) -> Next:
    verdicts = asked_verdicts(record, event, facts, overrule)
    forecast = forecast_of(record, event, verdicts, first, facts, overrule)
    roles = _approving(record, event, facts, overrule)
    approvers = tuple(facts.actor(role) for role in roles)
    return Next(
        transition=event.type,
        to=to.value if to else "",
        verdicts=verdicts,
        prerequisite=first,
        forecast=forecast,
        approvers=approvers,
        actors=_actors(verdicts, first, forecast) or approvers or (facts.actor(event.recorded_by[0]),),
        recorders=event.recorded_by,
        overrule=overrule.id if overrule is not None else None,
    )


def _approving(record: Patch | Pilot, event: type[Event], facts: Facts, overrule: Overrule | None) -> tuple[Role, ...]:
    """Name who approves: of a release its record tells, of an evaluation the route of today decides."""
    use_case = class_of(record, facts)
    if event is Released:
        return (Role.RELEASE_MANAGER,)
    if event is Evaluated and not isinstance(record, Patch) and use_case is not None:
        is_joint = answers_to(record, facts).route is Route.VO_FEEDBACK
        return (Role.SA1_OPERATIONS, Role.PPS_COORDINATION) if is_joint else (Role.SA1_OPERATIONS,)
    return approving_roles(record, event, use_case, overruled=overrule is not None)


def _actors(verdicts: tuple[Verdict, ...], first: Prerequisite | None, forecast: Forecast) -> tuple[Actor, ...]:
    """Tell who must act for the gate that binds; none where no gate does."""
    if first is not None and forecast.binding == ARROW:
        return (first.actor,)
    binding = (one for one in verdicts if one.blocks and one.rule.id == forecast.binding)
    return tuple(dict.fromkeys(one.gate.actor for one in binding))

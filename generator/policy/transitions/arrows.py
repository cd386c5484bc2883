"""Events that no arrow of their state machine allows, and why (lifecycle §2.1, §3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.lifecycle import patch_states, pilot_states
from generator.lifecycle.as_of import before
from generator.policy.pilot_class import pilot_class
from generator.records.patch_events import Accepted, PilotOpened, PreviewOpened, Superseded
from generator.records.pilot_events import Evaluated, PilotRolledBack, Prolonged, Upgraded
from generator.terms import PatchState, PilotState, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.policy.rule import Facts
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot
    from generator.records.structure import Event

_STEPS = "record the missing steps first, each on the day on which it happens"
_IN_OPERATION = {PilotState.RUNNING, PilotState.SUSPENDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Misstep:
    """An event that leads nowhere: its number from 1, the event, what stands, what to do."""

    number: int
    event: Event
    message: str
    fix: str = _STEPS


def missteps_of_patch(patch: Patch, facts: Facts) -> Iterator[Misstep]:
    """Yield the events of a patch that the machine refuses; a preview opened from a wrong state is that of PPS304."""
    reached = {step.number: step.after for step in patch_states.steps(patch)}
    state: PatchState | None = None
    for number, event in enumerate(patch.events, start=1):
        if number in reached:
            yield from _counterpart(patch, number, event, facts)
            state = reached[number]
        elif type(event) in patch_states.ARROWS and not isinstance(event, PreviewOpened):
            yield Misstep(number=number, event=event, message=_refusal(event, state, patch_states))


def missteps_of_pilot(pilot: Pilot, facts: Facts) -> Iterator[Misstep]:
    """Yield the events of a pilot that the machine refuses, and the facts that its state does not allow."""
    reached = {step.number: step.after for step in pilot_states.steps(pilot)}
    state: PilotState | None = None
    for number, event in enumerate(pilot.events, start=1):
        if number in reached:
            state = reached[number]
        elif isinstance(event, PilotRolledBack) and state in _IN_OPERATION:
            continue  # one site less; the pilot goes on at the others
        elif type(event) in pilot_states.ARROWS:
            yield Misstep(number=number, event=event, message=_refusal(event, state, pilot_states))
        elif isinstance(event, Upgraded | Prolonged):
            yield from _fact(pilot, number, event, state, facts)


def _fact(
    pilot: Pilot, number: int, event: Upgraded | Prolonged, state: PilotState | None, facts: Facts
) -> Iterator[Misstep]:
    allowed = {PilotState.RUNNING} if isinstance(event, Upgraded) else _IN_OPERATION
    if state not in allowed:
        message = f"'{event.type}' needs a running pilot; this one is '{state or 'not proposed'}'"
        yield Misstep(number=number, event=event, message=message)
    elif isinstance(event, Prolonged):
        known = before(pilot, number, event.date)
        if pilot_class(known, facts.at(event.date, None)) is UseCase.BC_SERVER_MINOR:
            message = "the pilot of a minor update is not prolonged: it ends after its week"
            yield Misstep(number=number, event=event, message=message, fix="evaluate it, or propose another pilot")


def _refusal(event: Event, state: Any, machine: Any) -> str:
    """Tell why no arrow leads on, and where arrows lead to from here."""
    targets = tuple(machine.ARROWS[type(event)].values())
    withheld = machine.ARROWS[type(event)].get(state)
    ahead = [one for one in machine.next_states(state) if one is not withheld]
    following = f"(next: {', '.join(ahead)})" if ahead else f"(nothing leaves '{state}')"
    if state is None:
        return f"cannot begin with '{event.type}' {following}"
    if state in targets:
        return f"is already '{state}': '{event.type}' leads nowhere {following}"
    step = f"cannot go from '{state}' to '{targets[0]}'"
    if isinstance(event, Accepted) and state is PatchState.CERTIFIED:
        return f"{step} without an overrule {following}"
    if isinstance(event, Evaluated) and state is PilotState.SUSPENDED:
        return f"{step} with success: a suspended pilot is resumed first, or has failed"
    return f"{step} {following}"


def _counterpart(patch: Patch, number: int, event: Event, facts: Facts) -> Iterator[Misstep]:
    """Yield an allowed event whose other record does not fit: the pilot that opens, the patch that takes its place."""
    if isinstance(event, PilotOpened):
        message = _unfit_pilot(patch, number, event, facts)
        if message:
            fix = "name the running pilot that holds the patch"
            yield Misstep(number=number, event=event, message=message, fix=fix)
    elif isinstance(event, Superseded):
        other = facts.registry.patches.get(event.by_patch)
        if other is not None and not set(patch.node_types) & set(other.node_types):
            message = f"'superseded' names {other.id}, which shares no node type with {patch.id}"
            yield Misstep(number=number, event=event, message=message, fix="name the patch that takes its place")


def _unfit_pilot(patch: Patch, number: int, event: PilotOpened, facts: Facts) -> str | None:
    found = facts.classification(before(patch, number, event.date), event.date)
    if found is not None and found.use_case.is_client_class:
        return f"'pilot-opened' is for servers; {patch.id} is {found.use_case} and is previewed"
    pilot = facts.registry.pilots.get(event.pilot)
    if pilot is None:
        return None
    state = pilot_states.state_of(pilot, event.date)
    if PilotState.RUNNING not in pilot_states.states_on(pilot, event.date):
        return f"'pilot-opened' names {pilot.id}, which is '{state or 'not proposed'}' on {event.date}, not running"
    if patch.id not in pilot_states.running_set(pilot, event.date):
        return f"'pilot-opened' names {pilot.id}, which does not run {patch.id} on {event.date}"
    return None

"""The gates of one transition, recorded or asked about: what every rule of its row answers, waivers applied once."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import generator.policy
from generator.findings import Actor, GateStatus, Level
from generator.lifecycle import patch_states, pilot_states
from generator.lifecycle.as_of import before
from generator.policy.gates import GATED, WITHOUT_PILOT, gates_of
from generator.policy.hidden import is_hidden
from generator.policy.introduction import is_introduced
from generator.policy.pilot_class import class_of_pilot
from generator.policy.rule import RULES, Facts, Gate, Rule, Transition
from generator.policy.waivers import exception_for, overrule_of, overrules
from generator.records.installations import Installation
from generator.records.patch_events import PilotOpened, PreviewOpened
from generator.records.patches import Patch
from generator.records.pilot_events import Evaluated, Prolonged, Upgraded
from generator.records.pilots import Pilot
from generator.terms import PilotState, PolicyMode, Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.records.decisions import Overrule
    from generator.records.structure import Event
    from generator.terms import UseCase


@cache
def all_rules() -> tuple[Rule, ...]:
    """Import every module of every family, and list the rules by id."""
    for module in pkgutil.walk_packages(generator.policy.__path__, "generator.policy."):
        importlib.import_module(module.name)
    return tuple(RULES[identity] for identity in sorted(RULES))


@cache
def rules_by_id() -> dict[str, Rule]:
    """List the rules by id."""
    return {rule.id: rule for rule in all_rules()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one rule answers about one transition: the status after waivers, who excused it, and on what it speaks."""

    rule: Rule
    subject: Patch | Pilot | Installation
    gate: Gate
    status: GateStatus
    excused_by: str | None = None
    mode: PolicyMode = PolicyMode.ENFORCE

    @property
    def blocks(self) -> bool:
        """True where the transition has to wait for it; rules in mode warn or shadow do not block (lifecycle §1.2)."""
        return self.status.blocks and self.mode is PolicyMode.ENFORCE


def mode_of(rule: Rule, facts: Facts, day: date) -> PolicyMode:
    """Tell how the revision in force on a day applies a rule (policy §5.4)."""
    revision = facts.policy(day)
    return revision.modes.get(rule.id, PolicyMode.ENFORCE) if revision else PolicyMode.ENFORCE


def class_of(record: Patch | Pilot, facts: Facts) -> UseCase | None:
    """Tell the class of a patch or pilot on the day of the facts."""
    if isinstance(record, Patch):
        return facts.use_case(record)
    found = class_of_pilot(record, facts)
    return found.use_case if found else None


def is_judged(record: Patch | Pilot, number: int, state: object) -> bool:
    """Tell whether a recorded event is judged by gates: an allowed transition, or one of the two facts with gates."""
    event = record.events[number - 1]
    if isinstance(event, Upgraded | Prolonged):
        return state in {PilotState.RUNNING, PilotState.SUSPENDED}
    if isinstance(event, Evaluated) and event.outcome == "failure":
        return False
    if isinstance(event, PreviewOpened):
        return True
    machine: Any = patch_states if isinstance(record, Patch) else pilot_states
    return bool(machine.is_allowed(event, state))


def recorded_verdicts(record: Patch | Pilot, number: int, facts: Facts) -> tuple[Verdict, ...]:
    """Judge the gates of a recorded event as of the event (lifecycle §1.3); empty where it has none."""
    event: Event = record.events[number - 1]
    if type(event) not in GATED:
        return ()
    subject = before(record, number, event.date)
    machine: Any = patch_states if isinstance(record, Patch) else pilot_states
    state = machine.state_of(subject)
    if not is_judged(record, number, state):
        return ()
    transition = Transition(type=event.type, place=record.place(event), event=event, number=number)
    view = facts.at(event.date, transition)
    row = gates_of(type(event), class_of(subject, view))
    if isinstance(event, PreviewOpened) and not machine.is_allowed(event, state):
        row = ("PPS304",)
    return tuple(_verdicts(subject, row, view, overrule_of(record, event, facts)))


def asked_verdicts(
    record: Patch | Pilot, event: type[Event], facts: Facts, overrule: Overrule | None = None
) -> tuple[Verdict, ...]:
    """Judge the gates of a transition that is not recorded yet, as of today, with an overrule that it may use."""
    view = facts.towards(Transition(type=event.type, place=record.place(name="events")))
    unknown = unknowable(record, view) if event in GATED else None
    if unknown is not None:
        return (_answered("PPS201", record, GateStatus.UNKNOWN, unknown, view),)
    opening = (_opening(record, view),) if isinstance(record, Patch) and event is PilotOpened else ()
    return (*opening, *_verdicts(record, gates_of(event, class_of(record, view)), view, overrule))


def unknowable(record: Patch | Pilot, facts: Facts) -> str | None:
    """Tell why nobody can know the class, and so the gates, of a patch or pilot; None where it can be known."""
    if facts.policy() is None:
        return "no final policy revision can be read, so there is nothing to judge by"
    patches = () if isinstance(record, Patch) else pilot_states.running_set(record, facts.today)
    hidden = [patch for patch in patches if (Patch.folder, patch) in facts.whole.unreadable]
    if hidden:
        return f"{', '.join(hidden)} cannot be read, so the class of the pilot is not known"
    is_without = isinstance(record, Pilot) and class_of(record, facts) is None
    return f"{record.id} runs no server update, so it has no class to be judged by" if is_without else None


def _opening(patch: Patch, view: Facts) -> Verdict:
    """Judge whether a running pilot holds the patch, which is what makes a server patch visible (PPS801)."""
    pilots = view.registry.pilots_by_patch.get(patch.id, ())
    for pilot in pilots:
        is_running = PilotState.RUNNING in pilot_states.states_on(pilot, view.today)
        if is_running and patch.id in pilot_states.running_set(pilot, view.today):
            return _answered("PPS801", patch, GateStatus.MET, f"{pilot.id} is running", view)
    if any(kind == Pilot.folder for kind, _ in view.whole.unreadable):
        return _answered("PPS801", patch, GateStatus.UNKNOWN, "a pilot cannot be read", view)
    known = ", ".join(f"{one.id} is {pilot_states.state_of(one, view.today)}" for one in pilots) or "there is no pilot"
    message = f"no running pilot holds {patch.id} ({known})"
    return _answered("PPS801", patch, GateStatus.MISSING, message, view)


def _answered(identity: str, record: Patch | Pilot, status: GateStatus, message: str, view: Facts) -> Verdict:
    """Make a verdict of what the engine itself knows about a transition that is asked about."""
    place = view.transition.place if view.transition else record.place()
    owed = status is GateStatus.MISSING
    gate = Gate(
        status=status,
        at=place,
        message=message,
        fix="propose a pilot, or bring it to run" if owed else None,
        actor=view.actor(Role.PPS_COORDINATION) if owed else Actor(),
    )
    return Verdict(rule=rules_by_id()[identity], subject=record, gate=gate, status=status)


def _verdicts(record: Patch | Pilot, row: tuple[str, ...], view: Facts, overrule: Overrule | None) -> Iterator[Verdict]:
    known = rules_by_id()
    no_pilot = overrule is not None and "PPS401" in overrule.rules
    for identity in row:
        rule = known.get(identity)
        if rule is None or not is_introduced(rule, view, view.today):
            continue
        if no_pilot and identity in WITHOUT_PILOT:
            yield _silent(rule, record, view, "the overrule says: no pilot at all")
            continue
        yield from _answers(rule, record, view, overrule)


def _answers(rule: Rule, record: Patch | Pilot, view: Facts, overrule: Overrule | None) -> Iterator[Verdict]:
    targets = tuple(_targets(rule, record, view))
    if not targets:
        yield _silent(rule, record, view, "nothing here that it could be about")
        return
    for target in targets:
        answers = tuple(rule.check(target, view)) or (_met(rule, target, view),)
        for gate in answers:
            yield _waived(rule, target, gate, view, overrule)


def _waived(rule: Rule, target: Any, gate: Gate, view: Facts, overrule: Overrule | None) -> Verdict:
    mode = mode_of(rule, view, view.today)
    if not gate.status.blocks:
        return Verdict(rule=rule, subject=target, gate=gate, status=gate.status, mode=mode)
    if overrule is not None and overrules(overrule, rule):
        status, excused_by = GateStatus.OVERRULED, overrule.id
    elif (exception := exception_for(rule, target, gate, view, view.today)) is not None:
        status, excused_by = GateStatus.EXCUSED, exception.id
    else:
        status, excused_by = GateStatus.UNKNOWN if is_hidden(rule, gate.status, view) else gate.status, None
    return Verdict(rule=rule, subject=target, gate=gate, status=status, excused_by=excused_by, mode=mode)


def _targets(rule: Rule, record: Patch | Pilot, view: Facts) -> Iterator[Patch | Pilot | Installation]:
    """Yield what a gate rule looks at: the record itself, its installations, or the pilot that decides."""
    if type(record) in rule.of:
        yield record
    elif Installation in rule.of:
        yield from _installations(record, view)
    elif isinstance(record, Patch) and Pilot in rule.of:
        pilot = deciding_pilot(record, view)
        if pilot is not None:
            yield pilot


def _installations(record: Patch | Pilot, view: Facts) -> Iterator[Installation]:
    patches = (record.id,) if isinstance(record, Patch) else pilot_states.running_set(record)
    sites = None if isinstance(record, Patch) else {entry.site for entry in record.sites}
    kind = "preview" if isinstance(record, Patch) else "pilot"
    for patch in patches:
        for installation in view.registry.installations_by_patch.get(patch, ()):
            if installation.kind == kind and (sites is None or installation.site in sites):
                yield installation


def deciding_pilot(patch: Patch, view: Facts) -> Pilot | None:
    """
    Tell the pilot on which the acceptance of a patch rests: the last one that succeeded, else the last that is open.

    None where no pilot held the patch, or the last one ended without success: then PPS401 speaks alone (policy §5.3).
    """
    pilots = view.registry.pilots_by_patch.get(patch.id, ())
    successes = [pilot for pilot in pilots if succeeded_with(pilot, patch.id)]
    if successes:
        return successes[-1]
    ended = {PilotState.ABORTED, PilotState.ROLLED_BACK, PilotState.CLOSED, PilotState.EVALUATED}
    return pilots[-1] if pilots and pilot_states.state_of(pilots[-1]) not in ended else None


def succeeded_with(pilot: Pilot, patch: str) -> bool:
    """Tell whether a pilot was evaluated with success while its running set held a patch (PPS401)."""
    return any(
        isinstance(step.event, Evaluated)
        and step.event.outcome == "success"
        and patch in pilot_states.running_set(replace(pilot, events=pilot.events[: step.number]))
        for step in pilot_states.steps(pilot)
    )


def _silent(rule: Rule, record: Patch | Pilot, view: Facts, why: str) -> Verdict:
    place = view.transition.place if view.transition else record.place()
    gate = Gate(status=GateStatus.NOT_APPLICABLE, at=place, message=why)
    return Verdict(rule=rule, subject=record, gate=gate, status=GateStatus.NOT_APPLICABLE)


def _met(rule: Rule, target: Any, view: Facts) -> Gate:
    place = view.transition.place if view.transition else target.place()
    return Gate(status=GateStatus.MET, at=place, message=rule.obligation)


def level_of(verdict: Verdict) -> Level:
    """Tell the level of the finding of an unmet gate: a warning rule is an error for the transition that needs it."""
    if verdict.status in {GateStatus.EXCUSED, GateStatus.OVERRULED}:
        return Level.WARNING
    level = verdict.gate.level or (Level.ERROR if verdict.rule.level is Level.WARNING else verdict.rule.level)
    if verdict.mode is PolicyMode.SHADOW:
        return Level.INFO
    return Level.WARNING if verdict.mode is PolicyMode.WARN and level is Level.ERROR else level


def is_overtaken(verdict: Verdict, record: Patch | Pilot, number: int, facts: Facts) -> bool:
    """
    Tell whether a transition is unmet by feedback or a test that may have been recorded after it (lifecycle §1.3).

    Recording such a fact is never blocked by what it reveals: a transition that stands in the base of a change is
    overtaken by it, and one that the change adds answers for what is there, whatever it adds after it. Where no base
    can tell, a transition that others have followed is overtaken.
    """
    if not verdict.gate.may_come_late:
        return False
    recorded = _recorded_before(record, facts)
    if recorded is not None:
        return number <= recorded
    machine: Any = patch_states if isinstance(record, Patch) else pilot_states
    return any(step.number > number for step in machine.steps(record))


def _recorded_before(record: Patch | Pilot, facts: Facts) -> int | None:
    """Tell how many events of a record stood before the change; None where there is no base that can tell."""
    change = facts.change
    if change is None or change.is_first or (record.folder, record.id) in change.base.unreadable:
        return None
    base: Any = change.base.by_kind[record.folder].get(record.id)
    return len(base.events) if base is not None else 0

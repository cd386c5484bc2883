"""The steps of a pilot, each with everything that it touches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

from generator.authoring.agreement import open_parts
from generator.authoring.edits import Added, AuthoringError, Item, Value
from generator.authoring.installing import installation_at, known_step, step_at
from generator.authoring.knowable import needed_overrule
from generator.authoring.log_entries import log_entry
from generator.lifecycle import patch_states
from generator.lifecycle.pilot_states import ARROWS, running_set, running_sites, state_of
from generator.policy.approvals import PART_ROLES, approving_roles
from generator.policy.pilot.answers import Route, answers_to
from generator.policy.pilot.concerned_parts import ConcernedPart, concerned_parts, in_words
from generator.policy.pilot_class import pilot_class
from generator.policy.preview.rounds import Round
from generator.records.installation_events import Configured, Distributed, Tested
from generator.records.patch_events import PilotOpened
from generator.records.pilot_events import (
    Agreed,
    Evaluated,
    KickoffHeld,
    PilotEvent,
    PilotRolledBack,
    Prolonged,
    Started,
)
from generator.terms import Decision, PilotState, Role, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from generator.authoring.acts import Act, Hands
    from generator.authoring.edits import Addition, Edit
    from generator.policy.rule import Facts
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot, PilotSite
    from generator.records.sites import Site
    from generator.records.structure import Event

EVENTS: Final[Mapping[str, type[Event]]] = {kind.type: kind for kind in get_args(PilotEvent)}
_NOT_AGREED: Final = (PilotState.PROPOSED, PilotState.NEGOTIATING)


def known_keys(pilot: Pilot, kind: type[Event], act: Act, facts: Facts) -> dict[str, Any]:
    """Tell the keys of an event of a pilot that follow from the records and from the parameters of the policy."""
    day = act.day
    view = facts.at(day, None)
    if kind is PilotRolledBack and act.role is Role.SITE_MANAGER:
        return {"site": act.scope}
    if kind is KickoffHeld:
        default = facts.parameters(day).pilot
        days = {"setup_days": default.setup_days, "feedback_days": default.feedback_days}
        return days | {"attendees": _guests(pilot, day, facts)}
    if kind is Evaluated:
        return {"outcome": "success", "route": answers_to(pilot, view).route.value} | needed_overrule(
            pilot, kind, day, facts
        )
    if kind is Prolonged:
        used = {event.post_mortem for event in pilot.events if isinstance(event, Prolonged)}
        known = facts.registry.post_mortems_by_pilot.get(pilot.id, ())
        held = [one for one in known if one.decision == "prolong" and one.id not in used]
        return {"until": held[-1].prolong_until, "post_mortem": held[-1].id} if held else {}
    return needed_overrule(pilot, kind, day, facts) if kind in ARROWS else {}


def demanded_keys(pilot: Pilot, kind: type[Event], day: date, facts: Facts) -> frozenset[str]:
    """Tell what a file may leave out and a gate misses for ever: the minutes of the first kick-off (PPS412)."""
    if kind is not KickoffHeld or pilot_class(pilot, facts, day) is UseCase.BC_SERVER_MINOR:
        return frozenset()
    has_minutes = any(event.ref for event in pilot.events if isinstance(event, KickoffHeld))
    return frozenset() if has_minutes else frozenset({"ref"})


def _guests(pilot: Pilot, day: date, facts: Facts) -> tuple[str, ...]:
    """Tell who has to be at a kick-off: the chair, and the managers of the sites (PPS412)."""
    managers = (name for one in pilot.sites for name in facts.registry.holders(Role.SITE_MANAGER, day, one.site))
    return tuple(dict.fromkeys((pilot.chair, *managers)))


def approving(pilot: Pilot, kind: type[Event], keys: Mapping[str, Any]) -> tuple[Role, ...]:
    """Name the roles whose approval an event of a pilot carries; an evaluation by its route (PPS805)."""
    if kind is Evaluated:
        is_joint = keys.get("route") == Route.VO_FEEDBACK and keys.get("outcome") != "failure"
        return (Role.SA1_OPERATIONS, Role.PPS_COORDINATION) if is_joint else (Role.SA1_OPERATIONS,)
    return approving_roles(pilot, kind, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An event of a pilot to be recorded: who does it, its keys as typed values, and who approves in which role."""

    pilot: Pilot
    kind: type[Event]
    act: Act
    keys: Mapping[str, Any]
    approvers: Mapping[Role, str]


def additions(step: Step, hands: Hands, facts: Facts) -> tuple[Addition, ...]:
    """
    Tell what a step adds to its pilot: the event, and before it the agreements that it asks for (PPS402, PPS507).

    A start agrees first where that is still to be done, and has the sites say that they know the risk. Raises
    AuthoringError where nobody, or more than one person, could speak for a part.
    """
    pilot, kind = step.pilot, step.kind
    own = log_entry(kind, step.act, step.keys, step.approvers)
    if kind is Agreed:
        return (*_agreements(open_parts(pilot, hands.day, facts), hands, facts), own)
    if kind is Started and state_of(pilot, hands.day) in _NOT_AGREED:
        agreed = log_entry(Agreed, hands.acts_as(Agreed, facts))
        spoken = _agreements(open_parts(pilot, hands.day, facts), hands, facts)
        return (*spoken, *_awareness(pilot, hands, facts), agreed, own)
    if kind is Started:
        return (*_awareness(pilot, hands, facts), own)
    if kind is Prolonged and pilot_class(pilot, facts, hands.day) is UseCase.BC_SERVER_MAJOR:
        parts = concerned_parts(pilot, UseCase.BC_SERVER_MAJOR, hands.day, running_sites(pilot))
        return (*_agreements(parts, hands, facts), own)
    return (own,)


def _agreements(parts: Iterable[ConcernedPart], hands: Hands, facts: Facts) -> Iterator[Item]:
    for part in parts:
        kind, scope = part
        by = _speaker(PART_ROLES[kind], scope, in_words(part), hands, facts)
        named = {kind.value: scope} if scope is not None else {}
        value = {"part": kind, **named, "by": by, "date": hands.day, "decision": Decision.APPROVE}
        yield Item(field="agreements", value=value)


def _speaker(role: Role, scope: str | None, part: str, hands: Hands, facts: Facts) -> str:
    """Tell who speaks for a part: the writer, who is named for the role, or its only holder."""
    holders = facts.registry.holders(role, hands.day, scope)
    chosen = [one for one in (hands.by, hands.named.get(role)) if one in holders] or list(holders)
    if len(chosen) == 1 or (chosen and chosen[0] in {hands.by, hands.named.get(role)}):
        return chosen[0]
    if holders:
        hint = f"name one with --approve {role}=HANDLE: {', '.join(holders)}"
        raise AuthoringError(f"several people speak for {part}; {hint}")
    raise AuthoringError(f"nobody speaks for {part}: no {role} is recorded on {hands.day}; record the role first")


def _awareness(pilot: Pilot, hands: Hands, facts: Facts) -> Iterator[Value]:
    """Yield what the sites still have to say before a start: that they know the risk, and who rolls back (PPS407)."""
    for number, entry in enumerate(pilot.sites):
        lacks = (entry.experimental_ack is None, entry.rollback_contact is None)
        if any(lacks):
            by = _speaker(Role.SITE_MANAGER, entry.site, f"site {entry.site}", hands, facts)
            said = {"experimental_ack": {"by": by, "date": hands.day}, "rollback_contact": by}
            for is_missing, (key, value) in zip(lacks, said.items(), strict=True):
                if is_missing:
                    yield Value(mapping="sites", item=number, field=key, value=value)


def servers(pilot: Pilot, day: date, facts: Facts) -> tuple[Patch, ...]:
    """Tell the server patches of the running set; clients keep their own way to production."""
    known = (facts.registry.patches.get(patch) for patch in running_set(pilot, day))
    classed = ((patch, facts.use_case(patch, day)) for patch in known if patch is not None)
    return tuple(patch for patch, use_case in classed if use_case is not None and not use_case.is_client_class)


def untested(pilot: Pilot, day: date, facts: Facts) -> tuple[tuple[Patch, PilotSite], ...]:
    """Tell at which running sites the local test of which patch has not passed yet."""
    pairs = ((patch, entry) for patch in servers(pilot, day, facts) for entry in running_sites(pilot, day))
    return tuple((patch, entry) for patch, entry in pairs if not _is_tested(patch, entry.site, facts))


def _is_tested(patch: Patch, site: str, facts: Facts) -> bool:
    known = facts.registry.installations_by_patch.get(patch.id, ())
    return any(one.site == site and Round(one, configures=True).is_tested() for one in known)


def openings(pilot: Pilot, hands: Hands, facts: Facts) -> Iterator[Edit]:
    """Yield `pilot-opened` for each server patch of a pilot that starts and that nobody can see yet."""
    for patch in servers(pilot, hands.day, facts):
        if patch_states.state_of(patch) in patch_states.ARROWS[PilotOpened]:
            act = hands.acts_as(PilotOpened, facts)
            yield Added(record=patch, additions=(log_entry(PilotOpened, act, {"pilot": pilot.id}),))


def installed(patch: Patch, site: Site, tested: Mapping[str, Any], hands: Hands, facts: Facts) -> Edit:
    """Propose the steps that a patch still lacks at a site of its pilot, up to the local test that passed."""
    installation = installation_at(patch, site, facts.registry)
    done = Round(installation, configures=True).done if installation is not None else {}
    lacking = [kind for kind in (Distributed, Configured) if kind not in done]
    steps = [
        (kind, hands.acts_as(kind, facts, site.id), known_step(patch, site, kind, facts, hands.day)) for kind in lacking
    ]
    return step_at(patch, site, (*steps, (Tested, hands.acts_as(Tested, facts, site.id), tested)), facts)

"""The agenda of a pilot's kick-off: who chairs, who is invited, the points, and what is to be decided (T112-T115)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bulletin.pilot_standing import standing_of
from generator.lifecycle.clocks import first
from generator.pages.page import Page
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.records.pilot_events import KickoffHeld
from generator.terms import Role, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.bulletin.pilot_standing import PilotStanding
    from generator.edition import Edition
    from generator.policy.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody who is invited, and why."""

    who: Ref
    why: str
    people: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of the agenda and what is known about it."""

    title: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDecide:
    """One decision of the meeting, the field of the record that takes it, and what stands there."""

    what: str
    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kickoff:
    """Everything that the agenda says; `held_on` is None while the meeting is ahead."""

    pilot: Ref
    title: str
    use_case: str
    in_words: str
    held_on: date | None
    chair: str
    invited: tuple[Invited, ...]
    points: tuple[Point, ...]
    decisions: tuple[ToDecide, ...]
    source: Source


def of(edition: Edition) -> Iterator[Page]:
    """Yield the agenda of every pilot that is negotiated; a minor one has no kick-off."""
    for pilot in edition.shown(edition.registry.pilots):
        standing = standing_of(pilot, edition.facts)
        if standing.use_case in {UseCase.BC_SERVER_MAJOR, UseCase.NBC_SERVER}:
            yield Page(
                address=f"pilots/{pilot.id}/kickoff/",
                kind="kickoff",
                title=f"Kick-off of {pilot.id}",
                description=f"Agenda of the kick-off of {pilot.id}: {pilot.title}.",
                content=kickoff(standing, edition.facts),
                search_text="kick-off agenda",
            )


def kickoff(standing: PilotStanding, facts: Facts) -> Kickoff:
    """Take every decision of the agenda."""
    pilot, signposts = standing.pilot, Signposts(facts.registry)
    held = first(pilot, KickoffHeld)
    return Kickoff(
        pilot=signposts.of(pilot.id),
        title=pilot.title,
        use_case=standing.use_case or "",
        in_words=standing.use_case.in_words if standing.use_case else "",
        held_on=held if held is not None and held <= facts.today else None,
        chair=signposts.person(pilot.chair),
        invited=tuple(_invited(standing, facts)),
        points=tuple(_points(standing, facts)),
        decisions=tuple(_decisions(standing, signposts)),
        source=source_of(pilot),
    )


def _invited(standing: PilotStanding, facts: Facts) -> Iterator[Invited]:
    pilot, signposts = standing.pilot, Signposts(facts.registry)
    for one in pilot.candidates:
        if one.date <= facts.today:
            people = _holders(Role.SITE_MANAGER, facts, one.site)
            yield Invited(who=signposts.site(one.site), why="site manager of a candidate", people=people)
    for vo in dict.fromkeys(one.vo for one in pilot.vo_interest if one.interested and one.date <= facts.today):
        yield Invited(who=signposts.vo(vo), why="interested VO", people=_holders(Role.VO_MANAGER, facts, vo))
    roles = [Role.RELEASE_MANAGER, Role.EIS]
    if standing.use_case is UseCase.NBC_SERVER:
        roles.append(Role.DEVELOPER)
    for role in roles:
        yield Invited(who=Ref(text=role.replace("-", " ")), why="by role", people=_holders(role, facts, None))


def _holders(role: Role, facts: Facts, scope: str | None) -> str:
    actor = facts.actor(role, scope) if scope else facts.actor(role)
    signposts = Signposts(facts.registry)
    return ", ".join(signposts.person(handle) for handle in actor.people)


def _points(standing: PilotStanding, facts: Facts) -> Iterator[Point]:
    pilot, policy, signposts = standing.pilot, facts.policy(), Signposts(facts.registry)
    days = policy.params.pilot if policy else None
    chosen = tuple(one.site for one in pilot.candidates if one.selected)
    yield Point(title="What changes for users", known=_some(pilot.user_visible_changes))
    yield Point(title="Candidates and the selection of sites", known=(_list("selected so far", chosen),))
    yield Point(title="Set-up time", known=(f"the policy gives {days.setup_days} days",) if days else ())
    yield Point(title="Feedback time", known=(f"the policy gives {days.feedback_days} days",) if days else ())
    yield Point(title="Success criteria", known=pilot.success_criteria)
    yield Point(title="Selection of the sites by JDL", known=(_list("asked by", pilot.jdl_selection),))
    named = ((one.site, one.rollback_contact) for one in pilot.sites if one.rollback_contact)
    contacts = tuple(f"{site}: {signposts.person(handle)}" for site, handle in named)
    yield Point(title="Monitoring and roll-back contacts", known=(*_some(pilot.monitoring), *contacts))
    acknowledged = tuple(one.site for one in pilot.sites if one.experimental_ack)
    yield Point(title="Experimental status of the service", known=(_list("acknowledged by", acknowledged),))
    yield Point(title="Certified software, or an exception", known=(_list("patches", standing.patches),))
    if standing.use_case is UseCase.NBC_SERVER:
        yield Point(title="Plan of the case", known=_some(pilot.case_plan))
        changed = tuple(f"{one.what.replace('_', ' ')}: {one.value}, {one.reason}" for one in pilot.timescale_changes)
        yield Point(title="Changes of the timescale", known=changed)
        signed = tuple(one.site for one in pilot.sites if one.commitments)
        yield Point(title="Commitments of Platinum sites", known=(_list("signed by", signed),))
        due = (f"due on {standing.post_mortem_due:%Y-%m-%d %a}",) if standing.post_mortem_due else ()
        yield Point(title="Day of the post mortem", known=due)


def _some(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def _list(what: str, names: tuple[str, ...]) -> str:
    return f"{what}: {', '.join(names) or 'none'}"


def _decisions(standing: PilotStanding, signposts: Signposts) -> Iterator[ToDecide]:
    pilot = standing.pilot
    event = next((one for one in pilot.events if isinstance(one, KickoffHeld)), None)
    setup, feedback = (event.setup_days, event.feedback_days) if event else (None, None)
    yield ToDecide(what="days for the set-up", field="kickoff-held: setup_days", value=_number(setup))
    yield ToDecide(what="days for feedback", field="kickoff-held: feedback_days", value=_number(feedback))
    present = ", ".join(signposts.person(handle) for handle in event.attendees) if event else ""
    yield ToDecide(what="who was there", field="kickoff-held: attendees", value=present)
    yield ToDecide(what="selected sites", field="sites", value=", ".join(one.site for one in pilot.sites))
    yield ToDecide(what="VOs that commit themselves", field="vos", value=", ".join(standing.committed))
    yield ToDecide(what="success criteria", field="success_criteria", value="; ".join(pilot.success_criteria))
    yield ToDecide(what="load", field="load", value=pilot.load)
    agreed = ", ".join(dict.fromkeys(one.part for one in pilot.agreements))
    yield ToDecide(what="agreement of each part", field="agreements, then the event agreed", value=agreed)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)

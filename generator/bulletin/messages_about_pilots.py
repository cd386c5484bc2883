"""Messages about pilots: what changes for users, invitations to the kick-off, reminders to silent VOs (T105-T116)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.bulletin.due_dates import reminder_slots
from generator.bulletin.message_parts import contact, details, fixes, names, selecting
from generator.bulletin.messages import EVERYBODY, Message, Section, untold
from generator.bulletin.pilot_standing import standing_of
from generator.bulletin.silence import NONE_IN_PILOT
from generator.lifecycle.clocks import first
from generator.records.pilot_events import KickoffHeld, NegotiationOpened, Started
from generator.terms import PilotState, Role, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bulletin.messages import Desk
    from generator.bulletin.pilot_standing import PilotStanding
    from generator.policy.rule import Facts
    from generator.records.structure import Event

MEETING = "meeting"
_NEGOTIATED = frozenset({UseCase.BC_SERVER_MAJOR, UseCase.NBC_SERVER})


def messages_about_pilots(facts: Facts, desk: Desk) -> Iterator[Message]:
    """Yield the informations (PPS411), the invitations to the kick-off and the reminders (PPS414) that are due."""
    for pilot in facts.registry.pilots.values():
        standing = standing_of(pilot, facts)
        if standing.use_case in _NEGOTIATED:
            if standing.state is PilotState.NEGOTIATING and not _is_held(standing, facts):
                yield from _informations(standing, facts, desk)
                yield from _invitation(standing, facts, desk)
            yield from _reminders(standing, facts, desk)


def invited(standing: PilotStanding, facts: Facts) -> tuple[str, ...]:
    """Tell who is invited to a kick-off: candidates, interested VOs, and people by their role (T112, T143)."""
    pilot, today = standing.pilot, facts.today
    sites = (f"site:{one.site}" for one in pilot.candidates if one.date <= today)
    vos = (f"vo:{one.vo}" for one in pilot.vo_interest if one.interested and one.date <= today)
    roles = (Role.RELEASE_MANAGER, Role.EIS, *((Role.DEVELOPER,) if standing.use_case is UseCase.NBC_SERVER else ()))
    people = (f"person:{one}" for role in roles for one in facts.registry.holders(role, today))
    return tuple(dict.fromkeys((*sites, *vos, *people)))


def _is_held(standing: PilotStanding, facts: Facts) -> bool:
    held = first(standing.pilot, KickoffHeld)
    return held is not None and held <= facts.today


def _informations(standing: PilotStanding, facts: Facts, desk: Desk) -> Iterator[Message]:
    """Yield what VOs are told of the changes: a broadcast, and the same to be read at the operations meeting."""
    pilot = standing.pilot
    if any(one.date <= facts.today for one in pilot.vo_information):
        return
    number, event = _last(standing, NegotiationOpened)
    left = untold(EVERYBODY, kind="broadcast", about=pilot.id, number=number, since=event.date, facts=facts)
    for by_hand in ("", MEETING) if left else ():
        yield Message(
            kind="broadcast",
            about=pilot.id,
            event=event.type,
            number=number,
            cause=f"{pilot.id}/{number}",
            day=event.date,
            to=left,
            by_hand=by_hand,
            title=f"Pilot {pilot.id} is prepared: {pilot.title}",
            sections=tuple(_information(standing, facts, desk)),
        )


def _information(standing: PilotStanding, facts: Facts, desk: Desk) -> Iterator[Section]:
    yield from _changes(standing, facts)
    candidates = tuple(f"{one.site}, a volunteer" if one.volunteer else one.site for one in standing.pilot.candidates)
    if candidates:
        yield Section(title="Sites that are considered", items=candidates)
    yield from _calls(standing.pilot.id, desk)
    yield contact(facts, desk.page(f"pilots/{standing.pilot.id}/"))


def _calls(pilot: str, desk: Desk) -> Iterator[Section]:
    """Ask VOs whether they take part, and sites whether they volunteer (T106, T108)."""
    interest = desk.filled("vo-interest", f"Interest in {pilot}", pilot=pilot)
    text = "Please say before the kick-off whether your VO takes part; a no is an answer too."
    yield Section(title="To VOs", text=text, link=interest)
    volunteer = desk.filled("volunteer", f"Volunteer for {pilot}", pilot=pilot)
    yield Section(title="To sites", text="Please say before the kick-off whether your site volunteers.", link=volunteer)


def _changes(standing: PilotStanding, facts: Facts) -> Iterator[Section]:
    text = standing.pilot.user_visible_changes or "The pilot does not say yet what changes for users."
    yield Section(title="What changes for users", text=text)
    for identity in standing.patches:
        patch = facts.registry.patches.get(identity)
        if patch is not None:
            yield details(patch, facts)
            yield from fixes(patch, facts)


def _invitation(standing: PilotStanding, facts: Facts, desk: Desk) -> Iterator[Message]:
    pilot = standing.pilot
    number, event = _last(standing, NegotiationOpened)
    wanted = invited(standing, facts)
    left = untold(wanted, kind="kickoff", about=pilot.id, number=number, since=event.date, facts=facts)
    if left:
        yield Message(
            kind="kickoff",
            about=pilot.id,
            event=event.type,
            number=number,
            cause=f"{pilot.id}/{number}",
            day=event.date,
            to=left,
            title=f"Invitation to the kick-off of {pilot.id}: {pilot.title}",
            sections=tuple(_kickoff(standing, facts, desk)),
        )


def _kickoff(standing: PilotStanding, facts: Facts, desk: Desk) -> Iterator[Section]:
    chair = names((standing.pilot.chair,), facts)
    text = f"You are invited to the kick-off of the pilot. {chair} chairs it and sends the day and the place."
    agenda = desk.page(f"pilots/{standing.pilot.id}/kickoff/")
    yield Section(
        title="Kick-off", text=f"{text} The agenda says what is to be decided." if agenda else text, link=agenda
    )
    yield from _changes(standing, facts)
    text = (
        "EIS is asked to inform the VOs that it supports, VOs to say whether they take part, sites what they can offer."
    )
    yield Section(title="Before the meeting", text=text)
    yield contact(facts)


def _reminders(standing: PilotStanding, facts: Facts, desk: Desk) -> Iterator[Message]:
    """Yield the reminder of the last slot that has come, to each committed VO that has not answered."""
    slots = [day for day in reminder_slots(standing, facts) if day <= facts.today]
    if not slots or standing.feedback_due is None or facts.today > standing.feedback_due:
        return
    number, event = _last(standing, Started)
    wanted = tuple(f"vo:{vo}" for vo in standing.silent)
    about = standing.pilot.id
    for element in untold(wanted, kind="reminder", about=about, number=number, since=slots[-1], facts=facts):
        yield Message(
            kind="reminder",
            about=standing.pilot.id,
            event=event.type,
            number=number,
            cause=f"{standing.pilot.id}/{number}",
            day=slots[-1],
            slot=slots[-1],
            to=(element,),
            title=f"Reminder: feedback on {standing.pilot.id} is due on {standing.feedback_due}",
            sections=tuple(_reminder(standing, element.partition(":")[2], facts, desk)),
        )


def _reminder(standing: PilotStanding, vo: str, facts: Facts, desk: Desk) -> Iterator[Section]:
    pilot, due = standing.pilot, standing.feedback_due
    sites = ", ".join(standing.sites)
    text = f"VO {vo} takes part in {pilot.id} ({pilot.title}) at {sites}. No feedback has arrived from it so far."
    yield Section(text=text)
    form = desk.filled("feedback", f"Feedback on {pilot.id}", subject=pilot.id, vo=vo)
    yield Section(title="Feedback", text=f"Please tell what you found by {due}.", link=form)
    if reminder_slots(standing, facts)[-1] <= facts.today:
        text = (
            f"This is the last reminder. If nobody answers by {due}, operations decide by the success criteria alone."
        )
        yield Section(title="What silence means", text=f"{text} The release notes then say: “{NONE_IN_PILOT}”")
    if vo in pilot.jdl_selection:
        yield from selecting((pilot.id,), facts)
    yield contact(facts, desk.page(f"pilots/{pilot.id}/"))


def _last(standing: PilotStanding, kind: type[Event]) -> tuple[int, Event]:
    numbered = enumerate(standing.pilot.events, start=1)
    return [(number, event) for number, event in numbered if isinstance(event, kind)][-1]

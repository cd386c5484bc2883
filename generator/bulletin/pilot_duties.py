"""What a site owes to a pilot: the acknowledgement, a contact, the set-up in time, the tag, a prompt reaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.bulletin.message_parts import names
from generator.bulletin.tag_work import TagNeed, tag_work
from generator.lifecycle.installation_pilots import pilot_of
from generator.terms import PilotState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.bulletin.pilot_standing import PilotStanding
    from generator.policy.rule import Facts
    from generator.records.pilots import PilotSite


class Progress(StrEnum):
    """How far a duty is; a standing one lasts as long as the pilot runs."""

    DONE = "done"
    OPEN = "open"
    STANDING = "standing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that a site owes to a pilot; `due` where a day is set, `note` who did it or how long it may take."""

    text: str
    progress: Progress
    due: date | None = None
    note: str = ""


def duties_in(standing: PilotStanding, site: str, facts: Facts) -> tuple[Duty, ...]:
    """Tell the duties of a selected site in an open pilot; none for a site that was not selected."""
    entry = next((one for one in standing.pilot.sites if one.site == site), None)
    if entry is None or not standing.is_open:
        return ()
    return tuple(_duties(entry, standing, facts))


def _duties(entry: PilotSite, standing: PilotStanding, facts: Facts) -> Iterator[Duty]:
    ack = entry.experimental_ack
    done = ack is not None and ack.date <= facts.today
    said = f"{_name(ack.by, facts)}, {ack.date:%Y-%m-%d %a}" if ack and done else ""
    yield Duty(text="acknowledge that the service is experimental", progress=_if(is_done=done), note=said)
    contact = entry.rollback_contact
    yield Duty(
        text="name a contact for a roll-back",
        progress=_if(is_done=contact is not None),
        note=_name(contact, facts) if contact else "",
    )
    is_set_up = standing.state not in {PilotState.PROPOSED, PilotState.NEGOTIATING, PilotState.AGREED}
    yield Duty(text="set the service up", progress=_if(is_done=is_set_up), due=standing.setup_due)
    yield from _tag(entry.site, standing, facts)
    if standing.is_in_operation:
        yield _reaction(standing, facts)


def _name(handle: str, facts: Facts) -> str:
    return names((handle,), facts)


def _tag(site: str, standing: PilotStanding, facts: Facts) -> Iterator[Duty]:
    if not set(standing.pilot.jdl_selection) & set(standing.committed):
        return
    here = [
        one
        for patch in standing.patches
        for one in facts.registry.installations_by_patch.get(patch, ())
        if one.site == site and pilot_of(one, facts.registry, facts.today) is standing.pilot
    ]
    published = any(work.need is TagNeed.KEEP for one in here for work in tag_work(one, facts))
    yield Duty(text="publish the tag of the pilot, for which a VO asked", progress=_if(is_done=published))


def _reaction(standing: PilotStanding, facts: Facts) -> Duty:
    """Tell the prompt reaction that is asked for, and by when it is due where blocking feedback waits for it (T102)."""
    policy = facts.policy()
    days = policy.params.pilot.prompt_reaction_days if policy else 0
    given = facts.registry.feedback_by_subject.get(standing.pilot.id, ())
    waiting = [one.submitted_on for one in given if one.blocking and not one.followup]
    return Duty(
        text="answer blocking feedback promptly",
        progress=Progress.OPEN if waiting else Progress.STANDING,
        due=min(waiting) + timedelta(days=days) if waiting else None,
        note=f"within {days} {'day' if days == 1 else 'days'}",
    )


def _if(*, is_done: bool) -> Progress:
    return Progress.DONE if is_done else Progress.OPEN

"""Notices that are due: the messages that `pps notify` yields today, and the slots of reminders ahead (outputs §11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.bulletin.due_dates import due_dates
from generator.bulletin.messages import Desk
from generator.bulletin.messages_due import messages_due
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.bulletin.messages import Message
    from generator.findings import Actor
    from generator.policy.rule import Facts

RULES: Final = {"personal": "PPS311", "policy-change": "PPS903", "reminder": "PPS414"}
"""The rules that ask for messages of a kind; who comes to a kick-off is invited without one."""
REMINDER: Final = "reminder-"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDue:
    """
    A notice that somebody has to send to everybody in `to`; `day` is there for a slot ahead.

    `draft` is the message of one that is due now, without the addresses of the site and of its issues.
    """

    subject: str
    message: str
    kind: str
    to: tuple[str, ...]
    actor: Actor
    rule: str = ""
    day: date | None = None
    draft: Message | None = None


def notices_due(facts: Facts) -> tuple[NoticeDue, ...]:
    """List what has to be sent now, the oldest matter first, then the slots of reminders to come; worked out once."""
    return facts.once("notices due", lambda: (*_now(facts), *_slots(facts)))


def _now(facts: Facts) -> Iterator[NoticeDue]:
    for one in messages_due(facts, Desk()):
        yield NoticeDue(
            subject=one.about,
            message=one.title,
            kind=one.kind,
            to=one.to,
            actor=facts.actor(Role.PPS_COORDINATION),
            rule=_rule_of(one, facts),
            draft=one,
        )


def _rule_of(message: Message, facts: Facts) -> str:
    """Tell the rule that asks for a message; a broadcast about a pilot informs VOs before its kick-off."""
    if message.kind == "broadcast":
        return "PPS411" if message.about in facts.registry.pilots else "PPS310"
    return RULES.get(message.kind, "")


def _slots(facts: Facts) -> Iterator[NoticeDue]:
    for one in due_dates(facts):
        if one.kind.startswith(REMINDER) and one.day > facts.today:
            yield NoticeDue(
                subject=one.record,
                message=one.title.removeprefix(f"{one.record}: "),
                kind="reminder",
                to=tuple(f"vo:{vo}" for vo in one.vos),
                actor=facts.actor(Role.PPS_COORDINATION),
                day=one.day,
            )

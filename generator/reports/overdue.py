"""Overdue duties as issues: what stands wrong today and somebody should have done by now, in words that stay inert."""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import TYPE_CHECKING

from generator.findings import quoted
from generator.forge.reminders import Reminder
from generator.reports.duties import duties
from generator.reports.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.edition import Edition
    from generator.reports.duties import Duty


def reminders(edition: Edition) -> tuple[Reminder, ...]:
    """
    Write a reminder for each rule, subject and actor of which something is overdue.

    Overdue is what a rule finds wrong today, because its clock has run out or a step was left out. The next step of
    a subject that goes its way is a duty as well, but nobody is late with it.
    """
    late = sorted((one for one in duties(edition) if _is_late(one, edition)), key=_identity)
    grouped = groupby(late, key=_identity)
    return tuple(_reminder(identity, tuple(owed), edition) for identity, owed in grouped)


def _is_late(duty: Duty, edition: Edition) -> bool:
    return duty.transition is None and duty.day is not None and duty.day <= edition.today


def _identity(duty: Duty) -> tuple[str, str, str, str]:
    return duty.subject, duty.rule, duty.actor.role, duty.actor.scope or ""


def _reminder(identity: tuple[str, str, str, str], owed: tuple[Duty, ...], edition: Edition) -> Reminder:
    subject, rule, role, scope = identity
    key = hashlib.sha256("\0".join(identity).encode()).hexdigest()[:32]
    who = f"{role} of {scope}" if scope else role
    body = "\n".join(_lines(owed, who, edition))
    return Reminder(key=key, title=f"{_name(subject)}: {rule} waits for {who}", body=body)


def _lines(owed: tuple[Duty, ...], who: str, edition: Edition) -> Iterator[str]:
    first = owed[0]
    called = ", ".join(_called(first.actor.people, edition)) or "nobody holds the role today"
    yield f"**{escaped(first.subject)}** waits for {escaped(who)}: {called}."
    yield ""
    for duty in sorted(owed, key=lambda one: one.message):
        yield f"- {escaped(duty.message)}" + (f"; **{escaped(duty.fix)}**" if duty.fix else "")
    yield ""
    yield f"`pps rule {first.rule}` tells what is asked and why."
    yield "This issue is written anew every night, and closed when nothing is overdue any more."


def _name(subject: str) -> str:
    """Write the id of a record as it is; what stands for a broken file has its name, which may be anything."""
    return subject if subject.isascii() and subject.replace("-", "").isalnum() else quoted(subject)


def _called(people: Iterable[str], edition: Edition) -> Iterator[str]:
    """Mention everybody who has a login here, once, when the issue is opened; others are named by their handle."""
    for handle in people:
        person = edition.registry.people.get(handle)
        yield f"@{person.github}" if person and person.github else escaped(handle)

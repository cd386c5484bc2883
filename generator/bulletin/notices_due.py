"""Notices that are due: what the rules of notification find missing, and the reminders ahead (outputs §11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.bulletin.due_dates import due_dates
from generator.bulletin.open_subjects import open_subjects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.findings import Actor, Finding
    from generator.policy.rule import Facts

RULES: Final = ("PPS310", "PPS311", "PPS411", "PPS414", "PPS903")
"""The rules that ask for a broadcast, an invitation, an information or a reminder."""
REMINDER: Final = "reminder-"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDue:
    """A notice that somebody has to send; `day` is there for a slot ahead, `rule` for what is missing now."""

    subject: str
    message: str
    rule: str = ""
    day: date | None = None
    actor: Actor | None = None


def notices_due(facts: Facts, findings: Iterable[Finding]) -> tuple[NoticeDue, ...]:
    """List what is missing now, each matter once, then the slots of reminders to come, the earliest first."""
    missing = {(one.subject, one.rule, one.message): one for one in (*_found(findings), *_open(facts))}
    return (*missing.values(), *_slots(facts))


def _found(findings: Iterable[Finding]) -> Iterator[NoticeDue]:
    for one in findings:
        if one.rule in RULES and not one.excused_by:
            yield NoticeDue(subject=one.subject, message=one.message, rule=one.rule, actor=one.actor)


def _open(facts: Facts) -> Iterator[NoticeDue]:
    for one in open_subjects(facts):
        for verdict in one.next.blocking:
            if verdict.rule.id in RULES:
                gate = verdict.gate
                yield NoticeDue(subject=one.subject.id, message=gate.message, rule=verdict.rule.id, actor=gate.actor)


def _slots(facts: Facts) -> Iterator[NoticeDue]:
    for one in due_dates(facts):
        if one.kind.startswith(REMINDER):
            yield NoticeDue(subject=one.record, message=one.title.removeprefix(f"{one.record}: "), day=one.day)

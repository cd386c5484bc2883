"""The audit: everything that went beside the normal way, or back, and everybody who did not simply say yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.bulletin.windows import Timing, timing
from generator.policy.feedback.windows import window_of
from generator.records.decisions import ExceptionRecord, Overrule
from generator.records.patch_events import Recalled, Reclassified, Rejected, RolledBack
from generator.records.pilot_events import PilotRolledBack
from generator.records.pilots import Agreement
from generator.records.structure import Approval, structures
from generator.terms import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.findings import Finding, Location
    from generator.policy.auditing import BackDating
    from generator.policy.rule import Facts
    from generator.records.patches import Patch
    from generator.records.structure import Event, Record


class Matter(StrEnum):
    """What an entry of the audit is about."""

    EXCEPTION = "exception"
    UNCERTIFIED = "uncertified package"
    OVERRULE = "overrule"
    WAIVED = "waived finding"
    ESCALATION = "escalation"
    RECLASSIFICATION = "reclassification"
    LATE = "late feedback"
    BACK_DATED = "back-dated entry"
    RECALLED = "recalled"
    ROLLED_BACK = "rolled back"
    REJECTED = "patch rejected"
    REJECT = "reject"
    ABSTAIN = "abstention"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One entry: what about which record, on which day, by whom, why; `until` where it ends by itself."""

    matter: Matter
    day: date
    subject: str
    who: tuple[str, ...]
    why: str
    place: Location
    until: date | None = None
    rules: tuple[str, ...] = ()


def audit(facts: Facts, findings: Iterable[Finding], back_datings: Iterable[BackDating] = ()) -> tuple[AuditEntry, ...]:
    """List every entry up to today, the newest first; back-dated ones by the day of the commit that brought them."""
    recorded = (*_all(facts), *_waived(facts, findings), *map(_back_dated, back_datings))
    found = (entry for entry in recorded if entry.day <= facts.today)
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.place, one.matter, one.why)))


def in_force(facts: Facts) -> tuple[ExceptionRecord | Overrule, ...]:
    """List the exceptions and overrules in force today, the first to end first."""
    registry = facts.registry
    known: tuple[ExceptionRecord | Overrule, ...] = (*registry.exceptions.values(), *registry.overrules.values())
    valid = (one for one in known if one.decided_on <= facts.today <= one.valid_until)
    return tuple(sorted(valid, key=lambda one: (one.valid_until, one.id)))


def _all(facts: Facts) -> Iterator[AuditEntry]:
    registry = facts.registry
    for exception in registry.exceptions.values():
        yield from _exception(exception)
    for overrule in registry.overrules.values():
        yield _decided(Matter.OVERRULE, overrule, overrule.patch)
    for patch in registry.patches.values():
        yield from _patch(patch)
    for pilot in registry.pilots.values():
        for event in pilot.events:
            if isinstance(event, PilotRolledBack):
                yield _event(Matter.ROLLED_BACK, pilot, event, event.reason)
    yield from _late(facts)
    for record in _decisive(facts):
        yield from _refusals(record)


def _decisive(facts: Facts) -> Iterator[Record]:
    """Yield the records in which people decide together."""
    known = facts.registry
    yield from (*known.patches.values(), *known.pilots.values(), *known.post_mortems.values(), *known.policy.values())
    yield from (*known.exceptions.values(), *known.overrules.values(), *known.releases.values())


def _exception(exception: ExceptionRecord) -> Iterator[AuditEntry]:
    if exception.kind != "uncertified-software":
        yield _decided(Matter.EXCEPTION, exception, exception.subject)
        return
    packages = exception.reproducibility.packages if exception.reproducibility else ()
    named = f"{', '.join(one.name for one in packages)}: " if packages else ""
    yield _decided(Matter.UNCERTIFIED, exception, exception.subject, named)


def _decided(matter: Matter, one: ExceptionRecord | Overrule, subject: str, before: str = "") -> AuditEntry:
    return AuditEntry(
        matter=matter,
        day=one.decided_on,
        subject=subject,
        who=tuple(approval.by for approval in one.approvals if approval.decision is Decision.APPROVE),
        why=f"{before}{one.justification}",
        place=one.place(),
        until=one.valid_until,
        rules=one.rules,
    )


def _patch(patch: Patch) -> Iterator[AuditEntry]:
    lifted = patch.escalation
    if lifted is not None:
        yield AuditEntry(
            matter=Matter.ESCALATION,
            day=lifted.date,
            subject=patch.id,
            who=(lifted.by,),
            why=f"to {lifted.to}: {lifted.reason}",
            place=patch.place(lifted),
        )
    for event in patch.events:
        if (matter := _MATTERS.get(type(event))) is not None:
            yield _event(matter, patch, event, getattr(event, "reason", None) or event.note or "")


_MATTERS: dict[type[Event], Matter] = {
    Reclassified: Matter.RECLASSIFICATION,
    Recalled: Matter.RECALLED,
    RolledBack: Matter.ROLLED_BACK,
    Rejected: Matter.REJECTED,
}


def _event(matter: Matter, record: Record, event: Event, why: str) -> AuditEntry:
    place = record.place(event)
    return AuditEntry(matter=matter, day=event.date, subject=record.id, who=(event.by,), why=why, place=place)


def _late(facts: Facts) -> Iterator[AuditEntry]:
    for feedback in facts.registry.feedback.values():
        if timing(feedback, window_of(feedback.subject, facts)) is Timing.LATE:
            yield AuditEntry(
                matter=Matter.LATE,
                day=feedback.submitted_on,
                subject=feedback.subject,
                who=(feedback.author,),
                why=f"{feedback.id} came after the feedback window, and is listed without being counted",
                place=feedback.place(),
            )


_REFUSED = {Decision.REJECT: Matter.REJECT, Decision.ABSTAIN: Matter.ABSTAIN}


def _refusals(record: Record) -> Iterator[AuditEntry]:
    for path, structure in structures(record):
        if isinstance(structure, Approval | Agreement) and structure.decision in _REFUSED:
            part = structure.role if isinstance(structure, Approval) else structure.part
            scope = structure.scope if isinstance(structure, Approval) else structure.vo or structure.site
            yield AuditEntry(
                matter=_REFUSED[structure.decision],
                day=structure.date,
                subject=record.id,
                who=(structure.by,),
                why=f"as {part}{f' of {scope}' if scope else ''}, in {path.partition('[')[0]}",
                place=record.place(structure),
            )


def _back_dated(one: BackDating) -> AuditEntry:
    return AuditEntry(
        matter=Matter.BACK_DATED,
        day=one.day,
        subject=one.finding.subject,
        who=(),
        why=one.finding.message,
        place=one.finding.location,
        rules=(one.finding.rule,),
    )


def _waived(facts: Facts, findings: Iterable[Finding]) -> Iterator[AuditEntry]:
    registry = facts.registry
    for finding in findings:
        decision = registry.exceptions.get(finding.excused_by or "") or registry.overrules.get(finding.excused_by or "")
        if decision is not None:
            yield AuditEntry(
                matter=Matter.WAIVED,
                day=decision.decided_on,
                subject=finding.subject,
                who=tuple(one.by for one in decision.approvals if one.decision is Decision.APPROVE),
                why=f"{finding.message}; excused by {decision.id}",
                place=finding.location,
                until=decision.valid_until,
                rules=(finding.rule,),
            )

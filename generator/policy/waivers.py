"""Comply or explain: which exception or overrule covers an unmet rule (policy §5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.findings import Waiver
from generator.records.feedback import Feedback
from generator.records.installations import Installation
from generator.records.patches import Patch
from generator.records.pilots import Pilot

if TYPE_CHECKING:
    from datetime import date

    from generator.policy.rule import Facts, Gate, Rule
    from generator.records.decisions import ExceptionRecord, Overrule
    from generator.records.structure import Event, Record
    from generator.registry import Registry


def owners(record: object, registry: Registry) -> frozenset[str]:
    """Name the subjects whose exceptions cover a record: itself, and the patches and pilots that it belongs to."""
    identity = getattr(record, "id", None)
    found = {identity} if isinstance(identity, str) else set()
    if isinstance(record, Pilot):
        found.update(record.patches)
    elif isinstance(record, Installation):
        found.add(record.patch)
        found.update(pilot.id for pilot in registry.pilots_by_patch.get(record.patch, ()) if record.kind == "pilot")
    elif isinstance(record, Feedback):
        found.add(record.subject)
        pilot = registry.pilots.get(record.subject)
        found.update(pilot.patches if pilot else ())
    return frozenset(found)


def covers(exception: ExceptionRecord, rule: Rule, subjects: frozenset[str], about: str | None) -> bool:
    """Tell whether an exception names a rule and one of the subjects; patches, where it lists them, are its limit."""
    named = rule.id in exception.rules and exception.subject in subjects
    return named and (exception.patches is None or about is None or about in exception.patches)


def exception_for(rule: Rule, subject: object, gate: Gate, facts: Facts, day: date) -> ExceptionRecord | None:
    """Tell the exception that covers an unmet rule on a day: one for its rule and subject, decided and still valid."""
    if Waiver.EXCEPTION not in rule.waivers:
        return None
    subjects = owners(subject, facts.whole)
    valid = (
        one
        for name in sorted(subjects)
        for one in facts.whole.exceptions_by_subject.get(name, ())
        if covers(one, rule, subjects, gate.about) and one.decided_on <= day <= one.valid_until
    )
    return next(valid, None)


def overrule_of(record: Record, event: Event | None, facts: Facts) -> Overrule | None:
    """Tell the overrule that a transition uses, where it names this patch and transition and is valid on its day."""
    overrule = facts.whole.overrules.get(event.overrule) if event is not None and event.overrule else None
    if overrule is None or event is None:
        return None
    return overrule if not misused(overrule, record, event) else None


def overrule_for(record: Patch | Pilot, event: type[Event], facts: Facts) -> Overrule | None:
    """Tell the overrule that a transition which is not recorded yet may use today: for this patch, still valid."""
    patches = (record.id,) if isinstance(record, Patch) else record.patches
    valid = (
        one
        for one in facts.registry.overrules.values()
        if one.patch in patches and one.transition == event.type and one.decided_on <= facts.today <= one.valid_until
    )
    return next(valid, None)


def misused(overrule: Overrule, record: Any, event: Event) -> str | None:
    """Tell why an overrule does not reach the transition that names it; None where it does (PPS705)."""
    patches = (record.id,) if isinstance(record, Patch) else record.patches
    if overrule.patch not in patches:
        return f"is for {overrule.patch}, not for {record.id}"
    if overrule.transition != event.type:
        return f"is for {overrule.transition!r}, not for {event.type!r}"
    if event.date < overrule.decided_on:
        return "was decided after the transition it should cover"
    if event.date > overrule.valid_until:
        return f"ended on {overrule.valid_until}, before the transition it should cover"
    return None


def overrules(overrule: Overrule | None, rule: Rule) -> bool:
    """Tell whether a valid overrule names a rule that it may overrule."""
    return overrule is not None and rule.id in overrule.rules and Waiver.JOINT in rule.waivers

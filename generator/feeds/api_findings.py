"""What the rules say, what went beside the normal way, and what was sent, for programs (outputs §14, §17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.bulletin.audit import audit
from generator.bulletin.messages_about_patches import by_hand
from generator.bulletin.notices_due import notices_due
from generator.records.structure import plain
from generator.reports.decision_json import of_actor
from generator.reports.findings_json import as_value
from generator.reports.lines import count

if TYPE_CHECKING:
    from generator.bulletin.audit import AuditEntry
    from generator.bulletin.notices_due import NoticeDue
    from generator.edition import Edition


def findings_value(edition: Edition) -> dict[str, Any]:
    """Tell every finding as `pps check --format json` does."""
    counted = {level.value: number for level, number in count(edition.findings).items()}
    return {"counts": counted, "findings": [as_value(finding) for finding in edition.findings]}


def audit_value(edition: Edition) -> list[dict[str, Any]]:
    """List every entry of the audit, the newest first."""
    return [_entry(entry) for entry in audit(edition.facts, edition.findings, edition.back_datings)]


def _entry(entry: AuditEntry) -> dict[str, Any]:
    return {
        "matter": entry.matter,
        "date": entry.day.isoformat(),
        "subject": entry.subject,
        "who": list(entry.who),
        "why": entry.why,
        "until": entry.until.isoformat() if entry.until else None,
        "rules": list(entry.rules),
        "path": entry.place.path,
        "line": entry.place.line,
    }


def notifications_value(edition: Edition) -> dict[str, Any]:
    """
    Tell what has to be sent, now and in the slots ahead, and what was sent, the newest first.

    `by_hand` tells for which patches a person has to write, since no message may name what is under embargo.
    """
    sent = [one for one in edition.registry.notifications.values() if one.sent_on <= edition.today]
    ordered = sorted(sent, key=lambda one: (-one.sent_on.toordinal(), one.id))
    return {
        "due": [_due(one) for one in notices_due(edition.facts)],
        "by_hand": list(by_hand(edition.facts)),
        "sent": [{"id": one.id, "record": plain(one)} for one in ordered],
    }


def _due(one: NoticeDue) -> dict[str, Any]:
    """Write a notice: one that is due now has an `event` and `since`, a slot ahead has a `date`."""
    draft = one.draft
    slot = draft.slot if draft else one.day
    return {
        "subject": one.subject,
        "message": one.message,
        "rule": one.rule or None,
        "date": one.day.isoformat() if one.day else None,
        "actor": of_actor(one.actor),
        "kind": one.kind,
        "to": list(one.to),
        "event": draft.event_id if draft else None,
        "since": draft.day.isoformat() if draft else None,
        "slot": slot.isoformat() if slot else None,
        "channel": (draft.by_hand if draft else "") or None,
    }

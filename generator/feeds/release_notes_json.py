"""Release notes as JSON: the same value as the page, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.bulletin.wording import platforms, silence
from generator.feeds.envelope import edition_value

if TYPE_CHECKING:
    from generator.bulletin.release_notes import FeedbackAccount, ReleaseNotes
    from generator.edition import Edition


def as_json(notes: ReleaseNotes, edition: Edition) -> str:
    """Write release notes with the edition that they come from."""
    value = {"edition": edition_value(edition), "notes": as_value(notes)}
    return json.dumps(value, indent=1, ensure_ascii=False)


def as_value(notes: ReleaseNotes) -> dict[str, Any]:
    """Tell release notes as plain values; of a bug under embargo only that word is told."""
    patch, found = notes.patch, notes.classification
    return {
        "patch": patch.id,
        "title": patch.title,
        "version": patch.version,
        "node_types": list(patch.node_types),
        "class": found.use_case.value if found else None,
        "state": notes.state.value if notes.state else None,
        "draft": notes.is_draft,
        "released_on": notes.released_on.isoformat() if notes.released_on else None,
        "changes": [{"bug": one.bug, "kind": one.kind, "text": one.text} for one in notes.changes],
        "platforms": {"accepted": notes.is_accepted, "names": list(notes.platforms), "text": platforms(notes)},
        "configuration": {
            "instructions": notes.instructions,
            "variables": [{"name": one.name, "deed": one.deed, "where": one.where} for one in notes.variables],
        },
        "known_issues": notes.known_issues,
        "rollback": notes.rollback,
        "feedback": _feedback(notes.feedback),
        "tests": [
            {
                "id": one.id,
                "scenario": one.scenario,
                "site": one.site,
                "date": one.date.isoformat(),
                "result": one.result,
            }
            for one in notes.tests
        ],
        "decisions": [{"id": one.id, "rules": list(one.rules), "why": one.justification} for one in notes.waivers],
    }


def _feedback(account: FeedbackAccount) -> dict[str, Any]:
    return {
        "summary": account.summary,
        "silence": silence(account),
        "voices": dict(account.voices),
        "silent": list(account.silent),
        "in_time": list(account.in_time),
        "late": [{"id": one, "date": day.isoformat()} for one, day in account.late],
    }

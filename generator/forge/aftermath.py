"""What became of an issue after its feedback was recorded: an edit or its end becomes a follow-up, never a rewrite."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Final

from generator.authoring.edits import Added, Item
from generator.forge.drafts import content_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.forge.forms import Filled
    from generator.policy.rule import Facts
    from generator.records.feedback import Feedback

GONE: Final = "the issue is not there any more: it was deleted or moved"
_EDITED: Final = re.compile(r"the issue was edited: .* \[([0-9a-f]{12})\]", re.DOTALL)


def edited(record: Feedback, filled: Filled | None, facts: Facts, by: str) -> Added | None:
    """
    Tell the follow-up for what an issue says now, None where that is recorded already, or the issue has no form.

    The follow-up is open, because somebody has to look again. Its note ends with a mark of what the issue says, so
    that the same edit is never recorded twice.
    """
    if filled is None:
        return None
    stands = _recorded(record)
    now = None if filled.problems else content_of(filled.answers, facts)
    if now is not None and record.vo is None:
        now.pop("vo", None)  # the reviewer may have taken away a VO for which the author does not speak
    mark = _mark(now)
    known = [match[1] for step in record.followup if (match := _EDITED.fullmatch(step.note or ""))]
    if mark == (known[-1] if known else _mark(stands)):
        return None
    return _followup(record, facts.today, by, "open", f"the issue was edited: {_changes(stands, now)} [{mark}]")


def gone(record: Feedback, today: date, by: str) -> Added | None:
    """Tell the follow-up for an issue that is not there any more; what was recorded stays, and so does its status."""
    if any(step.note == GONE for step in record.followup):
        return None
    status = record.followup[-1].status if record.followup else "open"
    return _followup(record, today, by, status, GONE)


def _recorded(record: Feedback) -> dict[str, Any]:
    keys = ("subject", "vo", "site", "verdict", "blocking", "text")
    return {key: value for key in keys if (value := getattr(record, key)) is not None}


def _mark(content: Mapping[str, Any] | None) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:12]


def _changes(before: Mapping[str, Any], now: Mapping[str, Any] | None) -> str:
    """Name what changed, and the new words of closed lists; what somebody wrote stays in the issue."""
    if now is None:
        return "its form cannot be read any more"
    names = [key for key in ("subject", "vo", "site", "text") if before.get(key) != now.get(key)]
    told = [f"another {key}" for key in names]
    if before["verdict"] != now["verdict"]:
        told.append(f"verdict now {now['verdict']}")
    if before["blocking"] != now["blocking"]:
        told.append("now blocking" if now["blocking"] else "not blocking any more")
    return ", ".join(told) or "as it was recorded"


def _followup(record: Feedback, day: date, by: str, status: str, note: str) -> Added:
    value = {"date": day, "by": by, "status": status, "note": note}
    return Added(record=record, additions=(Item(field="followup", value=value),))

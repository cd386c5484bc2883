"""The schemas of the policy, of findings, audit, metrics and notifications, for the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.bulletin.audit import Matter
from generator.bulletin.measures import Measure
from generator.bulletin.metrics import Unit
from generator.feeds.json_schema import (
    COUNT,
    DAY,
    NUMBER,
    TEXT,
    YES_OR_NO,
    Schema,
    by_key,
    listed,
    matching,
    one_of,
    open_mapping,
    or_null,
)
from generator.feeds.schema_parts import CLASS, OR_DAY, OR_TEXT, WORDS, actor, stored
from generator.findings import GateStatus, Level
from generator.terms import PolicyMode

if TYPE_CHECKING:
    from collections.abc import Mapping

_FINDING: Final = open_mapping(
    {
        "rule": TEXT,
        "name": TEXT,
        "level": one_of(Level),
        "subject": TEXT,
        "path": TEXT,
        "line": COUNT,
        "column": COUNT,
        "message": TEXT,
        "fix": OR_TEXT,
        "field": OR_TEXT,
        "actor": actor(),
        "earliest": or_null(open_mapping({"date": OR_DAY, "label": TEXT})),
        "status": or_null(one_of(GateStatus)),
        "standing": YES_OR_NO,
        "excused_by": OR_TEXT,
        "link": TEXT,
    }
)
_SUMMARY: Final = open_mapping(
    {
        "unit": one_of(Unit),
        "n": COUNT,
        "median": or_null(NUMBER),
        "p90": or_null(NUMBER),
        "share": or_null({"type": "number", "minimum": 0, "maximum": 1}),
    }
)
_RULE: Final = open_mapping(
    {
        "id": matching("PPS[0-9]{3}"),
        "name": TEXT,
        "obligation": TEXT,
        "family": TEXT,
        "level": one_of(Level),
        "mode": one_of(PolicyMode),
        "waivers": WORDS,
        "statements": WORDS,
        "quote": OR_TEXT,
        "prose": TEXT,
        "gate_of": WORDS,
        "since": OR_TEXT,
        "fix": OR_TEXT,
        "findings": COUNT,
        "link": TEXT,
    }
)
_STATEMENT: Final = open_mapping(
    {
        "id": TEXT,
        "section": TEXT,
        "kind": TEXT,
        "quote": TEXT,
        "rules": WORDS,
        "fields": WORDS,
        "outputs": listed(open_mapping({"text": TEXT, "address": TEXT})),
        "decisions": WORDS,
        "note": TEXT,
    }
)
_AUDIT: Final = open_mapping(
    {
        "matter": one_of(Matter),
        "date": DAY,
        "subject": TEXT,
        "who": WORDS,
        "why": TEXT,
        "until": OR_DAY,
        "rules": WORDS,
        "path": TEXT,
        "line": COUNT,
    }
)
_DUE: Final = open_mapping(
    {
        "subject": TEXT,
        "message": TEXT,
        "rule": OR_TEXT,
        "date": OR_DAY,
        "actor": or_null(actor()),
        "kind": TEXT,
        "to": WORDS,
        "event": OR_TEXT,
        "since": OR_DAY,
        "slot": OR_DAY,
        "channel": OR_TEXT,
    }
)
POLICY: Final[Mapping[str, Schema]] = {
    "rules": listed(_RULE),
    "statements": listed(_STATEMENT),
    "policy": open_mapping(
        {
            "in_force": OR_TEXT,
            "revisions": listed(open_mapping({"id": TEXT, "record": stored("policy", "..")})),
            "parameters": listed(open_mapping({"name": TEXT, "origin": TEXT, "decision": TEXT, "meaning": TEXT})),
            "ambiguities": listed(open_mapping({"id": TEXT, "wording": TEXT, "question": TEXT, "decision": TEXT})),
            "link": TEXT,
        }
    ),
    "findings": open_mapping({"counts": by_key(COUNT), "findings": listed(_FINDING)}),
    "audit": listed(_AUDIT),
    "metrics": open_mapping(
        {
            "rows": listed(
                open_mapping(
                    {
                        "class": CLASS,
                        "quarter": matching("[0-9]{4}-Q[1-4]"),
                        "measures": by_key(_SUMMARY, one_of(Measure)),
                    }
                )
            ),
            "exceptions_by_rule": by_key(COUNT),
        }
    ),
    "notifications": open_mapping(
        {
            "due": listed(_DUE),
            "by_hand": WORDS,
            "sent": listed(open_mapping({"id": TEXT, "record": stored("notifications", "..")})),
        }
    ),
}
"""What `data` holds in the files about the policy and how it is kept."""

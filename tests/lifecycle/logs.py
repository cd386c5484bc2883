"""Logs for the tests of lives: patches and pilots of the small world with other events."""

from datetime import date
from typing import Any

from generator.records.patches import Patch
from generator.records.pilots import Pilot
from tests.policy.written_worlds import record_with

LINK = "https://example.org/1"
_MORE: dict[str, dict[str, Any]] = {
    "certified": {"ref": LINK},
    "pilot-opened": {"pilot": "PILOT-2008-013"},
    "accepted": {"platforms": ["sl4-i386"]},
    "released": {"release": "REL-2008-011"},
    "superseded": {"by_patch": "PATCH-1400"},
    "feedback-channel-opened": {"ref": LINK},
    "evaluated": {"outcome": "success", "route": "internal"},
    "upgraded": {"patches": ["PATCH-1400"]},
    "prolonged": {"until": date(2008, 7, 14)},
}
_REASONED = frozenset({"recalled", "rejected", "withdrawn", "suspended", "aborted"})


def event(day: str, kind: str, **more: Any) -> dict[str, Any]:
    """Answers an event with all its keys."""
    reason = {"reason": "because"} if kind in _REASONED else {}
    who = {"date": date.fromisoformat(day), "by": "coord-lena", "role": "pps-coordination"}
    return {"type": kind, **who, **reason, **_MORE.get(kind, {}), **more}


def patch(*events: dict[str, Any]) -> Patch:
    """Answers PATCH-1300 with a log."""
    found: Patch = record_with("PATCH-1300", events=list(events))
    return found


def pilot(*events: dict[str, Any], identity: str = "PILOT-2008-014", **values: Any) -> Pilot:
    """Answers a pilot, by default the one at two sites, with a log."""
    found: Pilot = record_with(identity, events=list(events), **values)
    return found

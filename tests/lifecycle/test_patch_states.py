"""A patch takes the arrows of its state machine and no others; its log folds into its state."""

from datetime import date, timedelta
from typing import Any

import pytest

from generator.lifecycle.patch_states import ARROWS, is_allowed, next_states, preview_window, since, state_of, steps
from generator.terms import PatchState
from tests.lifecycle.logs import event, patch

BEFORE_PRODUCTION = ("registered", "in-certification", "in-preview", "certified", "in-pps", "ready-for-production")
MACHINE: dict[str, dict[str | None, str]] = {
    "registered": {None: "registered"},
    "certification-started": {"registered": "in-certification"},
    "preview-opened": {"in-certification": "in-preview", "certified": "in-pps"},
    "pilot-opened": {"in-certification": "in-preview", "certified": "in-pps"},
    "certified": {"in-certification": "certified", "in-preview": "in-pps"},
    "accepted": {"in-pps": "ready-for-production", "certified": "ready-for-production"},
    "recalled": {"ready-for-production": "in-pps"},
    "released": {"ready-for-production": "in-production"},
    "rolled-back": {"in-production": "rolled-back"},
    "rejected": dict.fromkeys(BEFORE_PRODUCTION, "rejected"),
    "withdrawn": dict.fromkeys(BEFORE_PRODUCTION, "withdrawn"),
    "superseded": dict.fromkeys(BEFORE_PRODUCTION, "superseded"),
}
KINDS = {kind.type: kind for kind in ARROWS}
LIFE = (
    event("2008-06-01", "registered"),
    event("2008-06-02", "certification-started"),
    event("2008-06-03", "pilot-opened"),
    event("2008-06-04", "note", note="all is quiet"),
    event("2008-06-05", "certified"),
    event("2008-06-06", "accepted"),
    event("2008-06-07", "recalled"),
    event("2008-06-08", "accepted"),
    event("2008-06-09", "released"),
    event("2008-06-10", "rolled-back", restored_version="1.0", reason="it fails"),
)


def test_the_machine_has_the_events_of_the_table() -> None:
    assert set(MACHINE) == set(KINDS)


@pytest.mark.parametrize("state", [None, *PatchState])
@pytest.mark.parametrize("kind", sorted(MACHINE))
def test_an_event_leads_where_the_table_says(kind: str, state: PatchState | None) -> None:
    assert MACHINE[kind].get(state) == ARROWS[KINDS[kind]].get(state)


def test_a_certified_patch_is_accepted_only_with_an_overrule() -> None:
    plain, overruled = (
        patch(event("2008-06-01", "accepted", **more)).events[0] for more in ({}, {"overrule": "OVR-2008-016"})
    )

    assert [False, True] == [is_allowed(one, PatchState.CERTIFIED) for one in (plain, overruled)]
    assert [True, True] == [is_allowed(one, PatchState.IN_PPS) for one in (plain, overruled)]


def test_a_fact_is_no_step() -> None:
    assert not is_allowed(patch(event("2008-06-04", "note", note="x")).events[0], PatchState.IN_PPS)


@pytest.mark.parametrize(
    ("day", "state", "begun"),
    [
        (date(2008, 5, 31), None, None),
        (date(2008, 6, 1), "registered", 1),
        (date(2008, 6, 2), "in-certification", 2),
        (date(2008, 6, 3), "in-preview", 3),
        (date(2008, 6, 4), "in-preview", 3),
        (date(2008, 6, 5), "in-pps", 5),
        (date(2008, 6, 6), "ready-for-production", 6),
        (date(2008, 6, 7), "in-pps", 7),
        (date(2008, 6, 8), "ready-for-production", 8),
        (date(2008, 6, 9), "in-production", 9),
        (date(2008, 6, 10), "rolled-back", 10),
        (date(2009, 1, 1), "rolled-back", 10),
    ],
)
def test_a_log_folds_into_the_state_of_a_day(day: date, state: str | None, begun: int | None) -> None:
    known = patch(*LIFE)

    assert state == state_of(known, day)
    assert (date(2008, 6, begun) if begun else None) == since(known, day)


def test_a_log_folds_to_its_end_without_a_day() -> None:
    known = patch(*LIFE)

    assert (PatchState.ROLLED_BACK, date(2008, 6, 10)) == (state_of(known), since(known))


def test_an_event_without_arrow_leaves_the_state() -> None:
    known = patch(event("2008-06-01", "registered"), event("2008-06-02", "released"), event("2008-06-03", "withdrawn"))

    assert [
        (1, None, PatchState.REGISTERED),
        (3, PatchState.REGISTERED, PatchState.WITHDRAWN),
    ] == [(step.number, step.before, step.after) for step in steps(known)]


def test_nothing_leaves_an_end() -> None:
    ends = [state for state in PatchState if state.is_terminal]

    assert {"rejected", "withdrawn", "superseded", "rolled-back"} == set(ends)
    assert [()] * len(ends) == [next_states(state) for state in ends]


def test_the_next_states_stand_in_the_order_of_the_machine() -> None:
    expected = ("in-preview", "certified", "rejected", "withdrawn", "superseded")

    assert expected == next_states(PatchState.IN_CERTIFICATION)


def window_days(*events: dict[str, Any]) -> list[int]:
    """Answers the days of June on which feedback counts, and as negative numbers those on which it is late."""
    window = preview_window(patch(*events))
    june = [date(2008, 6, 1) + timedelta(days=n) for n in range(30)]
    return [one.day for one in june if window.holds(one)] + [-one.day for one in june if window.is_late(one)][:1]


def test_feedback_on_a_preview_counts_from_the_channel_to_the_closing_inclusive() -> None:
    opened, closed = event("2008-06-03", "feedback-channel-opened"), event("2008-06-05", "preview-closed")

    assert [3, 4, 5, -6] == window_days(opened, closed)


@pytest.mark.parametrize("end", ["rejected", "withdrawn", "superseded"])
def test_the_end_of_a_patch_ends_its_window(end: str) -> None:
    assert [3, 4, -5] == window_days(event("2008-06-03", "feedback-channel-opened"), event("2008-06-04", end))


def test_without_a_channel_nothing_counts() -> None:
    assert [-6] == window_days(event("2008-06-05", "preview-closed"))


def test_an_open_window_has_no_last_day() -> None:
    assert list(range(28, 31)) == window_days(event("2008-06-28", "feedback-channel-opened"))

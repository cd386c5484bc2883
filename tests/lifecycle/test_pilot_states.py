"""A pilot takes the arrows of its state machine and no others; its log tells what runs where."""

from datetime import date

import pytest

from generator.lifecycle.pilot_states import (
    ARROWS,
    committed_vos,
    is_allowed,
    next_states,
    running_set,
    running_sites,
    since,
    state_of,
    states_on,
)
from generator.terms import PilotState
from tests.lifecycle.logs import event, pilot

MACHINE: dict[str, dict[str | None, str]] = {
    "proposed": {None: "proposed"},
    "negotiation-opened": {"proposed": "negotiating"},
    "agreed": {"proposed": "agreed", "negotiating": "agreed"},
    "started": {"agreed": "running"},
    "suspended": {"running": "suspended"},
    "resumed": {"suspended": "running"},
    "rolled-back": {"running": "rolled-back", "suspended": "rolled-back"},
    "evaluated": {"running": "evaluated", "suspended": "evaluated"},
    "closed": {"evaluated": "closed"},
    "aborted": dict.fromkeys(("proposed", "negotiating", "agreed"), "aborted"),
}
KINDS = {kind.type: kind for kind in ARROWS}
BEGUN = (
    event("2008-06-01", "proposed"),
    event("2008-06-02", "negotiation-opened"),
    event("2008-06-03", "agreed"),
    event("2008-06-04", "started"),
)
GOLD, SILVER = "GOLDCREST-T2", "SILVERFIR-T2"


def test_the_machine_has_the_events_of_the_table() -> None:
    assert set(MACHINE) == set(KINDS)


@pytest.mark.parametrize("state", [None, *PilotState])
@pytest.mark.parametrize("kind", sorted(MACHINE))
def test_an_event_leads_where_the_table_says(kind: str, state: PilotState | None) -> None:
    assert MACHINE[kind].get(state) == ARROWS[KINDS[kind]].get(state)


@pytest.mark.parametrize(("outcome", "expected"), [("success", False), ("failure", True)])
def test_a_suspended_pilot_can_only_have_failed(outcome: str, *, expected: bool) -> None:
    judged = pilot(event("2008-06-05", "evaluated", outcome=outcome)).events[0]

    assert expected is is_allowed(judged, PilotState.SUSPENDED)
    assert is_allowed(judged, PilotState.RUNNING)


def test_a_log_folds_into_the_state_of_a_day() -> None:
    known = pilot(*BEGUN, event("2008-06-06", "suspended"), event("2008-06-08", "resumed"))
    days = [date(2008, 6, day) for day in range(1, 9)]

    assert ["proposed", "negotiating", "agreed", *["running"] * 2, *["suspended"] * 2, "running"] == [
        state_of(known, day) for day in days
    ]
    assert (None, None) == (state_of(known, date(2008, 5, 31)), since(known, date(2008, 5, 31)))
    assert date(2008, 6, 4) == since(known, date(2008, 6, 5))


def test_a_day_on_which_a_pilot_stops_has_the_state_of_its_morning_too() -> None:
    known = pilot(*BEGUN, event("2008-06-06", "suspended"))

    assert {PilotState.RUNNING, PilotState.SUSPENDED} == states_on(known, date(2008, 6, 6))
    assert {PilotState.SUSPENDED} == states_on(known, date(2008, 6, 7))


def test_a_day_has_every_state_that_was_held_on_it() -> None:
    known = pilot(*BEGUN, event("2008-06-06", "suspended"), event("2008-06-06", "resumed"))

    assert {PilotState.RUNNING, PilotState.SUSPENDED} == states_on(known, date(2008, 6, 6))
    assert {PilotState.RUNNING} == states_on(known, date(2008, 6, 7))
    assert frozenset() == states_on(known, date(2008, 5, 31))


def test_a_pilot_goes_on_while_a_site_is_left() -> None:
    one = event("2008-06-05", "rolled-back", site=GOLD, reason="it fails")
    two = event("2008-06-06", "rolled-back", site=SILVER, reason="here too")

    assert PilotState.RUNNING is state_of(pilot(*BEGUN, one))
    assert (SILVER,) == tuple(entry.site for entry in running_sites(pilot(*BEGUN, one)))
    assert PilotState.ROLLED_BACK is state_of(pilot(*BEGUN, one, two))
    assert () == running_sites(pilot(*BEGUN, one, two))


def test_a_pilot_rolled_back_as_a_whole_is_over() -> None:
    known = pilot(*BEGUN, event("2008-06-05", "rolled-back", reason="it fails"))

    assert PilotState.ROLLED_BACK is state_of(known)
    assert (2, 0) == (len(running_sites(known, date(2008, 6, 4))), len(running_sites(known, date(2008, 6, 5))))


def test_an_upgrade_replaces_what_runs_from_its_day_on() -> None:
    known = pilot(*BEGUN, event("2008-06-05", "upgraded", patches=["PATCH-1300"]))

    assert (("PATCH-1400",), ("PATCH-1300",)) == (running_set(known, date(2008, 6, 4)), running_set(known))


def test_the_last_upgrade_of_a_day_tells_what_runs_at_its_end() -> None:
    first = event("2008-06-05", "upgraded", patches=["PATCH-1300"])
    second = event("2008-06-07", "upgraded", patches=["PATCH-1300", "PATCH-1500"])
    known = pilot(*BEGUN, first, second)

    assert [("PATCH-1400",), ("PATCH-1300",), ("PATCH-1300",), ("PATCH-1300", "PATCH-1500")] == [
        running_set(known, date(2008, 6, day)) for day in (4, 5, 6, 7)
    ]
    assert ("PATCH-1300", "PATCH-1500") == running_set(known)


def test_the_last_word_of_a_vo_counts() -> None:
    said = [
        {"vo": vo, "action": action, "date": date(2008, 6, day), "by": "vo-mira"}
        for vo, action, day in (("lumen", "commit", 1), ("ops", "commit", 2), ("lumen", "withdraw", 3))
    ]
    known = pilot(*BEGUN, vos=said)

    assert ("lumen", "ops") == committed_vos(known, date(2008, 6, 2))
    assert ("ops",) == committed_vos(known)
    assert () == committed_vos(known, date(2008, 5, 31))


def test_nothing_leaves_an_end() -> None:
    ends = [state for state in PilotState if state.is_terminal]

    assert {"closed", "aborted", "rolled-back"} == set(ends)
    assert [()] * len(ends) == [next_states(state) for state in ends]

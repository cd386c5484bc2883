"""Clocks count whole days; the examples are those that the policy publishes."""

from datetime import date
from typing import Any

import pytest

from generator.lifecycle.clocks import (
    agreed_days,
    feedback_due,
    first,
    pilot_window,
    post_mortem_due,
    setup_due,
    week_complete_on,
    week_start,
)
from generator.lifecycle.patch_states import Window
from generator.records.pilot_events import Agreed, Closed
from generator.records.policies import Parameters, PolicyRevision
from tests.lifecycle.logs import event, pilot
from tests.policy.written_worlds import record_with


def parameters() -> Parameters:
    """Answers the parameters of the first revision: 7 days to set up, 14 to answer, 28 to the post mortem."""
    revision: PolicyRevision = record_with("POLICY-1.0")
    return revision.params


def june(day: int) -> date:
    return date(2008, 6, day)


@pytest.mark.parametrize(
    ("events", "complete"),
    [
        ([event("2008-06-16", "started")], june(23)),
        ([event("2008-06-16", "started"), event("2008-06-18", "suspended")], None),
        (
            [event("2008-06-16", "started"), event("2008-06-18", "suspended"), event("2008-06-19", "resumed")],
            june(26),
        ),
        ([event("2008-06-16", "started"), event("2008-06-17", "upgraded")], june(24)),
        ([event("2008-06-16", "agreed")], None),
        (
            [event("2008-06-16", "started"), event("2008-06-17", "rolled-back", site="GOLDCREST-T2", reason="x")],
            june(23),
        ),
    ],
)
def test_a_week_runs_from_the_last_start_without_interruption(events: list[dict[str, Any]], complete: date) -> None:
    assert complete == week_complete_on(pilot(*events), 7)


def test_a_week_is_seen_as_of_a_day() -> None:
    known = pilot(event("2008-06-16", "started"), event("2008-06-18", "suspended"), event("2008-06-19", "resumed"))

    assert [None, june(16), None, june(19)] == [week_start(known, june(day)) for day in (15, 17, 18, 19)]


@pytest.mark.parametrize(
    ("more", "due"),
    [
        ([], june(23)),
        ([event("2008-06-12", "suspended")], None),
        ([event("2008-06-12", "suspended"), event("2008-06-15", "resumed")], june(26)),
        ([event("2008-06-20", "prolonged")], date(2008, 7, 14)),
        ([event("2008-06-20", "prolonged"), event("2008-06-21", "suspended")], None),
        (
            [
                event("2008-06-20", "prolonged"),
                event("2008-06-21", "suspended"),
                event("2008-06-23", "resumed"),
            ],
            date(2008, 7, 16),
        ),
        (
            [
                event("2008-06-12", "suspended"),
                event("2008-06-13", "resumed"),
                event("2008-06-14", "suspended"),
                event("2008-06-16", "resumed"),
            ],
            june(26),
        ),
    ],
)
def test_feedback_is_due_after_its_days_which_a_suspension_moves(more: list[dict[str, Any]], due: date) -> None:
    assert due == feedback_due(pilot(event("2008-06-09", "started"), *more), parameters())


def test_feedback_is_not_due_before_the_start() -> None:
    assert feedback_due(pilot(event("2008-06-09", "agreed")), parameters()) is None


def test_feedback_due_is_seen_as_of_a_day() -> None:
    known = pilot(event("2008-06-09", "started"), event("2008-06-12", "suspended"), event("2008-06-15", "resumed"))

    assert [None, june(23), None, june(26)] == [feedback_due(known, parameters(), june(day)) for day in (8, 11, 14, 15)]


def test_a_log_in_the_wrong_order_moves_no_day() -> None:
    resumed, suspended = event("2008-06-12", "resumed"), event("2008-06-10", "suspended")

    assert june(23) == feedback_due(pilot(event("2008-06-09", "started"), resumed), parameters())
    assert feedback_due(pilot(suspended, resumed), parameters()) is None


def test_the_kickoff_fixes_the_timelines() -> None:
    held = event("2008-06-01", "kickoff-held", setup_days=10, feedback_days=21)
    again = event("2008-06-02", "kickoff-held", setup_days=12)
    known = pilot(held, again, event("2008-06-02", "agreed"), event("2008-06-09", "started"))

    assert (12, 21) == (agreed_days(known, "setup_days", 7), agreed_days(known, "feedback_days", 14))
    assert (june(14), june(30)) == (setup_due(known, parameters()), feedback_due(known, parameters()))


def test_the_set_up_is_due_by_the_parameter_where_no_kickoff_fixed_it() -> None:
    assert june(9) == setup_due(pilot(event("2008-06-02", "agreed")), parameters())
    assert setup_due(pilot(event("2008-06-02", "proposed")), parameters()) is None


def test_the_post_mortem_is_due_four_weeks_after_the_start_or_when_the_prolonged_time_ends() -> None:
    started = event("2008-06-02", "started")
    stopped = (event("2008-06-03", "suspended"), event("2008-06-10", "resumed"))

    assert june(30) == post_mortem_due(pilot(started, *stopped), parameters())
    assert date(2008, 7, 14) == post_mortem_due(pilot(started, event("2008-06-20", "prolonged")), parameters())
    assert post_mortem_due(pilot(event("2008-06-02", "agreed")), parameters()) is None


def test_the_last_prolongation_sets_the_day_of_the_post_mortem() -> None:
    twice = (event("2008-06-20", "prolonged"), event("2008-07-10", "prolonged", until=date(2008, 7, 28)))

    assert date(2008, 7, 28) == post_mortem_due(pilot(event("2008-06-02", "started"), *twice), parameters())


def test_the_first_event_of_a_type_tells_its_day() -> None:
    known = pilot(event("2008-06-02", "agreed"), event("2008-06-05", "agreed"))

    assert (june(2), None) == (first(known, Agreed), first(known, Closed))


@pytest.mark.parametrize(
    ("more", "due", "until"),
    [
        ([], None, None),
        ([], june(23), june(23)),
        ([event("2008-06-20", "evaluated")], june(23), june(20)),
        ([event("2008-06-24", "evaluated")], june(23), june(23)),
        ([event("2008-06-21", "rolled-back", reason="x")], None, june(21)),
        ([event("2008-06-21", "rolled-back", site="GOLDCREST-T2", reason="x")], None, None),
    ],
)
def test_the_window_of_a_pilot_ends_with_its_time_or_with_the_pilot(
    more: list[dict[str, Any]], due: date | None, until: date | None
) -> None:
    known = pilot(event("2008-06-01", "proposed"), event("2008-06-02", "agreed"), event("2008-06-09", "started"), *more)

    assert Window(start=june(9), until=until) == pilot_window(known, due)


def test_feedback_on_a_pilot_that_was_given_up_is_late() -> None:
    given_up = pilot(event("2008-06-01", "proposed"), event("2008-06-05", "aborted"))

    assert Window(start=None, until=june(5)) == pilot_window(given_up, None)

"""How a pilot stands: the day of its week, until when feedback counts, who has answered."""

from datetime import date

from generator.bulletin.pilot_standing import PilotStanding, standing_of
from tests.bulletin.small_world import Change, facts, feedback

STARTED = "  - {type: started, date: 2008-06-09, by: coord-lena, role: pps-coordination}\n"
STOPPED = '  - {type: suspended, date: 2008-06-18, by: coord-lena, role: pps-coordination, reason: "power cut"}\n'
SUSPENDED = Change("pilots/PILOT-2008-014.yaml", STARTED, STARTED + STOPPED)


def standing(pilot: str, *changes: Change, today: date = date(2008, 6, 20)) -> PilotStanding:
    known = facts(*changes, today=today)
    return standing_of(known.registry.pilots[pilot], known)


def test_a_minor_pilot_is_on_the_fifth_day_of_seven() -> None:
    week = standing("PILOT-2008-013").week

    assert week is not None
    assert (5, 7, date(2008, 6, 23), False) == (week.number, week.length, week.complete_on, week.is_complete)


def test_the_number_of_the_day_stops_at_the_length_of_the_week() -> None:
    week = standing("PILOT-2008-014").week

    assert week is not None
    assert (7, True) == (week.number, week.is_complete)


def test_a_minor_pilot_has_no_feedback_to_wait_for() -> None:
    found = standing("PILOT-2008-013")

    assert (True, None) == (found.is_minor, found.feedback_due)


def test_a_committed_vo_is_silent_until_it_answers() -> None:
    found = standing("PILOT-2008-014")

    assert (date(2008, 6, 23), ("lumen",), ()) == (found.feedback_due, found.silent, found.answered)


def test_an_answer_in_time_ends_the_silence() -> None:
    found = standing("PILOT-2008-014", feedback(500, "PILOT-2008-014", "2008-06-19"))

    assert (("lumen",), ()) == (found.answered, found.silent)


def test_a_late_answer_does_not_count() -> None:
    late = feedback(500, "PILOT-2008-014", "2008-06-24")

    assert ("lumen",) == standing("PILOT-2008-014", late, today=date(2008, 6, 25)).silent


def test_a_suspended_pilot_has_no_running_clock() -> None:
    found = standing("PILOT-2008-014", SUSPENDED)

    assert (None, None, True) == (found.week, found.feedback_due, found.is_open)


def test_an_agreed_pilot_is_to_be_set_up() -> None:
    found = standing("PILOT-2008-014", today=date(2008, 6, 5))

    assert (date(2008, 6, 9), None) == (found.setup_due, found.week)


def test_a_prolonged_pilot_moves_its_days() -> None:
    found = standing("PILOT-2008-015")

    assert (date(2008, 7, 14), date(2008, 7, 14)) == (found.feedback_due, found.post_mortem_due)

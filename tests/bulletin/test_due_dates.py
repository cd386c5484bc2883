"""Due dates: every clock that runs has its day, and none that stands still."""

from datetime import date

from generator.bulletin.due_dates import DueDate, due_dates
from tests.bulletin.small_world import Change, facts

STARTED = "  - {type: started, date: 2008-06-16, by: coord-lena, role: pps-coordination}\n"
LFC = "pilots/PILOT-2008-013.yaml"


def known(*changes: Change, today: date = date(2008, 6, 20)) -> dict[str, DueDate]:
    return {one.key: one for one in due_dates(facts(*changes, today=today))}


def test_dates_come_in_order() -> None:
    days = [one.day for one in due_dates(facts())]

    assert days == sorted(days)


def test_the_week_of_a_pilot_ends_seven_days_after_its_start() -> None:
    found = known()["PILOT-2008-013-week"]

    assert (found.day, found.sites) == (date(2008, 6, 23), ("GOLDCREST-T2",))


def test_a_suspended_pilot_has_no_clock() -> None:
    stopped = '  - {type: suspended, date: 2008-06-18, by: coord-lena, role: pps-coordination, reason: "power cut"}\n'
    found = known(Change(LFC, STARTED, STARTED + stopped))

    assert [key for key, one in found.items() if key.startswith("PILOT-2008-013") and not one.is_tentative] == []


def test_an_agreed_pilot_is_to_be_set_up() -> None:
    found = known(Change(LFC, STARTED, ""))["PILOT-2008-013-setup"]

    assert (found.day, found.sites, found.vos) == (date(2008, 6, 19), ("GOLDCREST-T2",), ())


def test_a_complete_week_is_no_longer_due() -> None:
    assert "PILOT-2008-013-week" not in known(today=date(2008, 6, 23))


def test_only_slots_to_come_remind_and_only_the_silent() -> None:
    found = {key: one for key, one in known().items() if "-reminder-" in key}

    assert {key: (one.day, one.vos) for key, one in found.items()} == {
        "PILOT-2008-014-reminder-2": (date(2008, 6, 23), ("lumen",))
    }


def test_a_deadline_ends_with_the_way_to_production() -> None:
    channel = 'issues?q=label:PATCH-1200"}\n'
    withdrawn = '  - {type: withdrawn, date: 2008-06-19, by: rm-nadia, role: release-manager, reason: "taken back"}\n'
    found = known(Change("patches/PATCH-1200.yaml", channel, channel + withdrawn))

    assert "PATCH-1200-deadline-1" in known()
    assert "PATCH-1200-deadline-1" not in found


def test_a_forecast_is_tentative_and_nothing_else_is() -> None:
    found = known()

    assert {key for key, one in found.items() if one.is_tentative} == {key for key in found if "-forecast-" in key}


def test_the_next_and_the_last_transition_are_forecast() -> None:
    found = [key for key in known() if key.startswith("PATCH-1400-forecast")]

    assert found == ["PATCH-1400-forecast-accepted", "PATCH-1400-forecast-released"]

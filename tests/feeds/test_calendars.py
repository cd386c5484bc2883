"""Calendars: a second party reads them, days are exact, ids stay."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import icalendar
import pytest

from generator.edition import Edition
from generator.feeds.calendars import calendars
from generator.feeds.home import Home
from generator.feeds.ics import Occasion, calendar, escaped, folded
from tests.bulletin.small_world import Change
from tests.bulletin.small_world import edition as small_edition

HOME = Home(url="https://bulletin.example.org/pps/")


def read(content: bytes) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(content)
    return {str(event["UID"]): event for event in found.walk("VEVENT") if isinstance(event, icalendar.Event)}


def events(address: str, *changes: Change, today: date = date(2008, 6, 20)) -> dict[str, icalendar.Event]:
    found = {one.address: one.content for one in calendars(small_edition(*changes, today=today), HOME)}
    return read(found[address])


def test_a_second_party_accepts_every_calendar(documents: Mapping[str, bytes]) -> None:
    found = [icalendar.Calendar.from_ical(text) for address, text in documents.items() if address.endswith(".ics")]

    assert [part.errors for one in found for part in one.walk() if part.errors] == []


def test_there_is_a_calendar_for_everybody(edition: Edition, documents: Mapping[str, bytes]) -> None:
    expected = {"calendar.ics"}
    expected |= {f"vos/{one}/calendar.ics" for one in edition.registry.vos}
    expected |= {f"sites/{one}/calendar.ics" for one in edition.registry.sites}

    assert {address for address in documents if address.endswith(".ics")} == expected


def test_lines_end_as_the_format_asks_and_none_is_too_long(documents: Mapping[str, bytes]) -> None:
    lines = [line for name, text in documents.items() if name.endswith(".ics") for line in text.split(b"\r\n")]

    assert [line for line in lines if b"\n" in line or b"\r" in line or len(line) > 75] == []


def test_no_id_stands_twice(documents: Mapping[str, bytes]) -> None:
    text = documents["calendar.ics"]

    assert len(read(text)) == text.count(b"BEGIN:VEVENT")


def test_a_calendar_of_fictional_data_says_so(documents: Mapping[str, bytes]) -> None:
    found = icalendar.Calendar.from_ical(documents["calendar.ics"])

    assert str(found["X-WR-CALNAME"]).startswith("Demonstration data – ")


def test_the_week_of_a_pilot_is_a_day_with_its_end_after_it() -> None:
    event = events("calendar.ics")["PILOT-2008-013-week@bulletin.example.org"]

    assert (event.start, event.end) == (date(2008, 6, 23), date(2008, 6, 24))
    assert event.stamp == datetime(2008, 6, 20, tzinfo=UTC)
    assert event["URL"] == "https://bulletin.example.org/pps/pilots/PILOT-2008-013/"


@pytest.mark.parametrize(
    ("uid", "day"),
    [
        ("PILOT-2008-014-feedback", date(2008, 6, 23)),
        ("PILOT-2008-014-reminder-2", date(2008, 6, 23)),
        ("PILOT-2008-015-post-mortem", date(2008, 7, 14)),
        ("PILOT-2008-015-prolongation-6", date(2008, 7, 14)),
        ("PATCH-1200-deadline-1", date(2008, 7, 15)),
        ("POLICY-1.0-effective", date(2008, 6, 1)),
    ],
)
def test_every_clock_stands_in_the_calendar(uid: str, day: date) -> None:
    assert events("calendar.ics")[f"{uid}@bulletin.example.org"].start == day


def test_a_forecast_is_tentative_and_says_how_sure_it_is() -> None:
    event = events("calendar.ics")["PILOT-2008-013-forecast-evaluated@bulletin.example.org"]

    assert (str(event["STATUS"]), event.start) == ("TENTATIVE", date(2008, 6, 23))
    assert event["SUMMARY"] == "PILOT-2008-013: evaluated is possible (forecast, exact)"


def test_a_site_sees_its_own_dates_and_the_policy() -> None:
    found = {uid.removesuffix("@bulletin.example.org") for uid in events("sites/COLLINA-GRID/calendar.ics")}

    assert found == {"POLICY-1.0-effective"}
    assert "PILOT-2008-013-week@bulletin.example.org" in events("sites/GOLDCREST-T2/calendar.ics")


def test_a_vo_sees_what_it_is_asked_for() -> None:
    found = {uid.removesuffix("@bulletin.example.org") for uid in events("vos/lumen/calendar.ics")}

    assert {"PILOT-2008-014-feedback", "PILOT-2008-014-reminder-2", "PATCH-1200-deadline-1"} <= found


def test_an_answer_ends_the_reminders() -> None:
    path, old = "feedback/FB-150.yaml", "subject: PILOT-2008-015"
    found = events("calendar.ics", Change(path, old, "subject: PILOT-2008-014"))

    assert "PILOT-2008-014-reminder-2@bulletin.example.org" not in found


def test_tomorrow_the_same_dates_have_the_same_ids() -> None:
    today, tomorrow = events("calendar.ics"), events("calendar.ics", today=date(2008, 6, 21))

    assert [uid for uid in today if today[uid]["STATUS"] != "TENTATIVE" and uid not in tomorrow] == []


def test_the_last_day_of_all_has_no_day_after_it() -> None:
    text = calendar("x", [Occasion(uid="a@b", day=date.max, title="t", text="")], date(2008, 6, 20))

    assert b"DTSTART;VALUE=DATE:99991231\r\n" in text
    assert b"DTEND" not in text


def test_what_means_something_to_the_format_is_escaped() -> None:
    assert escaped("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne"


@pytest.mark.parametrize("text", ["x" * 200, "é" * 120, "x" + "中" * 90, "🜁" * 60, "x" * 75, "x" * 76])
def test_folding_never_cuts_a_character(text: str) -> None:
    parts = folded(f"SUMMARY:{text}").split("\r\n ")

    assert "".join(parts) == f"SUMMARY:{text}"
    assert max(len(part.encode()) + bool(number) for number, part in enumerate(parts)) <= 75

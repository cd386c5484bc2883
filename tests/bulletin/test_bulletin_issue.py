"""An issue of the bulletin: which section says what, and which days it covers."""

from datetime import date

from generator.bulletin.bulletin_issue import BulletinIssue, months, of_month, this_week
from generator.bulletin.chronicle import Chronicle
from generator.terms import PatchState
from tests.bulletin.small_world import KEPT_TAG, Change, facts


def issue(*changes: Change, today: date = date(2008, 6, 20)) -> BulletinIssue:
    known = facts(*changes, today=today)
    return this_week(known, Chronicle.of(known))


def test_new_are_the_transitions_of_seven_days_newest_first() -> None:
    found = [(one.day.day, one.subject.id, one.step.after) for one in issue().new]
    expected = [
        (19, "PATCH-1600", "ready-for-production"),
        (18, "PATCH-1200", "in-preview"),
        (18, "PATCH-1600", "certified"),
        (16, "PATCH-1100", "in-production"),
        (16, "PATCH-1300", "in-pps"),
        (16, "PATCH-1600", "in-certification"),
        (16, "PATCH-1600", "registered"),
        (16, "PILOT-2008-013", "running"),
    ]

    assert expected == found


def test_available_is_what_a_site_publishes() -> None:
    assert [version.subject for version in issue().available] == ["PILOT-2008-014", "PILOT-2008-015"]


def test_a_version_whose_tag_is_stale_is_not_available() -> None:
    assert "PATCH-1100" not in [version.subject for version in issue(KEPT_TAG).available]


def test_pilots_are_those_in_operation() -> None:
    assert [one.pilot.id for one in issue().pilots] == ["PILOT-2008-013", "PILOT-2008-014", "PILOT-2008-015"]


def test_waiting_are_the_accepted_patches() -> None:
    assert [(one.patch.id, one.since) for one in issue().waiting] == [("PATCH-1600", date(2008, 6, 19))]


def test_released_are_those_of_thirty_days() -> None:
    assert [one.subject.id for one in issue(today=date(2008, 7, 15)).released] == ["PATCH-1100"]
    assert issue(today=date(2008, 7, 16)).released == ()


def test_stopped_patches_come_with_their_reason() -> None:
    withdrawn = Change(
        "patches/PATCH-1200.yaml",
        "  - {type: feedback-channel-opened, date: 2008-06-18,",
        '  - {type: withdrawn, date: 2008-06-18, by: dev-pia, role: developer, reason: "does not install"}\n'
        "  - {type: feedback-channel-opened, date: 2008-06-18,",
    )
    (stopped,) = issue(withdrawn).stopped

    assert (stopped.step.after, stopped.reason) == (PatchState.WITHDRAWN, "does not install")


def test_overrules_and_exceptions_are_those_in_force() -> None:
    found = issue(today=date(2008, 6, 26))

    assert ([one.id for one in found.overrules], [one.id for one in found.exceptions]) == ([], ["EXC-2008-015"])


def test_every_month_since_the_first_transition_has_an_issue() -> None:
    known = facts()

    assert months(Chronicle.of(known), known.today) == (date(2008, 6, 1), date(2008, 5, 1), date(2008, 4, 1))


def test_an_issue_of_a_month_is_written_as_of_its_last_day() -> None:
    known = facts()
    found = of_month(known, Chronicle.of(known), date(2008, 5, 1))

    assert found.facts.today == date(2008, 5, 31)
    assert {one.day.month for one in found.new} == {5}
    assert found.available == ()


def test_the_issue_of_this_month_ends_today() -> None:
    known = facts()

    assert of_month(known, Chronicle.of(known), date(2008, 6, 1)).facts.today == known.today


def test_without_transitions_there_is_no_archive() -> None:
    assert months(Chronicle(patches=(), pilots=()), date(2008, 6, 20)) == ()

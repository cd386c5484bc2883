"""An overdue duty has one issue, whoever closes it, and as long as it is overdue."""

from datetime import date
from pathlib import Path

import pytest

from generator.cli.settings import Settings
from generator.forge.reminders import AT_ONCE, LABEL, Reminder, remind
from generator.reports.overdue import reminders
from tests.history.checkouts import WORLD
from tests.workflows.forge import WorkflowForge

LATE = Reminder(key="a", title="PATCH-1: PPS505 waits", body="hold it")


def test_an_issue_is_opened_once_and_says_what_is_said_today(forge: WorkflowForge) -> None:
    remind(forge.github(), [LATE])
    remind(forge.github(), [Reminder(key="a", title=LATE.title, body="hold it, two days late")])

    assert 1 == len(forge.issues)
    assert [LABEL] == forge.labels_of(1)
    assert "<!-- pps:duty/a -->\nhold it, two days late" == forge.issues[1]["body"]


def test_what_says_the_same_is_not_written_again(forge: WorkflowForge) -> None:
    remind(forge.github(), [LATE])
    remind(forge.github(), [LATE])

    assert [] == forge.asked("PATCH")


def test_the_issue_of_a_settled_duty_is_closed(forge: WorkflowForge) -> None:
    remind(forge.github(), [LATE])
    done = remind(forge.github(), [])

    assert (1,) == done.closed
    assert ("closed", "completed") == (forge.issues[1]["state"], forge.issues[1]["state_reason"])


def test_the_issue_of_a_duty_that_is_still_overdue_is_opened_again(forge: WorkflowForge) -> None:
    remind(forge.github(), [LATE])
    forge.issues[1]["state"] = "closed"
    remind(forge.github(), [LATE])

    assert "open" == forge.issues[1]["state"]


def test_an_issue_of_somebody_else_is_never_touched(forge: WorkflowForge) -> None:
    forge.add_issue("<!-- pps:duty/b -->\nmine", author="mallory")
    remind(forge.github(), [LATE])

    assert "open" == forge.issues[1]["state"]
    assert 2 == len(forge.issues)


def test_a_first_night_does_not_bury_everybody(forge: WorkflowForge) -> None:
    many = [Reminder(key=f"a{one}", title="late", body="do it") for one in range(AT_ONCE + 5)]
    done = remind(forge.github(), many)
    then = remind(forge.github(), many)

    assert (AT_ONCE, 5) == (len(done.standing), done.waiting)
    assert (AT_ONCE + 5, 0) == (len(then.standing), then.waiting)


@pytest.mark.parametrize(("day", "expected"), [("2008-06-20", 0), ("2008-07-20", 5)])
def test_only_what_is_late_is_reminded_of(day: str, expected: int) -> None:
    edition = Settings(root=WORLD, today=date.fromisoformat(day)).edition()

    assert expected == len(reminders(edition))


def test_a_reminder_keeps_its_key_while_its_words_change_and_mentions_who_must_act() -> None:
    told = [
        next(one for one in reminders(Settings(root=WORLD, today=day).edition()) if "PPS505" in one.title)
        for day in (date(2008, 7, 20), date(2008, 7, 21))
    ]

    assert told[0].key == told[1].key
    assert "6 days overdue" in told[0].body
    assert "7 days overdue" in told[1].body
    assert "@coord-lena" in told[0].body


def test_the_name_of_a_broken_file_cannot_speak(tmp_path: Path) -> None:
    strange = tmp_path / "data/patches/PATCH-1`@all <img>.yaml"
    strange.parent.mkdir(parents=True)
    strange.write_text("format: 1\n")
    told = reminders(Settings(root=tmp_path, today=date(2008, 6, 20)).edition())

    assert told
    assert not [one for one in told if "<img>" in one.body or "@all" in one.body]

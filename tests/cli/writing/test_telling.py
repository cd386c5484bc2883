"""A new notification reports what has to be told, so that nobody is told again."""

from pathlib import Path

import pytest

from tests.cli.writing.conftest import Run, commit, git, settings

NEW = ("new", "notification", "--by", "coord-lena")
NOTICE = "data/notifications/NTF-2008-0025.yaml"
PATCH = "data/patches/PATCH-1200.yaml"
CERTIFIED = (
    "  - {type: certified, date: 2008-06-19, by: cert-ivo, role: sa3-certification, ref: https://c.example.org/2}\n"
)
WITHDRAWN = "  - {type: withdrawn, date: 2008-06-20, by: rel-jana, role: sa3-release, reason: a leak}\n"


def append(path: Path, text: str) -> None:
    """Adds lines at the end of a file."""
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_broadcast_reports_the_opening_although_the_patch_has_moved_on(repository: Path, pps: Run) -> None:
    append(repository / PATCH, CERTIFIED)

    assert 0 == pps(*NEW, *settings("kind=broadcast", "about=PATCH-1200")).code
    assert "event: preview-opened\n" in (repository / NOTICE).read_text(encoding="utf-8")
    assert "PATCH-1200/6: broadcast" not in pps("notify").out


def test_a_reminder_reports_the_start_and_its_slot_although_the_pilot_was_suspended(repository: Path, pps: Run) -> None:
    pps("pilot", "suspend", "PILOT-2008-014", "--by", "sm-silvan", "--set", "reason=down", today="2008-06-21")
    pps("pilot", "resume", "PILOT-2008-014", "--by", "coord-lena", today="2008-06-22")
    said = settings("kind=reminder", "about=PILOT-2008-014", "to.vos=lumen")

    assert "reminder, slot 2008-06-23" in pps("notify", today="2008-06-23").out
    assert 0 == pps(*NEW, *said, today="2008-06-23").code
    written = "event: started\nslot: 2008-06-23\nto: {vos: [lumen]}\nchannel: mail\n"
    assert written in (repository / NOTICE).read_text(encoding="utf-8")
    assert "PILOT-2008-014/5: reminder" not in pps("notify", today="2008-06-23").out


def test_what_was_told_already_may_be_told_again(repository: Path, pps: Run) -> None:
    told = (*NEW, *settings("kind=personal", "about=PATCH-1200"))
    pps(*told)
    commit(repository)

    assert 0 == pps(*told).code
    assert "event: preview-opened\n" in (repository / NOTICE.replace("25", "26")).read_text(encoding="utf-8")


def test_of_two_events_that_are_due_the_writer_names_one(repository: Path, pps: Run) -> None:
    append(repository / PATCH, WITHDRAWN)
    ran = pps(*NEW, *settings("kind=broadcast", "about=PATCH-1200"))

    assert (2, True) == (ran.code, "has preview-opened, withdrawn to be told; name the type of one" in ran.err)
    assert 0 == pps(*NEW, *settings("kind=broadcast", "about=PATCH-1200", "event=withdrawn")).code


@pytest.mark.usefixtures("repository")
def test_nothing_is_reported_that_has_not_happened(pps: Run) -> None:
    ran = pps(*NEW, *settings("kind=broadcast", "about=PATCH-1300"))

    assert (2, True) == (ran.code, "PATCH-1300 has no event that a broadcast tells of" in ran.err)


@pytest.mark.usefixtures("repository")
def test_a_reminder_without_a_reader_is_not_written(pps: Run) -> None:
    ran = pps(*NEW, *settings("kind=reminder", "about=PILOT-2008-014", "slot=2008-06-16"))

    assert (2, True) == (ran.code, "needs to; pass --set 'to={vos: [" in ran.err)


def test_an_empty_handle_names_nobody(repository: Path, pps: Run) -> None:
    git(repository, "config", "github.user", "coord-lena")
    ran = pps("new", "notification", "--by", "", *settings("kind=broadcast", "about=PATCH-1200"))

    assert 0 == ran.code, ran.err
    assert "by: coord-lena\n" in (repository / NOTICE).read_text(encoding="utf-8")

"""`pps feedback import` turns form issues into records, once, and asks reviewers what only they can confirm."""

from pathlib import Path

import pytest

from generator.cli import main
from tests.forge.conftest import Run
from tests.forge.issue_bodies import feedback, verification
from tests.forge.repositories import TODAY, git, record, verifications
from tests.forge.server import FakeGitHub


def test_a_form_issue_becomes_a_record(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(text='Said "yes":\n- 5.10'), author="lumen-shifter", number=300)
    ran = taken_in()

    assert 0 == ran.code, ran.err
    assert (
        "issue_url: https://github.com/example/pps/issues/300\n"
        "subject: PATCH-1200\n"
        "author: lumen-shifter\n"
        "vo: lumen\n"
        "site: SILVERFIR-T2\n"
        "submitted_on: 2008-06-19\n"
        "verdict: positive\n"
        "blocking: false\n"
        'text: "Said \\"yes\\":\\n- 5.10"\n'
    ) == record(world, number)


def test_the_reviewer_is_asked_whether_the_author_speaks_for_the_vo(forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(), author="lumen-shifter", number=300)

    assert "- [ ] Issue 300: does lumen-shifter speak for VO lumen? (managers: vo-mira)" in taken_in().out


def test_the_text_of_the_pull_request_goes_to_a_file(tmp_path: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(blocking="yes"), author="lumen-shifter", number=300)
    ran = taken_in("--out", str(tmp_path / "text.md"))
    text = (tmp_path / "text.md").read_text(encoding="utf-8")

    assert "" == ran.out
    assert "- FB-300: positive feedback on PATCH-1200 of 2008-06-19, by lumen-shifter" in text
    assert "**blocking**" in text


def test_a_second_run_changes_nothing(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(), number=300)
    forge.add_issue(verification(), author="user-timo", number=301)
    forge.add_issue(feedback(subject="PATCH-9"), number=302)
    taken_in()
    before, asked = git(world, "diff"), len(forge.asked("GET"))
    again = taken_in()

    assert (0, "", before) == (again.code, again.out, git(world, "diff"))
    assert 0 == len(forge.asked("PATCH"))
    assert ["/repos/example/pps/issues/302/comments"] == [
        one.path for one in forge.asked("POST") if one.path.endswith("comments")
    ]
    assert len(forge.asked("GET")) > asked


def test_check_finds_nothing_to_say_about_what_was_imported(
    world: Path, forge: FakeGitHub, taken_in: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    forge.add_issue(feedback(), number=300)
    forge.add_issue(verification(), author="user-timo", number=301)
    taken_in()
    with pytest.raises(SystemExit) as ended:
        main(("--root", str(world), "--today", TODAY, "check", "--base", "HEAD"))

    assert 0 == ended.value.code, capfd.readouterr().out


def test_one_issue_is_imported_alone(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(), number=300)
    forge.add_issue(feedback(), number=301)
    taken_in("--issue", "301")

    assert ["?? data/feedback/FB-301.yaml"] == git(world, "status", "--porcelain", "-uall").splitlines()


def test_a_dry_run_shows_the_records_and_writes_nothing(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(), number=300)
    forge.add_issue(feedback(subject="PATCH-9"), number=301)
    ran = taken_in("--dry-run")

    assert (0, True, True) == (
        ran.code,
        "+subject: PATCH-1200" in ran.out,
        "issue 301: What you tried: ` PATCH-9 ` is not known" in ran.err,
    )
    assert ("", []) == (git(world, "status", "--porcelain"), forge.asked("POST"))


def test_a_verification_is_appended_to_its_bug_and_its_author_is_asked(
    world: Path, forge: FakeGitHub, taken_in: Run
) -> None:
    forge.add_issue(verification(result="not-fixed"), author="User-Timo", number=301)
    ran = taken_in()

    assert "user-timo (user-timo) approves the pull request" in ran.out
    assert [("PATCH-1400", "user-timo", "2008-06-19", "not-fixed", "https://github.com/example/pps/issues/301")] == [
        (one["patch"], one["by"], str(one["date"]), one["result"], one["ref"]) for one in verifications(world)
    ]


def test_an_answer_older_than_may_be_recorded_is_dated_today(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(verification(), author="user-timo", number=301, created_at="2008-05-20T10:00:00Z")
    taken_in()

    assert ["2008-06-20"] == [str(one["date"]) for one in verifications(world)]


def test_two_answers_about_one_bug_are_additions_to_one_record(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(verification(result="not-fixed"), author="user-timo", number=301)
    forge.add_issue(verification(), author="user-timo", number=302)
    taken_in()

    assert ["not-fixed", "verified"] == [one["result"] for one in verifications(world)]


def test_the_utc_day_of_the_issue_counts(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(), number=300, created_at="2008-06-19T23:59:59Z")
    taken_in()

    assert "submitted_on: 2008-06-19" in record(world, number)


def test_demonstration_data_takes_no_feedback(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    vocabulary = world / "data/vocab.yaml"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8") + "demonstration: 2008-06-20\n", encoding="utf-8")
    ran = taken_in()

    assert (2, [], True) == (ran.code, forge.seen, "demonstration data" in ran.err)


def test_an_issue_of_tomorrow_waits_without_a_word(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(), number=300, created_at="2008-06-21T00:00:00Z")
    taken_in()

    assert ("", []) == (git(world, "status", "--porcelain"), forge.texts_on(number))

"""What becomes of an issue after its import is told by follow-ups; what reviewers mended stays."""

from pathlib import Path

import pytest

from tests.forge.conftest import Run
from tests.forge.issue_bodies import feedback, verification
from tests.forge.repositories import commit, git, propose, record, verifications
from tests.forge.server import FakeGitHub


def test_a_verification_that_was_edited_is_given_again(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(verification(result="not-fixed"), author="user-timo", number=301)
    taken_in()
    forge.issues[301]["body"] = verification()
    taken_in()
    taken_in()

    assert [("not-fixed", "2008-06-19"), ("verified", "2008-06-20")] == [
        (one["result"], str(one["date"])) for one in verifications(world)
    ]


def test_an_edit_after_the_import_becomes_a_follow_up_once(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(), number=300)
    taken_in()
    commit(world, "Feedback")
    forge.issues[number]["body"] = feedback(verdict="negative", blocking="yes", text="It broke after all.")
    ran = taken_in("--by", "coord-lena")
    commit(world, "It was edited")
    again = taken_in("--by", "coord-lena")

    assert (0, "") == (again.code, again.out), ran.err
    assert 1 == record(world, number).count("status: open")
    assert "the issue was edited: another text, verdict now negative, now blocking [" in record(world, number)


def test_an_edit_that_is_taken_back_is_told_too(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(), number=300)
    taken_in()
    for text in ("Other words.", "2000 jobs went through, none was lost.", "2000 jobs went through, none was lost."):
        forge.issues[number]["body"] = feedback(text=text)
        taken_in("--by", "coord-lena")

    assert ["another text", "as it was recorded"] == [
        line.partition("edited: ")[2].partition(" [")[0]
        for line in record(world, number).splitlines()
        if "edited" in line
    ]


@pytest.mark.parametrize(("labels", "told"), [(("feedback",), 1), ((), 0)])
def test_an_issue_that_lost_its_form_is_told_where_its_label_says_that_it_had_one(
    labels: tuple[str, ...], told: int, world: Path, forge: FakeGitHub, taken_in: Run
) -> None:
    forge.add_issue(feedback(), number=300, labels=labels)
    taken_in()
    forge.issues[300]["body"] = "I took it all away."
    taken_in("--by", "coord-lena")

    assert told == record(world, 300).count("its form cannot be read any more")


def test_a_vo_that_the_reviewer_took_away_is_no_edit(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(), number=300)
    taken_in()
    path = world / "data/feedback/FB-300.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("vo: lumen\n", ""), encoding="utf-8")
    commit(world, "Feedback, without the VO")

    assert "nothing new in the issues\n" == taken_in("--by", "coord-lena").err


def test_what_reviewers_mended_in_the_open_pull_request_stays(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(), author="boaster", number=300)
    taken_in()
    path = world / "data/feedback/FB-300.yaml"
    mended = path.read_text(encoding="utf-8").replace("vo: lumen\n", "")
    path.write_text(mended, encoding="utf-8")
    propose(world)
    forge.issues[300]["body"] = feedback(text="Other words.")
    forge.add_issue(feedback(), author="newcomer", number=301)
    ran = taken_in("--kept", "bot/feedback")

    assert mended == path.read_text(encoding="utf-8")
    assert ("boaster speak" in ran.out, "newcomer speak" in ran.out) == (False, True)
    assert "- FB-300: positive feedback on PATCH-1200 of 2008-06-19, by boaster, who speaks for site" in ran.out


def test_an_answer_keeps_its_day_while_its_pull_request_is_open(world: Path, forge: FakeGitHub, pps: Run) -> None:
    forge.add_issue(verification(), author="user-timo", number=301, created_at="2008-05-20T10:00:00Z")
    pps("feedback", "import", today="2008-06-20")
    propose(world)
    pps("feedback", "import", "--kept", "bot/feedback", today="2008-06-22")

    assert ["2008-06-20"] == [str(one["date"]) for one in verifications(world)]


def test_a_branch_that_is_not_there_is_told(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(), number=300)
    ran = taken_in("--kept", "bot/nothing")

    assert (4, True, "") == (ran.code, "bot/nothing" in ran.err, git(world, "status", "--porcelain"))


@pytest.mark.parametrize("gone", ["delete_issue", "move_issue"])
@pytest.mark.parametrize("arguments", [(), ("--issue", "300")])
def test_an_issue_that_is_gone_leaves_its_record_and_a_follow_up(
    gone: str, arguments: tuple[str, ...], world: Path, forge: FakeGitHub, taken_in: Run
) -> None:
    forge.add_issue(feedback(), number=300)
    taken_in("--issue", "300")
    commit(world, "Feedback")
    getattr(forge, gone)(300)
    ran = taken_in("--by", "coord-lena", *arguments)

    assert 0 == ran.code, ran.out
    assert "status: open, note:" in record(world, 300)
    assert "the issue is not there any more: it was deleted or moved" in record(world, 300)


def test_without_a_name_an_edit_waits_and_the_rest_goes_on(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(), number=300)
    taken_in("--issue", "300")
    commit(world, "Feedback")
    forge.issues[300]["body"] = feedback(verdict="negative")
    forge.add_issue(feedback(), number=301)
    ran = taken_in()

    assert (0, True) == (ran.code, "FB-300" in ran.err and "--by HANDLE" in ran.err)
    assert "?? data/feedback/FB-301.yaml" == git(world, "status", "--porcelain", "-uall").strip()


def test_issues_that_are_hidden_are_not_gone(forge: FakeGitHub, taken_in: Run) -> None:
    forge.has_issues = False
    forge.deleted.add(300)
    ran = taken_in("--issue", "300", "--by", "coord-lena")

    assert (1, True) == (ran.code, "the issues of example/pps cannot be read" in ran.err)

"""The import answers in one comment what cannot become a record, and what one issue lacks holds up no other."""

from pathlib import Path

import pytest

from tests.forge.conftest import Run
from tests.forge.issue_bodies import feedback
from tests.forge.repositories import commit, git, record
from tests.forge.server import FakeGitHub, Fault


def test_what_cannot_become_a_record_is_answered_once(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(subject="PATCH-9999"), number=300)
    first = taken_in()
    taken_in()
    texts = forge.texts_on(number)

    assert (0, 1, "") == (first.code, len(texts), git(world, "status", "--porcelain"))
    assert texts[0].startswith("<!-- pps:form -->\nThank you for writing.")
    assert (
        "- **What you tried** – ` PATCH-9999 ` is not known: copy the id of a patch or pilot from its page" in texts[0]
    )


def test_one_that_cannot_become_a_record_leaves_the_others_alone(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(subject="PATCH-9999"), number=300)
    forge.add_issue(feedback(), number=301)
    ran = taken_in()

    assert ("?? data/feedback/FB-301.yaml", True) == (
        git(world, "status", "--porcelain", "-uall").strip(),
        "**Not in here**" in ran.out,
    )


def test_what_only_check_finds_goes_back_to_its_author(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    site = world / "data/sites/SILVERFIR-T2.yaml"
    site.write_text(site.read_text(encoding="utf-8") + "retired_on: 2008-06-19\n", encoding="utf-8")
    commit(world, "The site retires")
    number = forge.add_issue(feedback(), number=300, created_at="2008-06-20T01:00:00Z")
    forge.add_issue(feedback(site=""), number=301)
    taken_in()

    assert ["?? data/feedback/FB-301.yaml"] == git(world, "status", "--porcelain", "-uall").splitlines()
    assert "SILVERFIR-T2" in forge.texts_on(number)[0]


def test_the_comment_changes_when_all_is_well(forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(subject="PATCH-9999"), number=300)
    taken_in()
    forge.issues[number]["body"] = feedback()
    taken_in()

    assert [True] == ["all can be read" in text for text in forge.texts_on(number)]


def test_a_comment_of_a_stranger_with_our_mark_is_not_ours(forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(subject="PATCH-9999"), number=300)
    forge.add_comment(number, "<!-- pps:form -->\nAll is well.", author="stranger")
    taken_in()

    assert 2 == len(forge.texts_on(number))


def test_nothing_in_a_comment_is_alive(forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(subject="@everybody `![x](https://example.org)` <b>"), number=300)
    taken_in()

    assert "`` @everybody `![x](https://example.org)` <b> ``" in forge.texts_on(number)[0]


def test_late_feedback_is_recorded_and_its_author_is_told(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(subject="PATCH-1100", site=""), number=300)
    taken_in()

    assert "subject: PATCH-1100" in record(world, number)
    assert "ended on 2008-06-12: it is listed as late" in forge.texts_on(number)[0]


@pytest.mark.parametrize("labels", [(), ("feedback", "accepted", "release-manager")])
def test_labels_give_no_authority(labels: tuple[str, ...], world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(), number=300, labels=labels)
    plain = forge.add_issue("No form at all.", number=301, labels=("question",))
    taken_in()

    assert ("subject: PATCH-1200", []) == (record(world, number).splitlines()[1], forge.texts_on(plain))


def test_who_closed_his_issue_is_not_asked_to_mend_it(forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(subject="PATCH-9999"), number=300, state="closed", state_reason="completed")
    taken_in()

    assert [] == forge.texts_on(number)


def test_a_number_that_another_repository_took_is_told(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(), number=110)
    taken_in()

    assert ("", True) == (
        git(world, "status", "--porcelain"),
        "FB-110 was recorded from another repository" in forge.texts_on(number)[0],
    )


def test_what_is_taken_in_is_found_by_the_label_of_its_subject_once(forge: FakeGitHub, taken_in: Run) -> None:
    number = forge.add_issue(feedback(), number=300, labels=("feedback",))
    taken_in()
    taken_in()

    assert (["feedback", "PATCH-1200"], 1) == (forge.labels_of(number), len(forge.asked("POST")))


def test_an_issue_that_somebody_set_aside_stays_out(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(), number=300, state="closed", state_reason="not_planned")
    done = forge.add_issue(feedback(), number=301, state="closed", state_reason="completed")
    taken_in()

    assert (f"?? data/feedback/FB-{done}.yaml") == git(world, "status", "--porcelain", "-uall").strip()


def test_a_forge_that_does_not_answer_writes_nothing(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(), number=300)
    forge.faults = [Fault(status=401, message="Bad credentials")]
    ran = taken_in()

    assert (1, "", True) == (ran.code, git(world, "status", "--porcelain"), "make a new one" in ran.err)


def test_a_comment_that_is_refused_loses_no_record(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(), number=300)
    forge.add_issue(feedback(subject="PATCH-9999"), number=301)
    forge.faults = [Fault(status=403, message="Resource not accessible by integration", method="POST")] * 2
    ran = taken_in()

    assert (1, True, True) == (
        ran.code,
        "issue 301 could not be answered" in ran.err,
        (world / "data/feedback/FB-300.yaml").exists(),
    )


def test_an_issue_of_another_repository_is_not_taken_in(world: Path, forge: FakeGitHub, taken_in: Run) -> None:
    forge.add_issue(feedback(), number=300)
    forge.issues[300]["html_url"] = "https://github.com/stranger/pps/issues/300"
    ran = taken_in()

    assert (1, "", True) == (ran.code, git(world, "status", "--porcelain"), "which is not example/pps" in ran.err)

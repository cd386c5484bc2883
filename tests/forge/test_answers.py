"""Whole answers as GitHub sends them, with all their fields and headers, are published shapes and are understood."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.forge.forms import filled_form
from generator.forge.marks import own_comments
from generator.forge.refusals import AbsentError, ForgeError
from tests.forge.published import faults_of_answer, operation
from tests.forge.server import FakeGitHub, Fault

ANSWERS: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("answers.json").read_text(encoding="utf-8"))


def replay(forge: FakeGitHub, name: str, **headers: str) -> None:
    """Lets the server send one of the answers next."""
    one = ANSWERS[name]
    forge.faults.append(Fault(status=one["status"], headers=one["headers"] | headers, body=one["body"]))


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answers_keep_to_the_published_shapes(name: str) -> None:
    one = ANSWERS[name]
    asked = operation(one["method"], one["path"])

    assert asked is not None
    assert one["status"] == 403 or [] == list(faults_of_answer(asked, one["status"], one["body"]))


def test_a_form_that_was_filled_in_a_browser_is_read(forge: FakeGitHub) -> None:
    replay(forge, "an issue written with the form in a browser")
    filled = filled_form(forge.github().issue(41).body)

    assert filled is not None
    assert ("", "negative", 'Three of 500 transfers stopped half-way.\n\nThe log tells "connection reset".', ()) == (
        filled.answers["site"],
        filled.answers["verdict"],
        filled.answers["text"],
        filled.problems,
    )


def test_a_list_tells_issues_from_pull_requests(forge: FakeGitHub) -> None:
    replay(forge, "a list with a pull request and an author who left")

    assert [(41, "lumen-shifter"), (43, "ghost")] == [(one.number, one.author) for one in forge.github().issues()]


def test_a_comment_of_a_workflow_is_ours(forge: FakeGitHub) -> None:
    replay(forge, "a comment that a workflow wrote")
    written = forge.github().add_comment(41, "<!-- pps:form -->\nThank you.")
    one = ANSWERS["a comment that a workflow wrote"]
    forge.faults.append(Fault(status=200, headers=one["headers"], body=[one["body"]]))

    assert {"form": written} == own_comments(forge.github(), 41)


def test_a_review_that_was_not_sent_off_has_no_moment(forge: FakeGitHub) -> None:
    replay(forge, "reviews, one of them not sent off yet")

    assert [("APPROVED", datetime(2008, 6, 20, 8, 12, tzinfo=UTC)), ("PENDING", None)] == [
        (one.state, one.submitted_at) for one in forge.github().reviews(42)
    ]


def test_a_limit_of_an_hour_is_rested_by_the_clock_of_the_forge(forge: FakeGitHub) -> None:
    soon = str(int(datetime.now(UTC).timestamp()) + 1200)
    replay(forge, "the limit of an hour is used up", **{"X-RateLimit-Reset": soon})
    forge.github().issues()

    assert [1200] == [round(rest, -1) for rest in forge.waited]


def test_a_missing_permission_is_no_limit(forge: FakeGitHub) -> None:
    replay(forge, "a workflow without the permission")
    with pytest.raises(ForgeError, match=r"permission that is missing \(403 Resource not accessible by integration\)"):
        forge.github().add_comment(41, "Thank you.")

    assert [] == forge.waited


def test_a_deleted_issue_is_absent(forge: FakeGitHub) -> None:
    replay(forge, "an issue that was deleted")
    with pytest.raises(AbsentError):
        forge.github().issue(40)

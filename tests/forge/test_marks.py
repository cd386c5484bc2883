"""What is written once is found again by its mark, however often it is written and whoever copies the mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.forge.marks import comment_once, issue_once, key_of, marked, own_comments, own_issues
from generator.forge.refusals import UncertainError
from tests.forge.server import FakeGitHub, Fault


def test_a_mark_is_read_back_from_the_start_of_a_text() -> None:
    assert "duty/PATCH-1200" == key_of(marked("duty/PATCH-1200", "Text"))


def test_a_mark_that_is_quoted_further_down_does_not_count() -> None:
    assert None is key_of("Somebody wrote:\n<!-- pps:report -->")


@pytest.mark.parametrize("key", ["", "a b", "a-->", "a--b", "-a", "a-", "ä", "x" * 300])
def test_what_could_end_a_mark_is_no_key(key: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        marked(key, "Text")


@given(st.from_regex(r"[A-Za-z0-9](?:-?[A-Za-z0-9._/]){0,40}", fullmatch=True), st.text())
def test_every_key_is_read_back_whatever_follows(key: str, text: str) -> None:
    assert key == key_of(marked(key, text))


def test_a_comment_is_written_once_and_changed_afterwards(forge: FakeGitHub) -> None:
    number = forge.add_issue("It works.")
    for text in ("one", "one", "two"):
        comment_once(forge.github(), number, "report", text)

    assert ["<!-- pps:report -->\ntwo"] == forge.texts_on(number)
    assert (1, 1) == (len(forge.asked("POST")), len(forge.asked("PATCH")))


def test_a_comment_that_differs_in_line_ends_only_stays(forge: FakeGitHub) -> None:
    number = forge.add_issue("It works.")
    forge.add_comment(number, "<!-- pps:report -->\r\none\r\n", author=forge.login)
    comment_once(forge.github(), number, "report", "one\n")

    assert [] == forge.asked("PATCH")


@pytest.mark.parametrize("acts", [True, False])
def test_a_comment_whose_answer_was_lost_is_looked_for(forge: FakeGitHub, *, acts: bool) -> None:
    number = forge.add_issue("It works.")
    forge.faults = [Fault(how="drop", acts=acts, method="POST")]
    if acts:
        comment_once(forge.github(), number, "report", "one")
    else:
        with pytest.raises(UncertainError):
            comment_once(forge.github(), number, "report", "one")

    assert (["<!-- pps:report -->\none"] if acts else []) == forge.texts_on(number)


def test_of_several_comments_with_one_mark_the_oldest_is_ours(forge: FakeGitHub) -> None:
    number = forge.add_issue("It works.")
    first = forge.add_comment(number, "<!-- pps:report -->\none", author=forge.login)
    forge.add_comment(number, "<!-- pps:report -->\ntwo", author=forge.login)

    assert first == own_comments(forge.github(), number)["report"].id


def test_an_issue_of_a_stranger_with_our_mark_is_not_ours(forge: FakeGitHub) -> None:
    forge.add_issue("<!-- pps:channel/PATCH-1200 -->", author="stranger")

    assert {} == own_issues(forge.github())


def test_an_issue_is_opened_once_and_brought_up_to_date(forge: FakeGitHub) -> None:
    github = forge.github()
    issue_once(github, "channel/PATCH-1200", "Title", "one", ("feedback-channel",), known={})
    issue_once(github, "channel/PATCH-1200", "New title", "two", known=own_issues(github))

    assert [("New title", "<!-- pps:channel/PATCH-1200 -->\ntwo")] == [
        (one["title"], one["body"]) for one in forge.issues.values()
    ]


def test_an_issue_that_was_surely_not_opened_is_an_error(forge: FakeGitHub) -> None:
    forge.faults = [Fault(how="drop", method="POST")]
    with pytest.raises(UncertainError):
        issue_once(forge.github(), "channel/PATCH-1200", "Title", "one", known={})

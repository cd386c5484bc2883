"""The client reads and writes what GitHub publishes, whole, and says what to do where GitHub refuses."""

from datetime import UTC, date, datetime

import pytest

from generator.forge.connection import Connection, Manners
from generator.forge.github import GitHub
from generator.forge.limits import rest_asked_for
from generator.forge.refusals import AbsentError, ForgeError, UncertainError
from tests.forge.server import TOKEN, FakeGitHub, Fault


def test_an_issue_is_read_with_its_author_and_its_day(forge: FakeGitHub) -> None:
    number = forge.add_issue(
        "It works.", author="lumen-shifter", created_at="2008-06-09T23:59:59Z", labels=("feedback",)
    )
    issue = forge.github().issue(number)

    assert ("lumen-shifter", date(2008, 6, 9), ("feedback",)) == (issue.author, issue.opened_on, issue.labels)


def test_an_issue_whose_author_left_is_by_the_ghost(forge: FakeGitHub) -> None:
    number = forge.add_issue("It works.", author=None)

    assert "ghost" == forge.github().issue(number).author


def test_a_list_is_read_to_its_last_page() -> None:
    with FakeGitHub(largest_page=2) as forge:
        numbers = [forge.add_issue(f"number {index}") for index in range(5)]

        assert numbers == [one.number for one in forge.github().issues()]


def test_a_list_that_does_not_end_is_an_error() -> None:
    with FakeGitHub(largest_page=1) as forge:
        for index in range(4):
            forge.add_issue(f"number {index}")
        with pytest.raises(ForgeError, match="more than 3 pages"):
            forge.github(Manners(pages=3)).issues()


def test_pull_requests_are_no_issues(forge: FakeGitHub) -> None:
    forge.add_pull(sha="1" * 40)
    number = forge.add_issue("It works.")

    assert [number] == [one.number for one in forge.github().issues()]


def test_issues_are_narrowed_by_label_state_and_last_edit(forge: FakeGitHub) -> None:
    wanted = forge.add_issue("a", labels=("due",), state="closed", created_at="2008-06-10T10:00:00Z")
    forge.add_issue("b", labels=("due",), state="closed", created_at="2008-06-08T10:00:00Z")
    forge.add_issue("c", labels=("due",), created_at="2008-06-10T10:00:00Z")
    forge.add_issue("d", state="closed", created_at="2008-06-10T10:00:00Z")
    found = forge.github().issues(labels=("due",), state="closed", since=datetime(2008, 6, 9, tzinfo=UTC))

    assert [wanted] == [one.number for one in found]


@pytest.mark.parametrize("gone", ["delete_issue", "move_issue"])
def test_an_issue_that_was_deleted_or_moved_is_absent(gone: str, forge: FakeGitHub) -> None:
    number = forge.add_issue("It works.")
    getattr(forge, gone)(number)
    with pytest.raises(AbsentError):
        forge.github().issue(number)


def test_an_issue_is_opened_changed_labelled_and_locked(forge: FakeGitHub) -> None:
    github = forge.github()
    number = github.open_issue("A channel", "Text", ("channel",)).number
    github.edit_issue(number, title="The channel", state="closed", reason="not_planned")
    github.add_labels(number, ("PATCH-1100",))
    github.lock_issue(number, "resolved")
    issue = github.issue(number)

    assert ("The channel", "not_planned", True) == (issue.title, issue.state_reason, issue.is_locked)
    assert ("channel", "PATCH-1100") == issue.labels


def test_comments_are_written_and_changed(forge: FakeGitHub) -> None:
    github, number = forge.github(), forge.add_issue("It works.")
    comment = github.add_comment(number, "Thanks")
    github.edit_comment(comment.id, "Thank you")

    assert ["Thank you"] == [one.body for one in github.comments(number)]


def test_a_pull_request_of_a_fork_is_found_by_its_head(forge: FakeGitHub) -> None:
    forge.add_pull(sha="1" * 40)
    number = forge.add_pull(sha="2" * 40, fork="stranger/pps", author="stranger")
    found = forge.github().pulls_with_head("2" * 40)

    assert [(number, "stranger/pps")] == [(one.number, one.head_repository) for one in found]


def test_the_pull_request_that_brought_a_commit_is_found(forge: FakeGitHub) -> None:
    number = forge.add_pull(sha="3" * 40, state="closed", merged_at="2008-06-10T10:00:00Z")

    assert [number] == [one.number for one in forge.github().pulls_of_commit("3" * 40)]


def test_a_pull_request_is_opened_found_and_changed(forge: FakeGitHub) -> None:
    github = forge.github()
    number = github.open_pull("Feedback", "Text", head="feedback", base="main").number
    github.edit_pull(number, title="Feedback of June", body="Other text")

    assert ["Feedback of June"] == [one.title for one in github.pulls(head="example:feedback")]


def test_reviews_are_read_with_their_commit(forge: FakeGitHub) -> None:
    number = forge.add_pull(sha="4" * 40)
    forge.add_review(number, author="coord-lena", state="APPROVED", commit="4" * 40)

    assert [("coord-lena", "APPROVED", "4" * 40)] == [
        (one.author, one.state, one.commit) for one in forge.github().reviews(number)
    ]


def test_the_token_goes_with_each_request(forge: FakeGitHub) -> None:
    forge.github().issues()

    assert [f"Bearer {TOKEN}"] == [one.headers["Authorization"] for one in forge.seen]


def test_the_token_stands_in_no_text_of_the_client(forge: FakeGitHub) -> None:
    assert TOKEN not in repr(forge.github())


@pytest.mark.parametrize("name", ["pps", "a/b/c", "../pps", "example/..", "-x/pps", "example/pps?x"])
def test_what_is_no_repository_is_refused(name: str, forge: FakeGitHub) -> None:
    with pytest.raises(ForgeError, match="owner/name"):
        GitHub(connection=forge.connection(), repository=name)


@pytest.mark.parametrize(
    "api",
    [
        "http://api.github.com",
        "ftp://127.0.0.1",
        "api.github.com",
        "https://user@api.github.com",
        "https://",
        "file:///",
    ],
)
def test_an_address_over_which_a_token_could_be_overheard_is_refused(api: str) -> None:
    with pytest.raises(ForgeError, match="no address of a forge"):
        Connection(api=api, token=TOKEN, wait=print)


def test_a_token_with_a_line_end_is_refused_without_being_told() -> None:
    with pytest.raises(ForgeError, match="copy it again") as refusal:
        Connection(api="https://api.github.com", token=f"{TOKEN}\n", wait=print)

    assert TOKEN not in str(refusal.value)


def test_a_next_page_elsewhere_is_not_asked_for(forge: FakeGitHub) -> None:
    forge.faults = [Fault(status=200, headers={"Link": '<https://elsewhere.example.org/x>; rel="next"'})]
    with pytest.raises(ForgeError, match=r"elsewhere\.example\.org, which is another forge"):
        forge.github().issues()


def test_a_redirection_is_not_followed(forge: FakeGitHub) -> None:
    forge.faults = [Fault(status=302, headers={"Location": f"{forge.url}/stolen"})]
    with pytest.raises(AbsentError):
        forge.github().issues()

    assert 1 == len(forge.seen)


@pytest.mark.parametrize(
    ("fault", "rest"),
    [
        (Fault(status=429, headers={"Retry-After": "17"}), 17),
        (Fault(status=403, headers={"Retry-After": "5"}), 5),
        (Fault(status=429), 60),
        (Fault(status=403, message="You have exceeded a secondary rate limit."), 60),
    ],
)
def test_a_limit_is_rested_as_long_as_it_says(fault: Fault, rest: float, forge: FakeGitHub) -> None:
    forge.faults = [fault]
    forge.github().open_issue("A channel", "Text")

    assert ([rest], 1) == (forge.waited, len(forge.issues))


def test_a_limit_that_names_a_moment_is_rested_until_then(forge: FakeGitHub) -> None:
    moment = str(int(datetime.now(UTC).timestamp()) + 600)
    forge.faults = [Fault(status=403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": moment})]
    forge.github().issues()

    assert [True] == [598 <= rest <= 602 for rest in forge.waited]


def test_a_limit_that_asks_for_too_long_is_told_and_not_rested(forge: FakeGitHub) -> None:
    forge.faults = [Fault(status=429, headers={"Retry-After": "90000"})]
    with pytest.raises(ForgeError, match="asks to wait 90000 seconds; run it again later"):
        forge.github().issues()

    assert [] == forge.waited


@pytest.mark.parametrize(
    "fault",
    [Fault(status=500), Fault(status=503), Fault(how="drop"), Fault(how="cut"), Fault(how="stall")],
    ids=["500", "503", "drop", "cut", "stall"],
)
def test_a_question_is_put_again_after_a_failure(fault: Fault, forge: FakeGitHub) -> None:
    number = forge.add_issue("It works.")
    forge.faults = [fault, Fault(status=502)]
    found = forge.github(Manners(seconds=0.3)).issues()

    assert ([number], [2, 4]) == ([one.number for one in found], forge.waited)


def test_a_change_is_made_again_after_a_failure(forge: FakeGitHub) -> None:
    number = forge.add_issue("It works.")
    forge.faults = [Fault(how="drop", acts=True)]
    forge.github().edit_issue(number, state="closed")

    assert "closed" == forge.issues[number]["state"]


def test_questions_end_after_the_last_attempt(forge: FakeGitHub) -> None:
    forge.faults = [Fault(status=500)] * 9
    with pytest.raises(ForgeError, match="failed with 500; run it again later"):
        forge.github().issues()

    assert 4 == len(forge.seen)


@pytest.mark.parametrize("how", ["drop", "cut", "stall", "answer"])
def test_what_creates_something_is_sent_once_where_nobody_knows(how: str, forge: FakeGitHub) -> None:
    forge.faults = [Fault(how=how, acts=True)]  # type: ignore[arg-type]
    with pytest.raises(UncertainError, match="look whether it happened"):
        forge.github(Manners(seconds=0.3)).open_issue("A channel", "Text")

    assert (1, 1) == (len(forge.issues), len(forge.seen))


@pytest.mark.parametrize(
    ("status", "told"),
    [(401, "make a new one"), (403, "give it the permission"), (422, "refuses what was sent")],
)
def test_a_refusal_says_what_to_do(status: int, told: str, forge: FakeGitHub) -> None:
    forge.faults = [Fault(status=status, message="Resource not accessible\x1b[31m")]
    with pytest.raises(ForgeError, match=told) as refusal:
        forge.github().open_issue("A channel", "Text")

    assert (True, 1) == (str(refusal.value).isprintable(), len(forge.seen))


def test_an_answer_of_another_shape_is_an_error(forge: FakeGitHub) -> None:
    forge.faults = [Fault(status=200)]
    with pytest.raises(ForgeError, match="another shape"):
        forge.github().issue(1)


def test_a_repository_that_may_not_be_seen_is_not_readable(forge: FakeGitHub) -> None:
    other = GitHub(connection=forge.connection(), repository="example/hidden")

    assert (True, False) == (forge.github().is_readable(), other.is_readable())


@pytest.mark.parametrize(
    ("api", "web"),
    [
        ("https://api.github.com", "https://github.com/example/pps"),
        ("https://api.grid.example.org", "https://grid.example.org/example/pps"),
        ("https://forge.example.org/api/v3", "https://forge.example.org/example/pps"),
    ],
)
def test_people_find_the_repository_on_its_forge(api: str, web: str) -> None:
    line = Connection(api=api, token=None, wait=print)

    assert web == GitHub(connection=line, repository="example/pps").web


@pytest.mark.parametrize("headers", [{}, {"X-RateLimit-Reset": "soon", "Date": "today"}])
def test_a_limit_that_cannot_be_read_is_rested_for_a_minute(headers: dict[str, str]) -> None:
    assert 60 == rest_asked_for(403, {"X-RateLimit-Remaining": "0", **headers}, "")


def test_a_repository_that_was_renamed_is_told_so(forge: FakeGitHub) -> None:
    forge.faults = [Fault(status=301, headers={"Location": f"{forge.url}/repositories/1/issues"})]
    with pytest.raises(AbsentError, match="named by its new name"):
        forge.github().issues()

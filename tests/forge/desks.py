"""How the GitHub of the tests answers: one function an operation, found by the operation's published name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.forge.holdings import Holdings, label
from tests.forge.published import Operation, smallest


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent back."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked: the values of the path, the query and the body, and the number in the path if there is one."""

    values: Mapping[str, str]
    query: Mapping[str, str]
    body: dict[str, Any]

    @property
    def number(self) -> int:
        """Answers the number of the issue or of the pull request."""
        return int(self.values.get("issue_number") or self.values.get("pull_number") or 0)


ABSENT = Answer(status=404, body={"message": "Not Found"})
GONE = Answer(status=410, body={"message": "This issue was deleted"})
_ELSEWHERE = "https://api.github.com/repositories/1/issues/1"
MOVED = Answer(status=301, body={"message": "Moved Permanently", "url": _ELSEWHERE}, headers={"Location": _ELSEWHERE})
LONGEST_TEXT = 65536


def respond(held: Holdings, asked: Operation, query: Mapping[str, str], body: Any) -> Answer:
    """Answers one operation."""
    one = Question(values=asked.values, query=query, body=body or {})
    if f"{one.values['owner']}/{one.values['repo']}" != held.repository:
        return ABSENT
    if "issue_number" in one.values and one.number not in held.issues:
        is_moved = one.number in held.moved and "301" in asked.shape["answers"]
        return MOVED if is_moved else GONE if one.number in held.deleted else ABSENT
    if "pull_number" in one.values and one.number not in held.pulls:
        return ABSENT
    if len(str(one.body.get("body", ""))) > LONGEST_TEXT:
        return Answer(status=422, body={"message": "Validation Failed", "documentation_url": ""})
    return DESKS[asked.name](held, one)


def _the_repository(held: Holdings, _: Question) -> Answer:
    return Answer(body=smallest("full-repository", full_name=held.repository, has_issues=held.has_issues))


def _list_issues(held: Holdings, one: Question) -> Answer:
    wanted = set(filter(None, one.query.get("labels", "").split(",")))
    state, since = one.query.get("state", "open"), one.query.get("since", "")
    found = [
        issue
        for number, issue in held.issues.items()
        if state in {"all", issue["state"]} and wanted <= {*held.labels_of(number)} and issue["updated_at"] >= since
    ]
    return Answer(body=_sorted(found, one.query))


def _open_issue(held: Holdings, one: Question) -> Answer:
    text, labels = one.body.get("body", ""), tuple(one.body.get("labels", ()))
    number = held.add_issue(text, title=one.body["title"], author=held.login, labels=labels)
    return Answer(status=201, body=held.issues[number])


def _read_issue(held: Holdings, one: Question) -> Answer:
    return Answer(body=held.issues[one.number])


def _edit_issue(held: Holdings, one: Question) -> Answer:
    issue, said = held.issues[one.number], one.body
    if "labels" in said:
        said["labels"] = [label(name) for name in said["labels"]]
    if said.get("state") == "closed":
        said.setdefault("state_reason", "completed")
    issue.update(said, updated_at=held.now)
    return Answer(body=issue)


def _lock(held: Holdings, one: Question) -> Answer:
    held.issues[one.number]["locked"] = True
    return Answer(status=204)


def _label(held: Holdings, one: Question) -> Answer:
    names = dict.fromkeys((*held.labels_of(one.number), *one.body["labels"]))
    held.issues[one.number]["labels"] = [label(name) for name in names]
    return Answer(body=held.issues[one.number]["labels"])


def _list_comments(held: Holdings, one: Question) -> Answer:
    return Answer(body=held.comments.get(one.number, []))


def _add_comment(held: Holdings, one: Question) -> Answer:
    held.add_comment(one.number, one.body["body"], author=held.login)
    return Answer(status=201, body=held.comments[one.number][-1])


def _edit_comment(held: Holdings, one: Question) -> Answer:
    every = [comment for comments in held.comments.values() for comment in comments]
    found = next(comment for comment in every if str(comment["id"]) == one.values["comment_id"])
    found.update(body=one.body["body"], updated_at=held.now)
    return Answer(body=found)


def _list_pulls(held: Holdings, one: Question) -> Answer:
    head, state = one.query.get("head"), one.query.get("state", "open")
    found = [
        pull
        for pull in held.pulls.values()
        if state in {"all", pull["state"]} and head in {None, pull["head"]["label"]}
    ]
    return Answer(body=_sorted(found, one.query))


def _open_pull(held: Holdings, one: Question) -> Answer:
    body = one.body
    number = held.add_pull(
        sha="a" * 40,
        ref=body["head"],
        base=body["base"],
        author=held.login,
        title=body["title"],
        body=body.get("body", ""),
    )
    return Answer(status=201, body=_whole(held, number))


def _read_pull(held: Holdings, one: Question) -> Answer:
    return Answer(body=_whole(held, one.number))


def _edit_pull(held: Holdings, one: Question) -> Answer:
    held.pulls[one.number].update(one.body)
    return Answer(body=_whole(held, one.number))


def _list_reviews(held: Holdings, one: Question) -> Answer:
    return Answer(body=held.reviews.get(one.number, []))


def _pulls_of_commit(held: Holdings, one: Question) -> Answer:
    sha = one.values["commit_sha"]
    return Answer(body=[pull for pull in held.pulls.values() if sha in {pull["head"]["sha"], pull["merge_commit_sha"]}])


def _whole(held: Holdings, number: int) -> dict[str, Any]:
    return smallest("pull-request") | held.pulls[number]


def _sorted(found: list[dict[str, Any]], query: Mapping[str, str]) -> list[dict[str, Any]]:
    backwards = query.get("direction", "desc") == "desc"
    return sorted(found, key=lambda one: (one["created_at"], one["number"]), reverse=backwards)


_REPO = "/repos/{owner}/{repo}"
DESKS: dict[str, Callable[[Holdings, Question], Answer]] = {
    f"GET {_REPO}": _the_repository,
    f"GET {_REPO}/issues": _list_issues,
    f"POST {_REPO}/issues": _open_issue,
    f"GET {_REPO}/issues/{{issue_number}}": _read_issue,
    f"PATCH {_REPO}/issues/{{issue_number}}": _edit_issue,
    f"PUT {_REPO}/issues/{{issue_number}}/lock": _lock,
    f"POST {_REPO}/issues/{{issue_number}}/labels": _label,
    f"GET {_REPO}/issues/{{issue_number}}/comments": _list_comments,
    f"POST {_REPO}/issues/{{issue_number}}/comments": _add_comment,
    f"PATCH {_REPO}/issues/comments/{{comment_id}}": _edit_comment,
    f"GET {_REPO}/pulls": _list_pulls,
    f"POST {_REPO}/pulls": _open_pull,
    f"GET {_REPO}/pulls/{{pull_number}}": _read_pull,
    f"PATCH {_REPO}/pulls/{{pull_number}}": _edit_pull,
    f"GET {_REPO}/pulls/{{pull_number}}/reviews": _list_reviews,
    f"GET {_REPO}/commits/{{commit_sha}}/pulls": _pulls_of_commit,
}

"""One repository on GitHub: its issues, comments, labels, pull requests and reviews."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from generator.forge import answers
from generator.forge.connection import LOOPBACK
from generator.forge.refusals import AbsentError, ForgeError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from generator.forge.answers import Comment, Issue, Pull, Review
    from generator.forge.connection import Connection

API: Final = "https://api.github.com"
_PUBLIC: Final = "github.com"
BOT: Final = "github-actions[bot]"
"""The login in whose name the token of a workflow writes."""
_REPOSITORY: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class GitHub:
    """
    A repository as its members see it through the API.

    `login` is in whose name the token writes: only comments of that login are ours, whoever copies their marks.
    Every method raises ForgeError with what to do where the forge refuses, AbsentError where a thing is not there.
    """

    connection: Connection
    repository: str
    login: str = BOT

    def __post_init__(self) -> None:
        """Refuse what is no name of a repository."""
        if not _REPOSITORY.fullmatch(self.repository) or self.repository.endswith(("/.", "/..")):
            raise ForgeError(f"{self.repository!r} is no repository; write it as owner/name")

    @property
    def web(self) -> str:
        """The address of the repository for people."""
        host = (urlsplit(self.connection.api).hostname or "").removeprefix("api.")
        return f"https://{_PUBLIC if host in LOOPBACK else host}/{self.repository}"

    def is_readable(self) -> bool:
        """Tell whether the repository is there, the token may see it, and it has issues: what is absent is gone."""
        try:
            return bool(self.connection.read(self._at("")).get("has_issues"))
        except AbsentError:
            return False

    def issues(
        self, *, labels: Iterable[str] = (), state: str = "open", since: datetime | None = None
    ) -> tuple[Issue, ...]:
        """List issues, oldest first, without pull requests; `state` is open, closed or all, `since` their last edit."""
        found = self.connection.pages(
            self._at("/issues"),
            labels=",".join(labels) or None,
            state=state,
            since=since.strftime("%Y-%m-%dT%H:%M:%SZ") if since else None,
            sort="created",
            direction="asc",
        )
        read = {one.number: one for one in (answers.read_as(answers.issue, value) for value in found)}
        return tuple(one for one in read.values() if not one.is_pull)

    def issue(self, number: int) -> Issue:
        """Read one issue; raise AbsentError where it was deleted or moved."""
        return answers.read_as(answers.issue, self.connection.read(self._at(f"/issues/{number}")))

    def open_issue(self, title: str, body: str, labels: Iterable[str] = ()) -> Issue:
        """Open an issue; a label that is not there is made. UncertainError: look for it before opening another."""
        said = {"title": title, "body": body, "labels": list(labels)}
        return answers.read_as(answers.issue, self.connection.write("POST", self._at("/issues"), said))

    def edit_issue(  # noqa: PLR0913 - each is one thing that may change
        self,
        number: int,
        *,
        title: str | None = None,
        body: str | None = None,
        state: str | None = None,
        reason: str | None = None,
        labels: Iterable[str] | None = None,
    ) -> Issue:
        """Change what is named; `labels` replaces all of them, `reason` says why it is closed."""
        named = {"title": title, "body": body, "state": state, "state_reason": reason}
        said: dict[str, Any] = {key: value for key, value in named.items() if value is not None}
        said |= {} if labels is None else {"labels": list(labels)}
        answer = self.connection.write("PATCH", self._at(f"/issues/{number}"), said)
        return answers.read_as(answers.issue, answer)

    def lock_issue(self, number: int, reason: str | None = None) -> None:
        """Close an issue for comments; `reason` is off-topic, too heated, resolved or spam."""
        said = {"lock_reason": reason} if reason else None
        self.connection.write("PUT", self._at(f"/issues/{number}/lock"), said)

    def add_labels(self, number: int, labels: Iterable[str]) -> None:
        """Put labels on an issue or a pull request beside those that it has."""
        self.connection.write("POST", self._at(f"/issues/{number}/labels"), {"labels": list(labels)})

    def comments(self, number: int) -> tuple[Comment, ...]:
        """List the comments on an issue or a pull request, oldest first."""
        found = self.connection.pages(self._at(f"/issues/{number}/comments"))
        return tuple(answers.read_as(answers.comment, value) for value in found)

    def add_comment(self, number: int, body: str) -> Comment:
        """Comment on an issue or a pull request. UncertainError: look for it before writing another."""
        answer = self.connection.write("POST", self._at(f"/issues/{number}/comments"), {"body": body})
        return answers.read_as(answers.comment, answer)

    def edit_comment(self, comment: int, body: str) -> Comment:
        """Replace the text of a comment of ours."""
        answer = self.connection.write("PATCH", self._at(f"/issues/comments/{comment}"), {"body": body})
        return answers.read_as(answers.comment, answer)

    def pulls(self, *, head: str | None = None, state: str = "open") -> tuple[Pull, ...]:
        """List pull requests, oldest first; `head` is owner:branch, `state` open, closed or all."""
        found = self.connection.pages(self._at("/pulls"), head=head, state=state, sort="created", direction="asc")
        return tuple(answers.read_as(answers.pull, value) for value in found)

    def pulls_with_head(self, sha: str) -> tuple[Pull, ...]:
        """Tell the open pull requests whose head is a commit, those of forks too."""
        return tuple(one for one in self.pulls() if one.head_sha == sha)

    def pulls_of_commit(self, sha: str) -> tuple[Pull, ...]:
        """Tell the pull requests that brought a commit to the repository's branches; those of forks once merged."""
        found = self.connection.pages(self._at(f"/commits/{quote(sha, safe='')}/pulls"))
        return tuple(answers.read_as(answers.pull, value) for value in found)

    def pull(self, number: int) -> Pull:
        """Read one pull request."""
        return answers.read_as(answers.pull, self.connection.read(self._at(f"/pulls/{number}")))

    def open_pull(self, title: str, body: str, *, head: str, base: str) -> Pull:
        """Ask for a branch to be merged. UncertainError: look for it by its head before asking again."""
        said = {"title": title, "body": body, "head": head, "base": base}
        return answers.read_as(answers.pull, self.connection.write("POST", self._at("/pulls"), said))

    def edit_pull(self, number: int, *, title: str, body: str) -> Pull:
        """Replace title and text of a pull request."""
        answer = self.connection.write("PATCH", self._at(f"/pulls/{number}"), {"title": title, "body": body})
        return answers.read_as(answers.pull, answer)

    def reviews(self, number: int) -> tuple[Review, ...]:
        """List the reviews of a pull request in the order in which they were given."""
        found = self.connection.pages(self._at(f"/pulls/{number}/reviews"))
        return tuple(answers.read_as(answers.review, value) for value in found)

    def _at(self, path: str) -> str:
        return f"/repos/{self.repository}{path}"

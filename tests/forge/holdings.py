"""What the GitHub of the tests holds, and how a test puts it there."""

from typing import Any

from tests.forge.published import MOMENT, smallest


class Holdings:
    """One repository: issues and pull requests share their numbers, comments stand beside them."""

    def __init__(self, *, repository: str, login: str) -> None:
        """Hold nothing yet."""
        self.repository = repository
        self.login = login
        self.has_issues = True
        self.now = MOMENT
        self.issues: dict[int, dict[str, Any]] = {}
        self.comments: dict[int, list[dict[str, Any]]] = {}
        self.pulls: dict[int, dict[str, Any]] = {}
        self.reviews: dict[int, list[dict[str, Any]]] = {}
        self.deleted: set[int] = set()
        self.moved: set[int] = set()
        self._last = 0
        self._comments = 7000

    def add_issue(  # noqa: PLR0913 - what an issue consists of
        self,
        body: str,
        *,
        title: str = "Feedback",
        author: str | None = "somebody",
        labels: tuple[str, ...] = (),
        created_at: str | None = None,
        state: str = "open",
        state_reason: str | None = None,
        number: int | None = None,
    ) -> int:
        """Opens an issue, and answers its number."""
        self._last = number if number is not None else self._last + 1
        self.issues[self._last] = self._issue(
            self._last,
            title=title,
            body=body,
            user=None if author is None else user(author),
            labels=[label(name) for name in labels],
            created_at=created_at or self.now,
            state=state,
            state_reason=state_reason,
        )
        return self._last

    def add_comment(self, number: int, body: str, *, author: str = "somebody") -> int:
        """Writes a comment, and answers its id."""
        found = self.comments.setdefault(number, [])
        self._comments += 1
        url = f"https://github.com/{self.repository}/issues/{number}#issuecomment-{self._comments}"
        known = {"id": self._comments, "body": body, "user": user(author), "html_url": url}
        found.append(smallest("issue-comment", **known, created_at=self.now, updated_at=self.now))
        return self._comments

    def add_pull(  # noqa: PLR0913 - what a pull request consists of
        self,
        *,
        sha: str,
        ref: str = "change",
        base: str = "main",
        author: str = "somebody",
        fork: str | None = None,
        state: str = "open",
        merged_at: str | None = None,
        title: str = "A change",
        body: str = "",
    ) -> int:
        """Asks for a branch to be merged, of a fork if one is named as owner/name, and answers its number."""
        self._last += 1
        number, source = self._last, fork or self.repository
        self.pulls[number] = smallest(
            "pull-request-simple",
            number=number,
            title=title,
            body=body,
            user=user(author),
            state=state,
            merged_at=merged_at,
            merge_commit_sha=sha if merged_at else None,
            created_at=self.now,
            html_url=f"https://github.com/{self.repository}/pull/{number}",
            head=self._end(sha, ref, source),
            base=self._end("b" * 40, base, self.repository),
        )
        links = dict.fromkeys(("diff_url", "html_url", "patch_url", "url"))
        seen = {"title": title, "body": body, "user": user(author), "state": state, "pull_request": links}
        self.issues[number] = self._issue(number, **seen)
        return number

    def add_review(self, number: int, *, author: str, state: str, commit: str, submitted_at: str | None = None) -> None:
        """Reviews a pull request."""
        known = self.reviews.setdefault(number, [])
        known.append(
            smallest(
                "pull-request-review",
                id=1000 + len(known),
                user=user(author),
                state=state,
                commit_id=commit,
                body="",
                submitted_at=submitted_at or self.now,
            )
        )

    def delete_issue(self, number: int) -> None:
        """Deletes an issue: it answers as gone."""
        del self.issues[number]
        self.deleted.add(number)

    def move_issue(self, number: int) -> None:
        """Moves an issue to another repository: it answers with a redirection."""
        del self.issues[number]
        self.moved.add(number)

    def labels_of(self, number: int) -> list[str]:
        """Answers the names of an issue's labels."""
        return [str(one["name"]) for one in self.issues[number]["labels"]]

    def texts_on(self, number: int) -> list[str]:
        """Answers the texts of an issue's comments."""
        return [str(one["body"]) for one in self.comments.get(number, ())]

    def _issue(self, number: int, **known: Any) -> dict[str, Any]:
        known.setdefault("created_at", self.now)
        url = f"https://github.com/{self.repository}/issues/{number}"
        return smallest("issue", number=number, html_url=url, updated_at=known["created_at"], **known)

    def _end(self, sha: str, ref: str, repository: str) -> dict[str, Any]:
        owner = repository.partition("/")[0]
        repo = smallest("repository", full_name=repository, owner=user(owner))
        return {"label": f"{owner}:{ref}", "ref": ref, "sha": sha, "user": user(owner), "repo": repo}


def user(login: str) -> dict[str, Any]:
    """Answers an account as it stands beside what it wrote."""
    return smallest("simple-user", login=login, type="Bot" if login.endswith("[bot]") else "User")


def label(name: str) -> dict[str, Any]:
    """Answers a label as it stands on an issue."""
    return smallest("label") | {"name": name}

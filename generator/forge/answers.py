"""What a forge answers, as values: issues, comments, pull requests, reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from generator.forge.refusals import ForgeError

if TYPE_CHECKING:
    from collections.abc import Callable

GHOST: Final = "ghost"
"""The login that stands for an account that was deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue, or the issue side of a pull request; moments are in UTC."""

    number: int
    title: str
    body: str
    author: str
    state: str
    state_reason: str | None
    labels: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    url: str
    is_locked: bool
    is_pull: bool

    @property
    def opened_on(self) -> date:
        """The UTC day on which it was opened."""
        return self.created_at.date()

    @property
    def is_open(self) -> bool:
        """True while nobody closed it."""
        return self.state == "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment on an issue or a pull request."""

    id: int
    author: str
    body: str
    url: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """A pull request; `head_repository` is None where its fork was deleted."""

    number: int
    title: str
    body: str
    author: str
    state: str
    is_draft: bool
    url: str
    head_sha: str
    head_ref: str
    head_repository: str | None
    base_sha: str
    base_ref: str
    opened_at: datetime
    merged_at: datetime | None
    merge_sha: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review; `state` is APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED, or PENDING and then not yet submitted."""

    id: int
    author: str
    state: str
    commit: str | None
    submitted_at: datetime | None


_Kind = TypeVar("_Kind")


def read_as(read: Callable[[Any], _Kind], value: Any) -> _Kind:
    """Read an answer; raise ForgeError where it has another shape than the forge publishes."""
    try:
        return read(value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ForgeError(f"the forge's answer has another shape than it publishes: {error!r}") from error


def issue(value: Any) -> Issue:
    """Read an issue."""
    return Issue(
        number=int(value["number"]),
        title=str(value["title"]),
        body=str(value["body"] or ""),
        author=_login(value["user"]),
        state=str(value["state"]),
        state_reason=value.get("state_reason"),
        labels=tuple(one if isinstance(one, str) else str(one["name"]) for one in value["labels"]),
        created_at=_moment(value["created_at"]),
        updated_at=_moment(value["updated_at"]),
        url=str(value["html_url"]),
        is_locked=bool(value["locked"]),
        is_pull="pull_request" in value,
    )


def comment(value: Any) -> Comment:
    """Read a comment."""
    return Comment(
        id=int(value["id"]),
        author=_login(value["user"]),
        body=str(value["body"] or ""),
        url=str(value["html_url"]),
        created_at=_moment(value["created_at"]),
        updated_at=_moment(value["updated_at"]),
    )


def pull(value: Any) -> Pull:
    """Read a pull request."""
    head, base, merged = value["head"], value["base"], value["merged_at"]
    return Pull(
        number=int(value["number"]),
        title=str(value["title"]),
        body=str(value["body"] or ""),
        author=_login(value["user"]),
        state=str(value["state"]),
        is_draft=bool(value.get("draft")),
        url=str(value["html_url"]),
        head_sha=str(head["sha"]),
        head_ref=str(head["ref"]),
        head_repository=str(head["repo"]["full_name"]) if head["repo"] else None,
        base_sha=str(base["sha"]),
        base_ref=str(base["ref"]),
        opened_at=_moment(value["created_at"]),
        merged_at=_moment(merged) if merged else None,
        merge_sha=value["merge_commit_sha"],
    )


def review(value: Any) -> Review:
    """Read a review."""
    submitted = value.get("submitted_at")
    return Review(
        id=int(value["id"]),
        author=_login(value["user"]),
        state=str(value["state"]),
        commit=value["commit_id"],
        submitted_at=_moment(submitted) if submitted else None,
    )


def _login(user: Any) -> str:
    return GHOST if user is None else str(user["login"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)

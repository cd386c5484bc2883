"""Who approved which file of a pull request: the reviews file, and what it proves (policy §4.2, PPS807)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class UnreadableReviewsError(Exception):
    """The text is no reviews file; the message names what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One review: who, what he said, on which commit."""

    login: str
    state: str
    commit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """The reviews of a pull request, who opened it and who pushed last, and when it was opened."""

    head: str
    author: str
    pusher: str
    reviews: tuple[Review, ...]
    opened_on: date | None

    @property
    def standing(self) -> tuple[Review, ...]:
        """The last word of everybody that was more than a comment, where it approves."""
        last = {one.login.casefold(): one for one in self.reviews if one.state != "COMMENTED"}
        return tuple(one for one in last.values() if one.state == "APPROVED")

    @property
    def commits(self) -> tuple[str, ...]:
        """The commits whose contents prove something, the head first."""
        return tuple(dict.fromkeys((self.head, *(review.commit for review in self.standing))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Who stands behind which file: pairs of a login in lower case and a path below the root."""

    approved: frozenset[tuple[str, str]]
    author: str | None
    opened_on: date | None

    def backs(self, login: str, path: str) -> bool:
        """Tell whether somebody approved a file as it is, or made the change alone."""
        return login.casefold() == self.author or (login.casefold(), path) in self.approved


def reviews_from(text: str) -> Reviews:
    """Read the reviews file (lifecycle §6); raise UnreadableReviewsError where it has another shape."""
    try:
        value: Any = json.loads(text)
        opened = value.get("opened_at")
        return Reviews(
            head=_word(value["head"]),
            author=_word(value["author"]),
            pusher=_word(value["pusher"]),
            reviews=tuple(_review(one) for one in sorted(value["reviews"], key=lambda one: str(one["submitted_at"]))),
            opened_on=datetime.fromisoformat(opened).astimezone(UTC).date() if opened else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        shape = "head, author, pusher, reviews: [{login, state, commit, submitted_at}], opened_at"
        raise UnreadableReviewsError(f"this is no reviews file ({error!r}); it needs {shape}") from error


def _review(value: Any) -> Review:
    return Review(login=_word(value["login"]), state=_word(value["state"]), commit=_word(value["commit"]))


def _word(value: object) -> str:
    if not isinstance(value, str) or not value or not value.isprintable() or " " in value:
        raise ValueError(f"{value!r} is no name")
    return value


def evidence_of(reviews: Reviews, blobs: Mapping[tuple[str, str], str], paths: Iterable[str]) -> Evidence:
    """
    Tell who stands behind which file.

    `blobs` tells the content of a path at a commit; an approval counts for the files that are the same in the head.
    Nobody can review his own pull request, so whoever opened it and pushed last stands behind all of it.
    """
    approved = {
        (review.login.casefold(), path)
        for path in paths
        for review in reviews.standing
        if (reviews.head, path) in blobs and blobs[reviews.head, path] == blobs.get((review.commit, path))
    }
    author = reviews.author.casefold() if reviews.author.casefold() == reviews.pusher.casefold() else None
    return Evidence(approved=frozenset(approved), author=author, opened_on=reviews.opened_on)

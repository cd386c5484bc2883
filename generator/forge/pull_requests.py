"""Who opened, pushed and approved a pull request: the reviews file that the rules read (lifecycle §6, PPS807)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from generator.forge.answers import GHOST, read_as
from generator.forge.refusals import AbsentError, ForgeError

if TYPE_CHECKING:
    from generator.forge.answers import Pull, Review
    from generator.forge.github import GitHub

NOBODY: Final = "-"
"""Stands for a pusher whom GitHub does not name; no login begins with a hyphen."""
_LISTED: Final = 3000
"""GitHub lists no more files of a pull request than these."""


def reviews_file(github: GitHub, pull: Pull) -> dict[str, Any]:
    """
    Write down who opened a pull request, who pushed its head last, and every review.

    Of a merged one only the reviews from before the merge count. A reviewer whose account is gone proves nothing.
    """
    return {
        "head": pull.head_sha,
        "author": pull.author,
        "pusher": last_pusher(github, pull) or NOBODY,
        "reviews": [_told(one) for one in github.reviews(pull.number) if _counts(one, pull)],
        "opened_at": pull.opened_at.isoformat(),
    }


def last_pusher(github: GitHub, pull: Pull) -> str | None:
    """
    Tell who brought the head of a pull request to its branch, None where GitHub does not say.

    Names and addresses inside a commit are what its author typed; the activity of the branch is what GitHub saw. A fork
    may be closed to our token, and then nobody is known to have pushed.
    """
    if pull.head_repository is None:
        return None
    path = f"/repos/{quote(pull.head_repository)}/activity"
    refusal = AbsentError if pull.head_repository == github.repository else ForgeError
    try:
        seen = github.connection.read(path, ref=f"refs/heads/{pull.head_ref}", direction="desc", per_page=100)
    except refusal:
        return None
    return read_as(lambda value: _pusher(value, pull.head_sha), seen)


def merged_pull(github: GitHub, commit: str, branch: str) -> Pull | None:
    """Tell the pull request that brought a commit to a branch; None where somebody pushed it."""
    found = (pull for pull in github.pulls_of_commit(commit) if pull.merged_at and pull.base_ref == branch)
    return min(found, key=lambda pull: pull.merge_sha != commit, default=None)


def touches(github: GitHub, pull: Pull, folder: str) -> bool:
    """Tell whether a pull request changes, adds, removes or renames anything below a folder such as `.github/`."""
    files = github.connection.pages(f"/repos/{github.repository}/pulls/{pull.number}/files")
    names = read_as(lambda found: [one for file in found for one in _names(file)], files)
    return any(name.startswith(folder) for name in names) or len(names) >= _LISTED


def _names(file: Any) -> tuple[str, ...]:
    """Tell the name of a changed file, and the one that it had before."""
    before = file.get("previous_filename")
    return (str(file["filename"]), str(before)) if before else (str(file["filename"]),)


def _pusher(entries: list[Any], head: str) -> str | None:
    actors = (one["actor"] for one in entries if one["after"] == head)
    actor = next(actors, None)
    return str(actor["login"]) if actor else None


def _counts(review: Review, pull: Pull) -> bool:
    if review.submitted_at is None or review.commit is None or review.author == GHOST:
        return False
    return pull.merged_at is None or review.submitted_at <= pull.merged_at


def _told(review: Review) -> dict[str, str]:
    assert review.commit is not None and review.submitted_at is not None  # noqa: PT018, S101 - `_counts` saw to it
    return {
        "login": review.author,
        "state": review.state,
        "commit": review.commit,
        "submitted_at": review.submitted_at.isoformat(),
    }

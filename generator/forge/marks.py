"""What is written once on the forge and brought up to date afterwards, found again by a hidden mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.forge.refusals import UncertainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.forge.answers import Comment, Issue
    from generator.forge.github import GitHub

_KEY: Final = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9._/]){0,119}", re.ASCII)
_MARK: Final = re.compile(rf"<!-- pps:({_KEY.pattern}) -->", re.ASCII)


def marked(key: str, text: str) -> str:
    """Put the mark of a key before a text; raise ValueError where the key could end the mark."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no key of a mark")
    return f"<!-- pps:{key} -->\n{text}"


def key_of(text: str) -> str | None:
    """Tell the key of the mark with which a text begins; a mark that is quoted further down is a stranger's."""
    found = _MARK.match(text)
    return found[1] if found else None


def own_comments(github: GitHub, number: int) -> dict[str, Comment]:
    """Tell our comments on an issue or a pull request by their keys; a stranger's with a mark is not ours."""
    found = ((key_of(one.body), one) for one in reversed(github.comments(number)) if _is_ours(one, github))
    return {key: one for key, one in found if key is not None}


def comment_once(github: GitHub, number: int, key: str, text: str) -> Comment:
    """Write the comment of a key on an issue or a pull request, or bring the one that stands there up to date."""
    wanted = marked(key, text)
    found = own_comments(github, number).get(key)
    if found is None:
        try:
            return github.add_comment(number, wanted)
        except UncertainError:
            found = own_comments(github, number).get(key)
            if found is None:
                raise
    return found if _is_same(found.body, wanted) else github.edit_comment(found.id, wanted)


def own_issues(github: GitHub) -> dict[str, Issue]:
    """Tell our issues by their keys, open and closed; of several with one key the oldest."""
    found = ((key_of(one.body), one) for one in reversed(github.issues(state="all")) if _is_ours(one, github))
    return {key: one for key, one in found if key is not None}


def issue_once(  # noqa: PLR0913 - what an issue consists of
    github: GitHub, key: str, title: str, text: str, labels: Iterable[str] = (), *, known: Mapping[str, Issue]
) -> Issue:
    """
    Open the issue of a key, or bring the one that stands there up to date; a closed one stays closed.

    `known` are our issues, asked for once for many keys.
    """
    wanted, found = marked(key, text), known.get(key)
    if found is None:
        try:
            return github.open_issue(title, wanted, labels)
        except UncertainError:
            found = own_issues(github).get(key)
            if found is None:
                raise
    is_same = found.title == title and _is_same(found.body, wanted)
    return found if is_same else github.edit_issue(found.number, title=title, body=wanted)


def _is_ours(one: Comment | Issue, github: GitHub) -> bool:
    return one.author.casefold() == github.login.casefold()


def _is_same(stands: str, wanted: str) -> bool:
    """Tell whether two texts are the same to a reader: the forge may change the ends of lines."""
    return stands.replace("\r\n", "\n").strip() == wanted.strip()

"""Reminders: one issue for each overdue duty, opened once, kept up to date, closed when nothing is overdue any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.forge.marks import issue_once, own_issues

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.forge.github import GitHub

PREFIX: Final = "duty/"
LABEL: Final = "overdue"
AT_ONCE: Final = 30
"""Issues that one run opens at most, so that a first night does not bury everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What an issue says; `key` is for ever that of one duty, whatever its words say today."""

    key: str
    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """What was done: the numbers of issues that stand for duties, of those that were closed, and how many wait."""

    standing: tuple[int, ...]
    closed: tuple[int, ...]
    waiting: int


def remind(github: GitHub, reminders: Iterable[Reminder]) -> Reminded:
    """
    Open, update, reopen and close issues, so that they are those of the duties that are overdue.

    Whoever closes the issue of a duty that is still overdue finds it open again after the next run.
    """
    known = own_issues(github)
    wanted = {f"{PREFIX}{one.key}": one for one in reminders}
    new = [key for key in wanted if key not in known]
    standing = []
    for key in (*(key for key in wanted if key in known), *new[:AT_ONCE]):
        one = wanted[key]
        issue = issue_once(github, key, one.title, one.body, (LABEL,), known=known)
        if not issue.is_open:
            github.edit_issue(issue.number, state="open")
        standing.append(issue.number)
    settled = [one.number for key, one in known.items() if key.startswith(PREFIX) and key not in wanted and one.is_open]
    for number in settled:
        github.edit_issue(number, state="closed", reason="completed")
    return Reminded(standing=tuple(standing), closed=tuple(settled), waiting=len(new[AT_ONCE:]))

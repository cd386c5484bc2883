"""The report comment: one comment under a pull request, which tells what the last check of its head found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.forge.marks import comment_once, key_of
from generator.forge.pull_requests import touches

if TYPE_CHECKING:
    from generator.forge.answers import Comment, Pull
    from generator.forge.github import GitHub
    from generator.forge.runs import Run

KEY: Final = "report"
CHECK: Final = ".github/workflows/check.yml"
"""The workflow whose reports are taken, and no other of the same name."""
LONGEST: Final = 60_000
"""Characters of a report; GitHub takes 65,536 in a comment."""
ENDED: Final = {"success": "passed", "failure": "failed", "timed_out": "ran out of time"}
"""How a check ended -> what it is called; after any other end the next check has the word."""
_WORKFLOWS: Final = ".github/"


class UnfitReportError(Exception):
    """What the check left behind is no report; the message says why."""


def report_from(content: bytes) -> str:
    """Read a report as what it is, a stranger's file: UTF-8, printable, begun with our mark, not too long."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise UnfitReportError("it is no UTF-8 text") from error
    if key_of(text) != KEY:
        raise UnfitReportError("it does not begin as a report does")
    if len(text) > LONGEST:
        raise UnfitReportError(f"it has {len(text):,} characters; at most {LONGEST:,} are shown")
    strange = next((char for char in text if not char.isprintable() and char != "\n"), None)
    if strange is not None:
        raise UnfitReportError(f"it holds the unprintable character U+{ord(strange):04X}")
    return text.partition("\n")[2]


def comment_of(github: GitHub, pull: Pull, run: Run, content: bytes | None) -> Comment:
    """
    Write the report of a run under its pull request, or bring the one that stands there up to date.

    Where the pull request changes a workflow, what the check wrote may be anything, and is not repeated.
    """
    head = f"Check of {run.head_sha[:12]}: **{ENDED[run.conclusion or '']}** ([log and preview]({run.url}))"
    return comment_once(github, pull.number, KEY, f"{head}\n\n{_body(github, pull, content)}\n")


def _body(github: GitHub, pull: Pull, content: bytes | None) -> str:
    if touches(github, pull, _WORKFLOWS):
        return (
            f"This pull request changes `{_WORKFLOWS}`, and with it what writes the report. "
            "The report is therefore not repeated here: read the change first, then the log."
        )
    if content is None:
        return "It wrote no report: it broke down before it had judged the change. The log tells where."
    try:
        return report_from(content).rstrip()
    except UnfitReportError as error:
        return f"Its report is not shown: {error}. The log has what it found."

"""What the import says: to the author of an issue, in one comment, and to the reviewer of its pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.authoring.edits import Added
from generator.forge.kept import record_of
from generator.forge.marks import comment_once, own_comments
from generator.records.texts import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.authoring.edits import Edit
    from generator.forge.drafts import Draft
    from generator.forge.forms import Problem
    from generator.forge.github import GitHub
    from generator.forge.intake import Intake
    from generator.records.feedback import Feedback

KEY: Final = "form"
"""The key of the one comment under an issue."""
_LONGEST: Final = 300
_CLAIMS: Final = (
    "What people wrote in the issue forms, as records. Labels, titles and what authors say of themselves prove "
    "nothing: whoever merges this confirms what stands below. To keep one out, take its file away and close its issue "
    "as not planned."
)
_WELCOME: Final = "Thank you for writing. It cannot become a record of the bulletin yet:"
_WAY_OUT: Final = (
    "Please edit the text of the issue above (“…”, then “Edit”); it is read again by itself, and this comment changes. "
    "Nothing that you wrote is lost."
)
_WELL: Final = (
    "Thank you, all can be read. It is proposed as a record of the bulletin, and published when a reviewer has agreed."
)


def code(text: str) -> str:
    """Show a stranger's text so that nothing in it is alive: no link, no mention, no markup."""
    seen = FORBIDDEN.sub(" ", text[:_LONGEST])
    line = "".join(sign if sign.isprintable() else " " for sign in seen).strip() or " "
    fence = "`" * (max((len(run) for run in re.findall(r"`+", line)), default=0) + 1)
    return f"{fence} {line} {fence}"


def reply(draft: Draft) -> str:
    """Say to the author what to mend, or that all is well."""
    if draft.problems:
        return "\n".join((_WELCOME, "", *map(_line, draft.problems), "", _WAY_OUT))
    return " ".join(filter(None, (_WELL, draft.remark)))


def _line(problem: Problem) -> str:
    return f"- **{problem.heading}** – {_in_words(problem)}"


def _in_words(problem: Problem) -> str:
    what = " ".join(filter(None, (code(problem.said) if problem.said else "", problem.what)))
    return ": ".join(filter(None, (what, problem.fix)))


def tell(github: GitHub, draft: Draft) -> bool:
    """
    Write the one comment under an issue, or bring it up to date; tell whether there is anything to say.

    Who did all well at once, and in time, gets no comment. A closed issue gets none either.
    """
    number = draft.issue.number
    if not draft.issue.is_open:
        return False
    if not draft.problems and not draft.remark and KEY not in own_comments(github, number):
        return False
    comment_once(github, number, KEY, reply(draft))
    return True


def show_with_subject(github: GitHub, draft: Draft) -> None:
    """Give the issue of a feedback the label of its subject, by which its channel finds it; a label proves nothing."""
    if draft.subject and draft.subject not in draft.issue.labels:
        github.add_labels(draft.issue.number, (draft.subject,))


def pull_request(intake: Intake) -> str:
    """Write what the reviewer of the import reads, in Markdown: what came in, and what only he can confirm."""
    lines = [
        _CLAIMS,
        "",
        *(_entry(edit) for edit in intake.edits),
    ]
    confirm = [f"- [ ] Issue {one.issue.number}: {one.to_confirm}" for one in intake.accepted if one.to_confirm]
    waiting = [f"- issue {one.issue.number}" for one in intake.drafts if one.problems and one.issue.is_open]
    lines += ["", "**To confirm**", "", *confirm] if confirm else []
    lines += ["", "**Not in here**, because something has to be mended first:", "", *waiting] if waiting else []
    return "\n".join(lines) + "\n"


def _entry(edit: Edit) -> str:
    name = edit.path.rpartition("/")[2].removesuffix(".yaml")
    return f"- {name}: {', '.join(_told(edit))}"


def _told(edit: Edit) -> Iterator[str]:
    record = record_of(edit)
    if record is not None:
        yield f"{record.verdict} feedback on {record.subject} of {record.submitted_on}"
        yield f"by {record.author}{_speaking_for(record)}"
        if record.blocking:
            yield "**blocking**"
    elif isinstance(edit, Added):
        for one in edit.additions:
            value: dict[str, object] = dict(one.value)
            told = value.get("note") or f"{value.get('result')} with {value.get('patch')} by {value.get('by')}"
            yield str(told)


def _speaking_for(record: Feedback) -> str:
    spoken = [f"{kind} {name}" for kind, name in (("VO", record.vo), ("site", record.site)) if name]
    return f", who speaks for {' and '.join(spoken)}" if spoken else ""


def summary(drafts: Iterable[Draft]) -> Iterator[str]:
    """Tell in a line each what keeps issues from becoming records."""
    for draft in drafts:
        for one in draft.problems:
            yield f"issue {draft.issue.number}: {one.heading}: {_in_words(one)}"

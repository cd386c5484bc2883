"""The import of issues: which of them ask for a record, which have changed since, and what check says of all of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from generator.authoring.edits import Added
from generator.authoring.proposal import proposal
from generator.forge.aftermath import edited, gone
from generator.forge.drafts import WHOLE, Draft, draft_of
from generator.forge.forms import Problem, filled_form
from generator.forge.marks import key_of
from generator.forge.refusals import AbsentError, ForgeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.authoring.edits import Edit
    from generator.authoring.proposal import Known, Proposal
    from generator.forge.answers import Issue
    from generator.forge.github import GitHub
    from generator.policy.rule import Facts
    from generator.records.feedback import Feedback

_SET_ASIDE: Final = frozenset({"not_planned", "duplicate"})
"""Reasons for which somebody who may close an issue keeps it out of the records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What was found on the forge: issues that are there, and numbers of recorded ones that are not any more."""

    issues: tuple[Issue, ...]
    missing: tuple[int, ...]


def post(github: GitHub, facts: Facts, number: int | None = None) -> Post:
    """
    Read one issue, or all of them and look for those that feedback was recorded from.

    Raises ForgeError where the issues of the repository cannot be read at all: what is hidden is not gone.
    """
    if number is not None:
        found = _one(github, number)
        return Post(issues=found, missing=() if found else (number,))
    issues = github.issues(state="all")
    there = {one.number for one in issues}
    recorded = (one for one in facts.registry.feedback.values() if is_from(one, github))
    looked_for = sorted(number_of(one) for one in recorded if number_of(one) not in there)
    return Post(issues=issues, missing=tuple(one for one in looked_for if not _one(github, one)))


def _one(github: GitHub, number: int) -> tuple[Issue, ...]:
    try:
        found = github.issue(number)
    except AbsentError as error:
        if not github.is_readable():
            what = f"the issues of {github.repository} cannot be read"
            raise ForgeError(f"{what}; give the token the permission issues: read") from error
        return ()
    return () if found.is_pull else (found,)


def number_of(record: Feedback) -> int:
    """Tell the number of the issue that a feedback came from."""
    return int(record.id.removeprefix("FB-"))


def is_from(record: Feedback, github: GitHub) -> bool:
    """Tell whether a feedback came from an issue of the repository."""
    return record.issue_url.casefold() == _address(number_of(record), github)


def _address(number: int, github: GitHub) -> str:
    return f"{github.web}/issues/{number}".casefold()


def drafts(found: Post, facts: Facts, github: GitHub) -> tuple[Draft, ...]:
    """Tell what each issue asks for that no feedback is recorded from; those that ask for nothing are left out."""
    known = (_draft(one, facts, github) for one in found.issues if one.opened_on <= facts.today)
    return tuple(one for one in known if one is not None and (one.edit or one.problems))


def _draft(issue: Issue, facts: Facts, github: GitHub) -> Draft | None:
    is_own = issue.author.casefold() == github.login.casefold() and key_of(issue.body)
    is_set_aside = not issue.is_open and issue.state_reason in _SET_ASIDE
    if is_own or is_set_aside or _record_of(issue.number, facts, github) is not None:
        return None
    filled, stem = filled_form(issue.body, issue.labels), f"FB-{issue.number}"
    if filled is None or ("feedback", stem) in facts.registry.unreadable:
        return None
    if stem in facts.registry.feedback:
        what = f"{stem} was recorded from another repository"
        return Draft(issue=issue, problems=(Problem(heading=WHOLE, what=what, fix="open a new issue with this form"),))
    if issue.url.casefold() != _address(issue.number, github):
        raise ForgeError(f"issue {issue.number} says that it lies at {issue.url}, which is not {github.repository}")
    return draft_of(issue, filled, facts)


def followups(found: Post, facts: Facts, github: GitHub, by: str) -> tuple[Added, ...]:
    """Tell what became of issues after feedback was recorded from them: edits, and those that are not there now."""
    changed = (
        edited(record, filled_form(one.body, one.labels), facts, by)
        for one in found.issues
        if (record := _record_of(one.number, facts, github)) is not None
    )
    records = (_record_of(number, facts, github) for number in found.missing)
    ends = (gone(record, facts.today, by) for record in records if record is not None)
    return tuple(one for one in (*changed, *ends) if one is not None)


def _record_of(number: int, facts: Facts, github: GitHub) -> Feedback | None:
    record = facts.registry.feedback.get(f"FB-{number}")
    return record if record is not None and is_from(record, github) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What an import comes to: every draft with what check said of it, the edits that stay, and their proposal."""

    drafts: tuple[Draft, ...]
    edits: tuple[Edit, ...]
    proposed: Proposal

    @property
    def accepted(self) -> tuple[Draft, ...]:
        """The drafts that become records."""
        return tuple(one for one in self.drafts if one.edit is not None)


def judged(found: Iterable[Draft], others: Iterable[Added], known: Known) -> Intake:
    """
    Judge all edits together; a draft that check would refuse goes back to its author, and the others are judged anew.

    Refusals that are about no draft stay in the proposal.
    """
    current, rest = tuple(found), tuple(others)
    while True:
        edits = tuple(_joined((*(one.edit for one in current if one.edit is not None), *rest)))
        proposed = proposal(edits, known)
        marked = tuple(_with_refusals(one, proposed) for one in current)
        if marked == current:
            return Intake(drafts=current, edits=edits, proposed=proposed)
        current = marked


def _with_refusals(draft: Draft, proposed: Proposal) -> Draft:
    refusals = [one for one in proposed.refusals if draft.edit is not None and one.location.path == draft.edit.path]
    if not refusals:
        return draft
    problems = (Problem(heading=WHOLE, said=f"{one.message}; {one.fix or 'ask the coordination'}") for one in refusals)
    return replace(draft, edit=None, problems=tuple(problems))


def _joined(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield one edit a file: several answers about one bug are additions to one record."""
    by_path: dict[str, Edit] = {}
    for one in edits:
        stands = by_path.get(one.path)
        if isinstance(stands, Added) and isinstance(one, Added):
            by_path[one.path] = replace(stands, additions=(*stands.additions, *one.additions))
        else:
            by_path[one.path] = one
    yield from by_path.values()

"""Merges into the small world: a few things changed, and what that does."""

from dataclasses import replace
from datetime import date

from generator.bulletin.merge_outcome import MergeOutcome, merge_outcome
from generator.bulletin.merge_subjects import SubjectShift
from generator.history.change import Change as ChangedRecords
from generator.history.reach import Reach, Web
from generator.history.reviews import Evidence
from generator.policy.changing import check_change
from tests.bulletin.small_world import TODAY, Change, facts

EVERYTHING = Reach(Web(), (), is_whole=True)
MONDAY = date(2008, 6, 23)
"""The day on which the week of PILOT-2008-013 is complete."""


def event(path: str, last: str, words: str) -> Change:
    """Answers a change that adds an event behind the last line of a record."""
    return Change(path, last, f"{last}  - {{{words}}}\n")


def evaluated(day: date = MONDAY) -> Change:
    """Answers the change by which PILOT-2008-013 is evaluated with success."""
    approval = f"{{role: sa1-operations, by: ops-hugo, date: {day}, decision: approve}}"
    who = "by: ops-hugo, role: sa1-operations"
    return event(
        "pilots/PILOT-2008-013.yaml",
        "  - {type: started, date: 2008-06-16, by: coord-lena, role: pps-coordination}\n",
        f"type: evaluated, date: {day}, {who}, outcome: success, route: internal, approvals: [{approval}]",
    )


def merge(*changes: Change, today: date = TODAY, evidence: Evidence | None = None) -> MergeOutcome:
    """Works out what a merge of some changes does to the small world."""
    before, after = facts(today=today), facts(*changes, today=today)
    change = ChangedRecords(
        base=before.registry,
        head=after.registry,
        paths=tuple(sorted(f"data/{one.path}" for one in changes)),
        evidence=evidence,
    )
    after = replace(after, change=change)
    return merge_outcome(before, after, check_change(before, after), EVERYTHING)


def shift(outcome: MergeOutcome, subject: str) -> SubjectShift:
    """Answers what becomes of one patch or pilot."""
    (found,) = (one for one in outcome.subjects if one.subject.id == subject)
    return found

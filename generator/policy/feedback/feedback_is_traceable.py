"""PPS605."""

import re

from generator.findings import GateStatus
from generator.policy.feedback.windows import window_of
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.records.feedback import Feedback

_ISSUE = re.compile(r"/(\d+)\Z")


@rule(
    "PPS605",
    of=Feedback,
    statements=("T011",),
    quote="test, evaluate and give feedback to changes and new features of the middleware",
)
def feedback_is_traceable(feedback: Feedback, facts: Facts) -> Gates:
    """
    Each feedback leads back to its issue, and was given while its subject was open to feedback.

    The number of the issue is the number of the record, so anybody can read what was really written. A preview takes
    feedback from the day on which its channel opened, a pilot from the day on which it started; what is older is about
    something else. Correct the address, the subject or the day.
    """
    issue = _ISSUE.search(feedback.issue_url)
    if issue is None or issue[1] != feedback.id.removeprefix("FB-"):
        found = f"issue {issue[1]}" if issue is not None else "issue_url, which ends with no number"
        yield _wrong(feedback, "issue_url", f"id {feedback.id} does not match {found}")
    window = window_of(feedback.subject, facts)
    if window is None:
        return
    if window.start is None:
        message = f"{feedback.subject} has not been open to feedback"
        yield _wrong(feedback, "submitted_on", message)
    elif feedback.submitted_on < window.start:
        message = f"{feedback.subject} was not open to feedback on {feedback.submitted_on} (open from {window.start})"
        yield _wrong(feedback, "submitted_on", message)


def _wrong(feedback: Feedback, field: str, message: str) -> Gate:
    return Gate(
        status=GateStatus.BREACHED,
        at=feedback.place(name=field),
        message=message,
        fix="correct the record",
        field=field,
        actor=AUTHOR,
    )

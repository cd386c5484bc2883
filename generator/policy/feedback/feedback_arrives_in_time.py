"""PPS604."""

from generator.findings import GateStatus, Level
from generator.policy.feedback.windows import window_of
from generator.policy.preview.answers import in_days
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.feedback import Feedback


@rule(
    "PPS604",
    of=Feedback,
    level=Level.INFO,
    statements=("T119",),
    quote="or no feedback is received within the agreed timeline",
)
def feedback_arrives_in_time(feedback: Feedback, facts: Facts) -> Gates:
    """
    Feedback counts while the preview or pilot is open to it; what comes later is listed as late.

    The last day of the window is the agreed one, inclusive, and the day on which the issue was opened counts. A late
    answer decides nothing, but it is read and answered, and a late blocking one still blocks.
    """
    window = window_of(feedback.subject, facts)
    if window is None or window.start is None or window.until is None or not window.is_late(feedback.submitted_on):
        return
    late = in_days((feedback.submitted_on - window.until).days)
    yield Gate(
        status=GateStatus.MET,
        at=feedback.place(name="submitted_on"),
        message=f"{feedback.id} arrived {late} after the feedback window; listed as late",
        fix="nothing",
        field="submitted_on",
    )

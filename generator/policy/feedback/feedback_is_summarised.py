"""PPS602."""

from generator.findings import GateStatus
from generator.policy.feedback.windows import feedback_in_time
from generator.policy.preview.answers import met
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS602",
    of=Patch,
    statements=("T048", "T117"),
    quote="propagated and summarised in the release notes",
    gate_of=("accepted",),
    every_run=False,
)
def feedback_is_summarised(patch: Patch, facts: Facts) -> Gates:
    """
    The release notes sum up all feedback that came in time, and name each that they cover.

    Sites that did not take part read there what those found that did. When another answer comes in, read the summary
    again, say what is new, and add the id of the feedback to what it covers.
    """
    transition = facts.transition
    if transition is None:
        return
    summary = patch.release_notes.feedback_summary
    given = feedback_in_time(patch, facts)
    left = [one for one in given if summary is None or one.id not in summary.covers]
    for one in left:
        yield Gate(
            status=GateStatus.MISSING,
            at=transition.place if summary is None else patch.place(summary, "covers"),
            message=f"{_lack(has_summary=summary is not None)} {one.id} ({one.submitted_on})",
            fix="summarise it",
            field="release_notes.feedback_summary",
            actor=facts.actor(Role.SA3_RELEASE),
            may_come_late=True,
        )
    if not left:
        message = "the feedback summary covers all that came in time" if given else "no feedback came in time"
        yield met(transition.place, message, *(one.id for one in given))


def _lack(*, has_summary: bool) -> str:
    return "the feedback summary does not cover" if has_summary else "no feedback summary in the release notes covers"

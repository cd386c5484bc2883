"""PPS601."""

from generator.findings import GateStatus, Location, Waiver
from generator.policy.feedback.windows import feedback_on, in_words
from generator.policy.preview.answers import met
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.feedback import Feedback
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS601",
    of=Patch,
    waivers=(Waiver.EXCEPTION,),
    statements=("T047", "T117"),
    quote="taken into account within the parallel certification process",
    gate_of=("accepted",),
    every_run=False,
)
def feedback_is_followed_up(patch: Patch, facts: Facts) -> Gates:
    """
    Every feedback on a patch has had an answer, and what was called blocking is settled.

    Who takes the trouble to test wants to know what became of it. Late feedback is answered too, and a late blocking
    one still blocks. Add a follow-up to the feedback; it is settled once its last status is fixed, wont-fix, deferred
    or closed. An answer counts whenever it is given, so a forgotten one can be made good.
    """
    transition = facts.transition
    if transition is None:
        return
    given = feedback_on(patch, facts)
    troubles = [trouble for one in given if (trouble := _trouble(facts.whole.feedback.get(one.id, one))) is not None]
    for place, message in troubles:
        yield Gate(
            status=GateStatus.MISSING,
            at=place,
            message=message,
            fix="follow up and settle it",
            actor=facts.actor(Role.SA3_RELEASE),
            may_come_late=True,
        )
    if not troubles:
        message = "all feedback is followed up" if given else "no feedback was received"
        yield met(transition.place, message, *(one.id for one in given))


def _trouble(feedback: Feedback) -> tuple[Location, str] | None:
    """Tell where a feedback waits for an answer, and for which; None where it has got it."""
    blocking = "is blocking and " if feedback.blocking else ""
    if not feedback.followup:
        return feedback.place(), f"{in_words(feedback)} {blocking}has no follow-up"
    last = feedback.followup[-1]
    if feedback.blocking and not feedback.is_settled:
        return feedback.place(last), f"{in_words(feedback)} {blocking}still {last.status}"
    return None

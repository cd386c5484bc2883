"""PPS603."""

from generator.findings import GateStatus
from generator.policy.feedback.windows import feedback_in_time
from generator.policy.preview.answers import met
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patches import Patch
from generator.terms import Role, UseCase


@rule(
    "PPS603",
    of=Patch,
    statements=("T049", "T122"),
    quote="mention explicitly the case in which no feedback was provided",
    gate_of=("accepted",),
    every_run=False,
)
def absence_of_feedback_is_mentioned(patch: Patch, facts: Facts) -> Gates:
    """
    The release notes say that no user gave feedback when that is so, and only then.

    Silence can mean that all is well, or that nobody tried; a site should know that it cannot tell. Users are VOs and
    individuals; an answer of a site alone does not change the sentence. Users are not asked about minor updates, so
    nothing needs to be said there, but what is said is true.
    """
    transition = facts.transition
    if transition is None:
        return
    answers = [one for one in feedback_in_time(patch, facts) if one.is_user_feedback]
    said, is_minor = patch.release_notes.no_feedback, facts.use_case(patch) is UseCase.BC_SERVER_MINOR
    if answers and said is True:
        first = answers[0]
        message = f"no_feedback is true, but {first.id} was received in time ({first.submitted_on})"
    elif not answers and said is False:
        message = "no_feedback is false, but no feedback of users was received in time"
    elif not answers and said is None and not is_minor:
        message = "no feedback was received: the release notes must say so (no_feedback: true)"
    else:
        truth = f"users gave feedback: {len(answers)}" if answers else "the release notes say that nobody answered"
        silence = "users are not asked about a minor update"
        shown = silence if not answers and said is None else truth
        yield met(transition.place, shown, *(one.id for one in answers))
        return
    yield Gate(
        status=GateStatus.MISSING,
        at=transition.place if said is None else patch.place(patch.release_notes, "no_feedback"),
        message=message,
        fix="set or remove no_feedback",
        field="release_notes.no_feedback",
        actor=facts.actor(Role.SA3_RELEASE),
        may_come_late=bool(answers),
    )

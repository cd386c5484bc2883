"""PPS303."""

from generator.findings import GateStatus
from generator.policy.approvals import approves
from generator.policy.preview.answers import met
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS303",
    of=Patch,
    statements=("T034", "T060", "T063"),
    quote="starts when the release manager (from SA3) decides",
    gate_of=("preview-opened",),
    every_run=False,
)
def release_manager_opens_the_preview(patch: Patch, facts: Facts) -> Gates:
    """
    A release manager has approved the opening of a preview.

    Sites distribute a preview because the release manager decided it, not because a test passed. Whoever records
    preview-opened writes the approval into the event, and a release manager approves it. An approval dated after the
    event does not count, and a reject stands until the same person replaces it.
    """
    transition = facts.transition
    if transition is None:
        return
    event = transition.event
    words = [one for one in event.approvals if one.date <= event.date] if event is not None else []
    if approves(words, Role.RELEASE_MANAGER):
        people = tuple(one.by for one in words if one.role is Role.RELEASE_MANAGER)
        yield met(transition.place, "approved by a release-manager", *people)
        return
    yield Gate(
        status=GateStatus.MISSING,
        at=transition.place,
        message="preview-opened needs the approval of a release-manager",
        fix=f"a release manager approves the preview of {patch.id}, on or before its day",
        actor=facts.actor(Role.RELEASE_MANAGER),
        is_act=event is None,
    )

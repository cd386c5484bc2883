"""PPS311."""

from datetime import date

from generator.findings import GateStatus, Waiver
from generator.policy.preview.answers import is_any_unreadable, met, unknown
from generator.policy.preview.deployments import first_day, previews_of
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.bugs import Bug
from generator.records.installation_events import Distributed
from generator.records.notifications import Notification
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS311",
    of=Patch,
    waivers=(Waiver.EXCEPTION,),
    statements=("T044", "T045", "T060", "T071"),
    quote="with the invitation to verify the provided solution",
    gate_of=("accepted",),
    every_run=False,
)
def originators_are_invited_to_verify(patch: Patch, facts: Facts) -> Gates:
    """
    Whoever reported a bug or asked for a change is invited to verify it in the preview.

    Nobody knows better whether it is fixed. The invitation is a personal notification that names the bug and is sent
    once a first site has the preview, so that there is something to try. Where nobody is known, the bug says why, and
    that is enough.
    """
    transition = facts.transition
    if transition is None:
        return
    first = first_day(previews_of(patch, facts), Distributed)
    for fix in patch.fixes:
        bug = facts.registry.bugs.get(fix)
        if bug is None:
            if ("bugs", fix) in facts.whole.unreadable:
                yield unknown(transition.place, fix)
            continue
        invitation = invitation_to_verify(patch, bug, first, facts)
        if bug.originator == "none":
            yield met(transition.place, f"{fix} has no known originator", fix)
        elif invitation is not None:
            message = f"{bug.originator} was invited on {invitation.sent_on} to verify {fix}"
            yield met(transition.place, message, invitation.id)
        elif is_any_unreadable("notifications", facts):
            yield unknown(transition.place, "a notification")
        else:
            yield Gate(
                status=GateStatus.MISSING,
                at=transition.place,
                message=f"originator {bug.originator} of {fix} has not been invited to verify {patch.id}",
                fix="send it (notify) once a first site has the preview, and record it",
                actor=facts.actor(Role.PPS_COORDINATION),
            )


def invitation_to_verify(patch: Patch, bug: Bug, first: date | None, facts: Facts) -> Notification | None:
    """Tell the invitation of a bug's originator, sent on or after the first distribution; None where there is none."""
    known = facts.registry.notifications_by_subject.get(patch.id, ()) if first is not None else ()
    return next((one for one in known if _invites(one, bug) and first is not None and one.sent_on >= first), None)


def _invites(notification: Notification, bug: Bug) -> bool:
    is_invitation = notification.kind == "personal" and notification.invites_verification is True
    return is_invitation and bug.originator in notification.to.persons and bug.id in (notification.bugs or ())

"""PPS314."""

from generator.findings import GateStatus
from generator.policy.preview.answers import entry, met
from generator.policy.preview.notes_digest import notes_digest
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patch_events import NotesConfirmed
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS314",
    of=Patch,
    statements=("T020", "T051"),
    quote="release notes are confirmed not to contain any special configuration information",
    gate_of=("accepted",),
    every_run=False,
)
def release_notes_are_confirmed(patch: Patch, facts: Facts) -> Gates:
    """
    The release notes of a backward-compatible client were confirmed as they stand.

    Sites take such an update without a test of their own, so somebody of SA3 reads the notes once more and records
    notes-confirmed with their digest. A later change to what the notes say makes the confirmation void: read and
    confirm again. The feedback summary stands outside and may still grow.
    """
    transition = facts.transition
    if transition is None:
        return
    now = notes_digest(patch.release_notes)
    confirmations = [event for event in patch.events if isinstance(event, NotesConfirmed)]
    if confirmations and confirmations[-1].digest == now:
        message = f"the release notes were confirmed on {confirmations[-1].date}"
        yield met(transition.place, message, entry(patch, confirmations[-1]))
        return
    place, message = transition.place, "the release notes have not been confirmed"
    if confirmations:
        before = confirmations[-1].digest
        place = patch.place(name="release_notes")
        message = f"the release notes changed after confirmation ({before[:4]}… confirmed, {now[:4]}… now)"
    yield Gate(
        status=GateStatus.MISSING,
        at=place,
        message=message,
        fix=f"read and confirm them: notes-confirmed with digest {now}",
        actor=facts.actor(Role.SA3_RELEASE),
    )

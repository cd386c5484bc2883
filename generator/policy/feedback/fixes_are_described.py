"""PPS606."""

from generator.findings import GateStatus, Location
from generator.policy.preview.answers import met
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS606",
    of=Patch,
    statements=("T044",),
    quote="Personal notification to specifically interested subjects",
    gate_of=("accepted",),
    every_run=False,
)
def fixes_are_described(patch: Patch, facts: Facts) -> Gates:
    """
    The release notes have a line for each bug and request of the patch, and for nothing else.

    The line says what changes for users, so that whoever waits for a fix finds it. A line about something that the
    patch does not fix promises too much: take it out, or add the bug to the fixes.
    """
    transition = facts.transition
    if transition is None:
        return
    notes = patch.release_notes
    now = facts.whole.patches.get(patch.id, patch).fixes
    described = {bug for bug, text in notes.changes.items() if text.strip()}
    lacking = [bug for bug in patch.fixes if bug in now and bug not in described]
    foreign = [bug for bug in notes.changes if bug not in {*patch.fixes, *now}]
    for bug in lacking:
        yield _gate(transition.place, f"the release notes do not describe {bug}", "write one line for users", facts)
    for bug in foreign:
        message = f"the release notes describe {bug}, which {patch.id} does not fix"
        yield _gate(patch.place(notes, "changes"), message, "take the line out, or add it to fixes", facts)
    if not lacking and not foreign:
        yield met(transition.place, f"fixes described: {len(patch.fixes)}", *patch.fixes)


def _gate(place: Location, message: str, fix: str, facts: Facts) -> Gate:
    return Gate(
        status=GateStatus.MISSING,
        at=place,
        message=message,
        fix=fix,
        field="release_notes.changes",
        actor=facts.actor(Role.SA3_RELEASE),
    )

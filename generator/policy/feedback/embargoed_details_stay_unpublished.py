"""PPS609."""

from generator.findings import GateStatus
from generator.lifecycle.patch_states import steps
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.records.bugs import Bug
from generator.records.patches import Patch
from generator.terms import PatchState

_EMBARGOED = "embargoed"


@rule("PPS609", of=(Bug, Patch))
def embargoed_details_stay_unpublished(subject: Bug | Patch, facts: Facts) -> Gates:
    """
    Nothing is told about a vulnerability before a patch that fixes it is in production.

    Everything here is public, so a bug with security: true is called embargoed, and so is its line in the release notes
    of every patch, until sites can protect themselves. What has stood here once counts as disclosed: remove it, and
    tell the EMT.
    """
    if isinstance(subject, Bug):
        if subject.title != _EMBARGOED and _is_embargoed(subject, facts):
            yield Gate(
                status=GateStatus.BREACHED,
                at=subject.place(name="title"),
                message=f"{subject.id} is under embargo: title must be '{_EMBARGOED}'",
                fix="remove the detail; treat it as disclosed",
                field="title",
                actor=AUTHOR,
            )
        return
    for identity, text in subject.release_notes.changes.items():
        bug = facts.registry.bugs.get(identity)
        if bug is not None and text.strip() != _EMBARGOED and _is_embargoed(bug, facts):
            yield Gate(
                status=GateStatus.BREACHED,
                at=subject.place(subject.release_notes, "changes"),
                message=f"{identity} is under embargo: its line in the release notes must be '{_EMBARGOED}'",
                fix="remove the detail; treat it as disclosed",
                field=f"release_notes.changes.{identity}",
                actor=AUTHOR,
            )


def _is_embargoed(bug: Bug, facts: Facts) -> bool:
    patches = facts.registry.patches_by_bug.get(bug.id, ()) if bug.security else ()
    reached = (step.after for patch in patches for step in steps(patch, facts.today))
    return bug.security and PatchState.IN_PRODUCTION not in reached

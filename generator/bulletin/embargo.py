"""Embargo: what may be said of a security bug before a patch that fixes it is in production (PPS609)."""

from datetime import date

from generator.lifecycle.patch_states import steps
from generator.records.bugs import Bug
from generator.records.patches import Patch
from generator.registry import Registry
from generator.terms import PatchState

EMBARGOED = "embargoed"


def is_embargoed(bug: Bug, registry: Registry, day: date) -> bool:
    """Tell whether nothing but its number may be said of a bug on a day."""
    fixing = registry.patches_by_bug.get(bug.id, ())
    return bug.security and not any(_was_in_production(patch, day) for patch in fixing)


def title_of(bug: Bug, registry: Registry, day: date) -> str:
    """Tell the title of a bug as it may be published on a day."""
    return EMBARGOED if is_embargoed(bug, registry, day) else bug.title


def change_of(patch: Patch, bug_id: str, registry: Registry, day: date) -> str:
    """Tell what the release notes of a patch say about a fix, as it may be published; empty where they say nothing."""
    bug = registry.bugs.get(bug_id)
    if bug is not None and is_embargoed(bug, registry, day):
        return EMBARGOED
    return patch.release_notes.changes.get(bug_id, "")


def changes_of(patch: Patch, registry: Registry, day: date) -> tuple[str, ...]:
    """Tell one line for users about each fix of a patch; a fix without a line is left out."""
    lines = (change_of(patch, bug, registry, day) for bug in patch.fixes)
    return tuple(line for line in lines if line)


def _was_in_production(patch: Patch, day: date) -> bool:
    return any(step.after is PatchState.IN_PRODUCTION for step in steps(patch, day))

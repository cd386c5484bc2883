"""The pilot of an installation on a day, and the tags that the installation publishes (records.md §3.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lifecycle.pilot_states import running_set, state_of, steps
from generator.tags import tag_of_pilot, tags_of_patch

if TYPE_CHECKING:
    from datetime import date

    from generator.records.installations import Installation
    from generator.records.pilots import Pilot
    from generator.registry import Registry


def pilot_of(installation: Installation, registry: Registry, day: date) -> Pilot | None:
    """
    Tell the pilot of an installation on a day; None for a preview.

    It is the agreed, running or suspended one that runs its patch at its site, else the last that ever was.
    """
    if installation.kind != "pilot":
        return None
    pilots = registry.pilots_by_patch.get(installation.patch, ())
    here = [one for one in pilots if any(entry.site == installation.site for entry in one.sites)]
    active = [one for one in here if is_active(one, day) and installation.patch in running_set(one, day)]
    begun = [one for one in here if any(step.after.is_active for step in steps(one, day))]
    return next(reversed(active or begun), None)


def is_active(pilot: Pilot, day: date) -> bool:
    """Tell whether a pilot is agreed, running or suspended at the end of a day."""
    state = state_of(pilot, day)
    return state is not None and state.is_active


def tags_of(installation: Installation, registry: Registry, publisher_vo: str, day: date) -> tuple[str, ...]:
    """Derive the tags that an installation publishes on a day: that of its pilot, or those of its node types."""
    if installation.kind == "pilot":
        pilot = pilot_of(installation, registry, day)
        return (tag_of_pilot(pilot, publisher_vo),) if pilot is not None else ()
    patch = registry.patches.get(installation.patch)
    if patch is None:
        return ()
    wanted = installation.node_types or patch.node_types
    tags = zip(patch.node_types, tags_of_patch(patch, publisher_vo), strict=True)
    return tuple(tag for node_type, tag in tags if node_type in wanted)

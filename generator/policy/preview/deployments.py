"""Where a patch is deployed: its previews, the first day of a step, the pilot of an installation, its tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lifecycle.pilot_states import running_set, state_of, steps
from generator.tags import tag_of_pilot, tags_of_patch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.installations import Installation
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot
    from generator.records.structure import Event
    from generator.registry import Registry


def is_client(patch: Patch, facts: Facts) -> bool:
    """Tell whether a patch has one of the two classes that are previewed."""
    use_case = facts.use_case(patch)
    return use_case is not None and use_case.is_client_class


def previews_of(patch: Patch, facts: Facts) -> tuple[Installation, ...]:
    """Tell the installations of a patch beside production."""
    known = facts.registry.installations_by_patch.get(patch.id, ())
    return tuple(one for one in known if one.kind == "preview")


def first_day(installations: Iterable[Installation], step: type[Event]) -> date | None:
    """Tell the day on which the first of some installations took a step; None where none did."""
    days = (event.date for one in installations for event in one.events if isinstance(event, step))
    return min(days, default=None)


def pilot_of(installation: Installation, registry: Registry, day: date) -> Pilot | None:
    """
    Tell the pilot of an installation on a day (records.md §3.8).

    It is the agreed, running or suspended one that runs its patch at its site, else the last that ever was.
    """
    pilots = registry.pilots_by_patch.get(installation.patch, ())
    here = [one for one in pilots if any(entry.site == installation.site for entry in one.sites)]
    active = [one for one in here if is_active(one, day) and installation.patch in running_set(one, day)]
    begun = [one for one in here if any(step.after.is_active for step in steps(one, day))]
    return next(reversed(active or begun), None)


def is_active(pilot: Pilot, day: date) -> bool:
    """Tell whether a pilot is agreed, running or suspended at the end of a day."""
    state = state_of(pilot, day)
    return state is not None and state.is_active


def tags_of(installation: Installation, patch: Patch, pilot: Pilot | None, publisher_vo: str) -> tuple[str, ...]:
    """Derive the tags that an installation publishes: that of its pilot, or those of its node types."""
    if installation.kind == "pilot":
        return (tag_of_pilot(pilot, publisher_vo),) if pilot is not None else ()
    wanted = installation.node_types or patch.node_types
    tags = zip(patch.node_types, tags_of_patch(patch, publisher_vo), strict=True)
    return tuple(tag for node_type, tag in tags if node_type in wanted)

"""The tag by which VOs select the sites of a pilot: who asked for it, until when, and since when it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lifecycle.clocks import days_after, first
from generator.lifecycle.pilot_states import committed_vos, running_set
from generator.records.installation_events import TagPublished
from generator.records.pilot_events import Agreed, Started

if TYPE_CHECKING:
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.pilots import Pilot


def asking_vo(pilot: Pilot, facts: Facts) -> str | None:
    """Name the committed VO that first asked to select the pilot sites in its job descriptions (T115)."""
    committed = committed_vos(pilot, facts.today)
    asking = (vo for vo in pilot.jdl_selection if vo in committed)
    return min(asking, key=lambda vo: _committed_on(pilot, vo, facts), default=None)


def tag_due(pilot: Pilot, vo: str, facts: Facts) -> date | None:
    """Tell the last day for the tag, from the start or the commitment of the VO; None for an unstarted pilot."""
    started = first(pilot, Started)
    if started is None:
        return None
    return days_after(max(started, _committed_on(pilot, vo, facts)), facts.parameters().pilot.tag_days)


def _committed_on(pilot: Pilot, vo: str, facts: Facts) -> date:
    return max(entry.date for entry in pilot.vos if entry.vo == vo and entry.date <= facts.today)


def published_on(pilot: Pilot, site: str, facts: Facts) -> date | None:
    """Tell when a site first published the tag of this pilot: after the agreement, so not that of an earlier pilot."""
    agreed, patches = first(pilot, Agreed), (*pilot.patches, *running_set(pilot, facts.today))
    found = [
        event.date
        for patch in dict.fromkeys(patches)
        for installation in facts.registry.installations_by_patch.get(patch, ())
        if installation.site == site and installation.kind == "pilot"
        for event in installation.events
        if isinstance(event, TagPublished) and agreed is not None and agreed <= event.date <= facts.today
    ]
    return min(found, default=None)

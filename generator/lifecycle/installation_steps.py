"""The steps of an installation folded into what the map shows (lifecycle §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.records.installation_events import (
    Configured,
    Distributed,
    Removed,
    TagPublished,
    TagWithdrawn,
    Tested,
)
from generator.terms import InstallationState

if TYPE_CHECKING:
    from datetime import date

    from generator.records.installation_events import InstallationEvent
    from generator.records.installations import Installation

_SHOWN = {
    Distributed: InstallationState.DISTRIBUTED,
    Configured: InstallationState.CONFIGURED,
    TagPublished: InstallationState.TAG_PUBLISHED,
    TagWithdrawn: InstallationState.TAG_WITHDRAWN,
    Removed: InstallationState.REMOVED,
}


def last_step(installation: Installation, day: date | None = None) -> InstallationEvent | None:
    """Tell the last step on or before a day; None where nothing has happened yet."""
    done = [event for event in installation.events if day is None or event.date <= day]
    return done[-1] if done else None


def state_of(installation: Installation, day: date | None = None) -> InstallationState | None:
    """Tell what the map shows: the last step, with `tested` split into passed and failed."""
    step = last_step(installation, day)
    if step is None:
        return None
    if isinstance(step, Tested):
        passed = step.result == "passed"
        return InstallationState.TESTED_PASSED if passed else InstallationState.TESTED_FAILED
    return _SHOWN[type(step)]


def published_ces(installation: Installation, day: date | None = None) -> tuple[str, ...]:
    """Name the computing elements on which the tag is published at the end of a day."""
    published: dict[str, bool] = {}
    for event in installation.events:
        if isinstance(event, TagPublished | TagWithdrawn) and (day is None or event.date <= day):
            published |= dict.fromkeys(event.ces, isinstance(event, TagPublished))
    return tuple(ce for ce, is_published in published.items() if is_published)


def published_since(installation: Installation, day: date | None = None) -> date | None:
    """Tell since when the site publishes the tag without a gap; None where it does not."""
    begun: date | None = None
    published: set[str] = set()
    for event in installation.events:
        if day is not None and event.date > day:
            break
        if isinstance(event, TagPublished):
            begun = begun or event.date
            published.update(event.ces)
        elif isinstance(event, TagWithdrawn):
            published.difference_update(event.ces)
            begun = begun if published else None
    return begun

"""What the information system publishes: an input of checks and editions, not a record (records.md §6)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class UnreadableObservationError(Exception):
    """The text is no observation; the message names what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """
    The tags seen at each site, by the site's name in the information system; an absent site was not observed.

    `ces` tells which computing elements announce which of the tags, where that is known; `last_seen` when a site that
    is absent now was observed last.
    """

    observed_at: datetime
    source: str
    sites: Mapping[str, tuple[str, ...]]
    ces: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    last_seen: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The UTC day of the observation."""
        return self.observed_at.astimezone(UTC).date()

    def is_fresh_on(self, day: date, grace_days: int) -> bool:
        """Tell whether the observation is recent enough to be judged (PPS111, PPS112)."""
        return 0 <= (day - self.day).days <= grace_days


def observation_from(text: str) -> Observation:
    """Read an observation from JSON; raise UnreadableObservationError where it has another shape."""
    try:
        value: Any = json.loads(text)
        return Observation(
            observed_at=_moment(value["observed_at"], "observed_at"),
            source=str(value["source"]),
            sites={str(site): tuple(map(str, tags)) for site, tags in value["sites"].items()},
            ces={
                str(site): {str(ce): tuple(map(str, tags)) for ce, tags in ces.items()}
                for site, ces in value.get("ces", {}).items()
            },
            last_seen={str(site): _moment(when, "last_seen") for site, when in value.get("last_seen", {}).items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        message = f"this is no observation ({error!r}); it needs observed_at, source and sites: {{name: [tags]}}"
        raise UnreadableObservationError(message) from error


def _moment(value: object, name: str) -> datetime:
    """Read a moment as one of UTC; raise OverflowError where UTC has no year for it."""
    seen = datetime.fromisoformat(str(value))
    if seen.tzinfo is None:
        message = f"{name} has no time zone; write it as 2008-06-20T04:15:00Z"
        raise UnreadableObservationError(message)
    return seen.astimezone(UTC)


def moment(when: datetime) -> str:
    """Write a moment in UTC, to the second."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

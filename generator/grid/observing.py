"""An observation from what was published: sites by the names of the records, and what it lost since the last one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.grid.entries import SourceError, folded
from generator.policy.observations import Observation, moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from generator.grid.glue import Publications
    from generator.records.sites import Site


def observed(
    found: Publications, sites: Mapping[str, Site], *, at: datetime, source: str, previous: Observation | None = None
) -> Observation:
    """
    Write publications as an observation: a recorded site goes by its id, any other by the name that it publishes.

    Raises SourceError where no site at all is seen: an empty information system is a broken one.
    """
    if not found.sites:
        raise SourceError(f"{source} publishes nothing of any site")
    ids = {folded(name): site.id for site in sites.values() for name in (site.bdii_name, site.id) if name}
    tags: dict[str, set[str]] = {}
    ces: dict[str, dict[str, set[str]]] = {}
    for key, seen in found.sites.items():
        site = ids.get(key, seen.name)
        tags.setdefault(site, set()).update(seen.tags)
        for ce, announced in seen.ces.items():
            ces.setdefault(site, {}).setdefault(ce, set()).update(announced)
    earlier = _last_seen(previous) if previous else {}
    return Observation(
        observed_at=at,
        source=source,
        sites={site: tuple(sorted(found)) for site, found in sorted(tags.items())},
        ces={
            site: {ce: tuple(sorted(one)) for ce, one in sorted(by_ce.items())} for site, by_ce in sorted(ces.items())
        },
        last_seen={site: when for site, when in sorted(earlier.items()) if site not in tags},
    )


def _last_seen(previous: Observation) -> dict[str, datetime]:
    return {**previous.last_seen, **dict.fromkeys(previous.sites, previous.observed_at)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What an observation lacks of the one before it: sites, and tags of the sites that both saw, as shares of 1."""

    sites: tuple[str, ...]
    of_sites: float
    of_tags: float

    @property
    def worst(self) -> float:
        """The larger of the two shares."""
        return max(self.of_sites, self.of_tags)


def loss(before: Observation, after: Observation) -> Loss:
    """Compare two observations; sites that nobody saw before are no gain that makes up for a loss."""
    gone = tuple(site for site in before.sites if site not in after.sites)
    kept = [(site, tag) for site, tags in before.sites.items() if site in after.sites for tag in tags]
    missing = sum(tag not in after.sites[site] for site, tag in kept)
    return Loss(
        sites=gone,
        of_sites=len(gone) / len(before.sites) if before.sites else 0.0,
        of_tags=missing / len(kept) if kept else 0.0,
    )


def as_text(observation: Observation) -> str:
    """Write an observation as JSON, a site a line; the same observation, the same text."""
    value: dict[str, Any] = {
        "observed_at": moment(observation.observed_at),
        "source": observation.source,
        "sites": {site: list(tags) for site, tags in observation.sites.items()},
        "ces": {site: {ce: list(tags) for ce, tags in ces.items()} for site, ces in observation.ces.items()},
        "last_seen": {site: moment(when) for site, when in observation.last_seen.items()},
    }
    return "{\n" + ",\n".join(f" {json.dumps(key)}: {_lines(part)}" for key, part in value.items()) + "\n}\n"


def _lines(part: Any) -> str:
    if not isinstance(part, dict) or not part:
        return json.dumps(part)
    lines = (f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in part.items())
    return "{\n" + ",\n".join(lines) + "\n }"

"""The observation laid over the records: what is seen, what is missing, what nobody recorded, and what to type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from generator.lifecycle.installation_steps import published_ces
from generator.policy.observation.recorded_tags import (
    fresh_observation,
    names_of,
    rogue_tags,
    rogue_tags_elsewhere,
    seen_at,
    unseen_tags,
)
from generator.tags import TAG, TagCommands, tag_commands

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from generator.bulletin.versions import Placement, Version
    from generator.policy.observations import Observation
    from generator.policy.rule import Facts
    from generator.records.installations import Installation
    from generator.records.sites import Site

_HOST: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,252}")


class Sight(StrEnum):
    """What an observation says of a tag at a site (outputs §3)."""

    AGREES = "recorded and seen"
    MISSING = "recorded, not seen"
    ROGUE = "seen, not recorded"
    UNOBSERVED = "not observed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Tags of a site that records and observation tell differently; `work` is what puts it right, CE by CE."""

    site: str
    is_known: bool
    sight: Sight
    tags: tuple[str, ...]
    since: date | None
    installation: str | None
    work: tuple[TagCommands, ...]


@dataclass(frozen=True)
class Observed:
    """The observation of an edition as it is judged on its day; without one everything is `not observed`."""

    facts: Facts

    @property
    def observation(self) -> Observation | None:
        """The observation, fresh or not."""
        return self.facts.observation

    @cached_property
    def fresh(self) -> Observation | None:
        """The observation where it is recent enough to be judged (tags.grace_days)."""
        return fresh_observation(self.facts)

    @property
    def age(self) -> int | None:
        """The age of the observation in days."""
        seen = self.observation
        return (self.facts.today - seen.day).days if seen else None

    def judges(self, site: Site) -> bool:
        """Tell whether the observation is fresh and reached a site."""
        return self.fresh is not None and seen_at(site, self.fresh) is not None

    def seen_on(self, site: Site) -> datetime | None:
        """Tell when a site was observed last; None where it never was."""
        seen = self.observation
        if seen is None:
            return None
        if seen_at(site, seen) is not None:
            return seen.observed_at
        names = names_of(site)
        return max((when for name, when in seen.last_seen.items() if name.casefold() in names), default=None)

    def sight(self, site: Site, version: Version, placed: Placement | None) -> Sight | None:
        """Tell what the observation says of a version at a site; None where neither record nor observation has it."""
        if placed is not None and self._missing.get(placed.installation.id):
            return Sight.MISSING
        rogue = {tag.casefold() for tag in self._rogue.get(site.id, ())}
        if rogue & {tag.casefold() for tag in version.tags}:
            return Sight.ROGUE
        if placed is None or placed.published_since is None:
            return None
        is_old = self.fresh is not None and placed.published_since < self.fresh.day
        return Sight.AGREES if is_old and self.judges(site) else Sight.UNOBSERVED

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Everything that differs, by site: what is missing before what is rogue, unknown sites last."""
        known = (one for site in self.facts.registry.sites.values() for one in self._differences_at(site))
        return (*known, *self._elsewhere())

    def at(self, site: Site) -> tuple[Difference, ...]:
        """Tell what differs at a site."""
        return tuple(one for one in self.differences if one.is_known and one.site == site.id)

    @cached_property
    def _missing(self) -> Mapping[str, tuple[date, tuple[str, ...]]]:
        found = {}
        for installation in self.facts.registry.installations.values() if self.fresh else ():
            begun, tags = unseen_tags(installation, self.facts)
            if begun is not None and tags:
                found[installation.id] = (begun.date, tags)
        return found

    @cached_property
    def _rogue(self) -> Mapping[str, tuple[str, ...]]:
        sites = self.facts.registry.sites.values() if self.fresh else ()
        return {site.id: tags for site in sites if (tags := rogue_tags(site, self.facts))}

    def _differences_at(self, site: Site) -> Iterator[Difference]:
        for installation in self.facts.registry.installations_by_site.get(site.id, ()):
            since, tags = self._missing.get(installation.id, (None, ()))
            if since is not None:
                yield self._to_publish(site, installation, tags, since)
        rogue = self._rogue.get(site.id, ())
        if rogue:
            work = self._removals(names_of(site), rogue, site.ces)
            yield self._to_remove(site.id, rogue, work, is_known=True)

    def _to_publish(self, site: Site, installation: Installation, tags: tuple[str, ...], since: date) -> Difference:
        return Difference(
            site=site.id,
            is_known=True,
            sight=Sight.MISSING,
            tags=tags,
            since=since,
            installation=installation.id,
            work=self._work(published_ces(installation, self.facts.today), tags),
        )

    def _elsewhere(self) -> Iterator[Difference]:
        for name, tags in rogue_tags_elsewhere(self.facts).items():
            work = self._removals({name.casefold()}, tags, ())
            yield self._to_remove(name, tags, work, is_known=False)

    @staticmethod
    def _to_remove(site: str, tags: tuple[str, ...], work: tuple[TagCommands, ...], *, is_known: bool) -> Difference:
        return Difference(
            site=site,
            is_known=is_known,
            sight=Sight.ROGUE,
            tags=tags,
            since=None,
            installation=None,
            work=work,
        )

    def _removals(
        self, names: Container[str], tags: tuple[str, ...], recorded: tuple[str, ...]
    ) -> tuple[TagCommands, ...]:
        """Write the commands that remove tags where they are announced; one that no CE announces, on those recorded."""
        announced = self._announcing(names, tags)
        adrift = tuple(tag for tag in tags if not any(tag in told for told in announced.values()))
        everywhere = dict.fromkeys(recorded if adrift else (), adrift)
        told = {ce: (*announced.get(ce, ()), *everywhere.get(ce, ())) for ce in {**announced, **everywhere}}
        return tuple(work for ce, ours in told.items() for work in self._work((ce,), ours))

    def _announcing(self, names: Container[str], tags: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Tell which of some tags each computing element of a site announces."""
        by_site = self.fresh.ces.items() if self.fresh else ()
        found = (ces for name, ces in by_site if name.casefold() in names)
        told = ((ce, tuple(tag for tag in tags if tag in seen)) for ces in found for ce, seen in ces.items())
        return {ce: ours for ce, ours in told if ours}

    def _work(self, ces: Iterable[str], tags: tuple[str, ...]) -> tuple[TagCommands, ...]:
        """Write the commands; what a site publishes is a stranger's text, and only names and tags become commands."""
        plain = tuple(tag for tag in tags if TAG.fullmatch(tag))
        publisher = self.facts.parameters().tags.publisher_vo
        return tuple(tag_commands(ce, publisher, plain) for ce in ces if plain and _HOST.fullmatch(ce))

"""Which tags the records announce at a site on a day, and under which name the information system knows the site."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from generator.lifecycle.installation_pilots import tags_of
from generator.lifecycle.installation_steps import published_ces, published_since
from generator.records.installation_events import TagPublished
from generator.tags import prefix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.policy.observations import Observation
    from generator.policy.rule import Facts
    from generator.records.installations import Installation
    from generator.records.sites import Site
    from generator.registry import Registry


def fresh_observation(facts: Facts) -> Observation | None:
    """Tell the observation where it is recent enough to be judged today (tags.grace_days)."""
    seen = facts.observation
    if seen is None or facts.policy() is None:
        return None
    return seen if seen.is_fresh_on(facts.today, facts.parameters().tags.grace_days) else None


def names_of(site: Site) -> frozenset[str]:
    """Tell the names of a site in the information system, without case."""
    return frozenset(name.casefold() for name in (site.id, site.bdii_name) if name)


def seen_at(site: Site, observation: Observation) -> tuple[str, ...] | None:
    """Tell the tags seen at a site; None where it was not observed."""
    names = names_of(site)
    found = [tags for name, tags in observation.sites.items() if name.casefold() in names]
    return tuple(tag for tags in found for tag in tags) if found else None


def is_readable_at(site: Site, registry: Registry) -> bool:
    """Tell whether everything that could announce a tag at a site can be read: installations, patches, pilots."""
    hidden = {kind for kind, stem in registry.unreadable if kind != "installations" or stem.endswith(f"-{site.id}")}
    return hidden.isdisjoint({"installations", "patches", "pilots"})


def publications(installation: Installation, until: date) -> Iterator[TagPublished]:
    """Yield every publication of the tag up to a day inclusive."""
    for event in installation.events:
        if isinstance(event, TagPublished) and event.date <= until:
            yield event


def standing_publications(installation: Installation, day: date) -> Iterator[TagPublished]:
    """Yield the publications on which rests what an installation publishes at the end of a day."""
    since = published_since(installation, day)
    return (event for event in publications(installation, day) if since is not None and event.date >= since)


def unseen_tags(installation: Installation, facts: Facts) -> tuple[TagPublished | None, tuple[str, ...]]:
    """Tell the tags that an installation announced before the day of the observation and that were not seen there."""
    observation = fresh_observation(facts)
    site = facts.registry.sites.get(installation.site)
    since = published_since(installation, observation.day) if observation else None
    if observation is None or site is None or since is None or since >= observation.day:
        return None, ()
    seen = seen_at(site, observation)
    if seen is None or not published_ces(installation, facts.today):
        return None, ()
    known = {tag.casefold() for tag in seen}
    announced = tags_of(installation, facts.registry, facts.parameters().tags.publisher_vo, since)
    begun = next(event for event in publications(installation, observation.day) if event.date == since)
    return begun, tuple(tag for tag in announced if tag.casefold() not in known)


def is_unseen(installation: Installation, facts: Facts) -> bool:
    """Tell whether a fresh observation lacks a tag that the records announce."""
    return bool(unseen_tags(installation, facts)[1])


def unseen_sites(installations: Iterable[Installation], facts: Facts) -> tuple[tuple[str, ...], date | None]:
    """Tell the sites of installations that are unseen, and the day of the observation where there are any."""
    sites = tuple(one.site for one in installations if is_unseen(one, facts))
    return sites, facts.observation.day if facts.observation is not None and sites else None


def rogue_tags(site: Site, facts: Facts) -> tuple[str, ...]:
    """Tell the tags of this service that were seen at a site and that no installation announces there."""
    observation = fresh_observation(facts)
    if observation is None or not is_readable_at(site, facts.registry):
        return ()
    publisher = facts.parameters().tags.publisher_vo
    announced = _announced(site, facts, publisher, observation.day)
    return _of_this_service(seen_at(site, observation) or (), publisher, announced)


def rogue_tags_elsewhere(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Tell the tags of this service that were seen at sites without a record, by the name that the site publishes."""
    observation = fresh_observation(facts)
    if observation is None:
        return {}
    publisher = facts.parameters().tags.publisher_vo
    known = {name for site in facts.registry.sites.values() for name in names_of(site)}
    found = {
        name: _of_this_service(tags, publisher, frozenset())
        for name, tags in observation.sites.items()
        if name.casefold() not in known
    }
    return {name: tags for name, tags in found.items() if tags}


def _announced(site: Site, facts: Facts, publisher: str, day: date) -> frozenset[str]:
    """Tell the tags that are recorded as published at a site on a day, from its beginning or during it."""
    found: set[str] = set()
    for installation in facts.registry.installations_by_site.get(site.id, ()):
        of_the_day = (event for event in publications(installation, day) if event.date == day)
        for event in (*standing_publications(installation, day - timedelta(days=1)), *of_the_day):
            found.update(tag.casefold() for tag in tags_of(installation, facts.registry, publisher, event.date))
    return frozenset(found)


def _of_this_service(tags: Iterable[str], publisher: str, announced: frozenset[str]) -> tuple[str, ...]:
    start = prefix(publisher).casefold()
    return tuple(tag for tag in tags if tag.casefold().startswith(start) and tag.casefold() not in announced)

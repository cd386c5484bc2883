"""What users may ask for: the tags of patches and pilots, and the sites that publish all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bulletin.versions import Version, versions_of
from generator.lifecycle.installation_pilots import tags_of
from generator.lifecycle.pilot_states import running_set
from generator.policy.observation.recorded_tags import standing_publications
from generator.tags import tag_of_pilot, tags_of_patch

if TYPE_CHECKING:
    from generator.policy.rule import Facts


class UnknownOfferError(Exception):
    """Something is asked for that has no tag; the message says what can be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The tags to ask for, and the production sites whose records announce every one of them."""

    tags: tuple[str, ...]
    sites: tuple[str, ...]


def offer(subjects: tuple[str, ...], facts: Facts) -> Offer:
    """Tell what selects all of some patches and pilots; raise UnknownOfferError for what is neither."""
    tags = offered_tags(subjects, facts)
    return Offer(tags=tags, sites=sites_with(tags, facts))


def offered_tags(subjects: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
    """Tell the tags of all of some patches and pilots; raise UnknownOfferError for what is neither."""
    revision = facts.policy()
    if revision is None:
        raise UnknownOfferError("no policy revision is in force, so that nobody publishes tags")
    publisher = revision.params.tags.publisher_vo
    return tuple(dict.fromkeys(tag for subject in subjects for tag in _tags(subject, facts, publisher)))


def sites_with(tags: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
    """Tell the sites whose records announce all of some tags today."""
    wanted = {tag.casefold() for tag in tags}
    return tuple(site for site in facts.registry.sites if wanted <= _announced(site, facts))


def _announced(site: str, facts: Facts) -> set[str]:
    publisher = facts.parameters().tags.publisher_vo
    found: set[str] = set()
    for installation in facts.registry.installations_by_site.get(site, ()):
        for event in standing_publications(installation, facts.today):
            found.update(tag.casefold() for tag in tags_of(installation, facts.registry, publisher, event.date))
    return found


def _tags(subject: str, facts: Facts, publisher: str) -> tuple[str, ...]:
    """Tell the tags of a pilot, or of a patch: of its preview, or of the pilot in which it stands."""
    pilot, patch = facts.registry.pilots.get(subject), facts.registry.patches.get(subject)
    if pilot is not None:
        return (tag_of_pilot(pilot, publisher),)
    if patch is None:
        raise UnknownOfferError(f"there is no patch or pilot {subject!r}; name it as PATCH-1793 or PILOT-2008-003")
    versions = sorted(versions_of(patch, facts), key=_most_wanted)
    if versions:
        return versions[-1].tags
    pilots = (
        one for one in facts.registry.pilots_by_patch.get(subject, ()) if subject in running_set(one, facts.today)
    )
    tags = [tag_of_pilot(one, publisher) for one in pilots]
    return (tags[-1],) if tags else tags_of_patch(patch, publisher)


def _most_wanted(version: Version) -> tuple[bool, bool, int]:
    return (bool(version.usable_at), version.is_current, version.opened.toordinal())

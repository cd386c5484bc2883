"""A step of a patch at one site or at many; the first step makes the installation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from generator.authoring.edits import Added, AuthoringError, Created
from generator.authoring.knowable_fields import installation_fields
from generator.authoring.log_entries import log_entry
from generator.lifecycle.installation_pilots import tags_of
from generator.lifecycle.installation_steps import last_step, published_ces
from generator.policy.observation.recorded_tags import names_of, seen_at
from generator.records.installation_events import Distributed, InstallationEvent, TagPublished, TagWithdrawn, Tested
from generator.terms import Infrastructure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from generator.authoring.acts import Act
    from generator.authoring.edits import Edit
    from generator.policy.observations import Observation
    from generator.policy.rule import Facts
    from generator.records.installations import Installation
    from generator.records.patches import Patch
    from generator.records.sites import Site
    from generator.records.structure import Event
    from generator.registry import Registry
    from generator.terms import Tier

STEPS: Final[Mapping[str, type[Event]]] = {kind.type: kind for kind in get_args(InstallationEvent)}


def installation_at(patch: Patch, site: Site, registry: Registry) -> Installation | None:
    """Tell the installation of a patch at a site; there is one at most (records.md §3.8)."""
    return next((one for one in registry.installations_by_patch.get(patch.id, ()) if one.site == site.id), None)


def step_at(
    patch: Patch, site: Site, entries: Iterable[tuple[type[Event], Act, Mapping[str, Any]]], facts: Facts
) -> Edit:
    """
    Propose steps of a patch at a site; where it is not installed there yet, they begin with its distribution.

    Raises AuthoringError where another step would be the first, and where the files or the tag are there already.
    """
    planned = tuple(entries)
    items = tuple(log_entry(kind, act, keys) for kind, act, keys in planned)
    installation = installation_at(patch, site, facts.registry)
    if installation is not None:
        last = last_step(installation, planned[0][1].day)
        if planned[0][0] is Distributed and isinstance(last, Distributed):
            raise AuthoringError(f"{patch.id} was distributed to {site.id} on {last.date}; record the step after it")
        if planned[0][0] is TagPublished and _is_published(
            installation, planned[0][2]["ces"], planned[0][1].day, facts
        ):
            raise AuthoringError(f"{site.id} publishes the tag of {patch.id} already; there is nothing to record")
        return Added(record=installation, additions=items)
    kind, act, _ = planned[0]
    if kind is not Distributed:
        first = f"pps install {patch.id} distributed {site.id}"
        raise AuthoringError(
            f"{patch.id} is not at {site.id} yet, and {kind.type!r} is no first step; begin with {first}"
        )
    stem = f"INST-{patch.id.removeprefix('PATCH-')}-{site.id}"
    fields = installation_fields(patch, site, facts, act.day)
    return Created(folder="installations", id=stem, fields={**fields, "events": tuple(item.value for item in items)})


def _is_published(installation: Installation, ces: Iterable[str], day: date, facts: Facts) -> bool:
    """Tell whether the last step published the same tag on all of some computing elements."""
    last = last_step(installation, day)
    if not isinstance(last, TagPublished) or not set(ces) <= set(published_ces(installation, day)):
        return False
    publisher, registry = facts.parameters(day).tags.publisher_vo, facts.registry
    then, now = (tags_of(installation, registry, publisher, one) for one in (last.date, day))
    return then == now


def known_step(patch: Patch, site: Site, kind: type[Event], facts: Facts, day: date) -> dict[str, Any]:
    """Tell the keys of a step that follow from the records: the recommended mechanism, the computing elements."""
    installation = installation_at(patch, site, facts.registry)
    use_case = facts.use_case(patch, day)
    if kind is Distributed:
        return {"via": "sam-job" if use_case is not None and use_case.is_client_class else "manual"}
    if kind is Tested:
        return {"via": "sam-job"}
    if kind is TagPublished:
        return {"via": "lcg-managevotag", **({"ces": site.ces} if site.ces else {})}
    if kind is TagWithdrawn and installation is not None:
        return {"via": "lcg-managevotag", "ces": published_ces(installation, day)}
    return {}


def sites_of_tier(tier: Tier, patch: Patch, kind: type[Event], facts: Facts, day: date) -> tuple[Site, ...]:
    """
    Tell the production sites of a tier on a day at which a step can be taken.

    A distribution goes to all of them; every other step is for those that have the patch.
    """
    sites = facts.registry.sites.values()
    of_tier = (site for site in sites if site.tier_on(day) is tier and not site.is_retired_on(day))
    usable = (site for site in of_tier if site.infrastructure is Infrastructure.PRODUCTION)
    return tuple(
        site for site in usable if kind is Distributed or installation_at(patch, site, facts.registry) is not None
    )


def seen_steps(
    patch: Patch, kind: type[Event], seen: Observation, facts: Facts
) -> Iterator[tuple[Site, dict[str, Any]]]:
    """
    Yield the sites where an observation shows a tag that is not recorded, with the computing elements.

    For tag-withdrawn those where no tag is seen any more that was recorded before the day of the observation: what was
    published on the day itself may have come after it. Sites that were not observed are left out.

    Raises AuthoringError for a step that no information system shows.
    """
    if kind not in {TagPublished, TagWithdrawn}:
        raise AuthoringError(f"an observation shows tags, not {kind.type!r}; name the sites instead")
    for installation in facts.registry.installations_by_patch.get(patch.id, ()):
        site = facts.registry.sites.get(installation.site)
        tags = seen_at(site, seen) if site is not None else None
        if site is None or tags is None:
            continue
        publisher = facts.parameters().tags.publisher_vo
        announced = {tag.casefold() for tag in tags_of(installation, facts.registry, publisher, seen.day)}
        shown = announced & {tag.casefold() for tag in tags}
        recorded = published_ces(installation)
        if kind is TagPublished and shown == announced and announced and not recorded:
            yield site, {"ces": _announcing(site, announced, seen) or site.ces}
        elif kind is TagWithdrawn and not shown and (gone := _published_before(seen.day, installation)):
            yield site, {"ces": gone}


def _published_before(day: date, installation: Installation) -> tuple[str, ...]:
    """Name the computing elements on which the tag is published, and was before a day."""
    published = (event for event in installation.events if isinstance(event, TagPublished))
    late = {ce for event in published if event.date >= day for ce in event.ces}
    return tuple(ce for ce in published_ces(installation) if ce not in late)


def _announcing(site: Site, tags: set[str], seen: Observation) -> tuple[str, ...]:
    """Tell the computing elements that were seen to announce a tag, as the site's record spells them."""
    spelled = {ce.casefold(): ce for ce in site.ces}
    by_ce = {
        ce: found for name, ces in seen.ces.items() if name.casefold() in names_of(site) for ce, found in ces.items()
    }
    announcing = (ce for ce, found in by_ce.items() if tags & {tag.casefold() for tag in found})
    return tuple(dict.fromkeys(spelled.get(ce.casefold(), ce) for ce in announcing))

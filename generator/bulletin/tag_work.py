"""Tag work: which tag an installation publishes, and what its site has left to do about it (T028, T040, PPS318)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.lifecycle.installation_steps import published_ces
from generator.lifecycle.patch_states import state_of
from generator.lifecycle.pilot_states import committed_vos, running_set
from generator.lifecycle.pilot_states import state_of as pilot_state_of
from generator.records.installation_events import Distributed, Removed, Tested
from generator.tags import TagCommands, tag_commands, tag_of_pilot, tags_of_patch

if TYPE_CHECKING:
    from generator.policy.rule import Facts
    from generator.records.installations import Installation
    from generator.records.pilots import Pilot
    from generator.registry import Registry


class TagNeed(StrEnum):
    """What a site has to do about a tag on a computing element."""

    ADD = "publish the tag"
    REMOVE = "withdraw the tag"
    KEEP = "published"
    TEST_FIRST = "test first"
    UNASKED = "no tag asked for"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagWork:
    """The work on one computing element of an installation: the tags, the need, and what to type."""

    installation: Installation
    ce: str
    tags: tuple[str, ...]
    need: TagNeed
    commands: TagCommands


def pilot_of(installation: Installation, facts: Facts) -> Pilot | None:
    """Tell the pilot of an installation: the active one that runs its patch at its site, else the last such pilot."""
    if installation.kind != "pilot":
        return None
    here = [
        pilot
        for pilot in facts.registry.pilots_by_patch.get(installation.patch, ())
        if any(entry.site == installation.site for entry in pilot.sites)
    ]
    active = (pilot for pilot in here if _is_active(pilot, installation.patch, facts))
    return next(active, here[-1] if here else None)


def _is_active(pilot: Pilot, patch: str, facts: Facts) -> bool:
    state = pilot_state_of(pilot, facts.today)
    return state is not None and state.is_active and patch in running_set(pilot, facts.today)


def tags_of(installation: Installation, registry: Registry, pilot: Pilot | None, publisher_vo: str) -> tuple[str, ...]:
    """Derive the tags that an installation publishes: those of its node types, or that of its pilot."""
    if installation.kind == "pilot":
        return (tag_of_pilot(pilot, publisher_vo),) if pilot else ()
    patch = registry.patches.get(installation.patch)
    if patch is None:
        return ()
    tags = zip(patch.node_types, tags_of_patch(patch, publisher_vo), strict=True)
    wanted = installation.node_types or patch.node_types
    return tuple(tag for node_type, tag in tags if node_type in wanted)


def has_passed(installation: Installation, facts: Facts) -> bool:
    """Tell whether the last test of the present round passed: `distributed` and `removed` start anew."""
    passed = False
    for event in installation.events:
        if event.date > facts.today:
            break
        if isinstance(event, Distributed | Removed):
            passed = False
        elif isinstance(event, Tested):
            passed = event.result == "passed"
    return passed


def has_ended(installation: Installation, facts: Facts) -> bool:
    """Tell whether the tag has no reason left: the patch ended or is in production, or the pilot is over (PPS318)."""
    patch = facts.registry.patches.get(installation.patch)
    state = state_of(patch, facts.today) if patch else None
    if state is not None and not state.is_open:
        return True
    pilot = pilot_of(installation, facts)
    return pilot is not None and not _is_active(pilot, installation.patch, facts)


def tag_work(installation: Installation, facts: Facts) -> tuple[TagWork, ...]:
    """Work out what is to be done on each computing element of the site, and on each that still publishes the tag."""
    revision, site = facts.policy(), facts.registry.sites.get(installation.site)
    pilot = pilot_of(installation, facts)
    if revision is None:
        return ()
    publisher = revision.params.tags.publisher_vo
    tags = tags_of(installation, facts.registry, pilot, publisher)
    published = published_ces(installation, facts.today)
    ces = dict.fromkeys((*(site.ces if site else ()), *published)) if tags else {}
    needs = {ce: _need(installation, facts, pilot, is_published=ce in published) for ce in ces}
    return tuple(
        TagWork(installation=installation, ce=ce, tags=tags, need=need, commands=tag_commands(ce, publisher, tags))
        for ce, need in needs.items()
        if need is not None
    )


def _need(installation: Installation, facts: Facts, pilot: Pilot | None, *, is_published: bool) -> TagNeed | None:
    if has_ended(installation, facts):
        return TagNeed.REMOVE if is_published else None
    if is_published:
        return TagNeed.KEEP
    if pilot is not None and not set(pilot.jdl_selection) & set(committed_vos(pilot, facts.today)):
        return TagNeed.UNASKED
    return TagNeed.ADD if has_passed(installation, facts) else TagNeed.TEST_FIRST

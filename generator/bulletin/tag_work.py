"""Tag work: which tag an installation publishes, and what its site has left to do about it (T028, T040, PPS318)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.lifecycle.installation_pilots import is_active, pilot_of, tags_of
from generator.lifecycle.installation_steps import published_ces
from generator.lifecycle.patch_states import state_of
from generator.lifecycle.pilot_states import committed_vos, running_set
from generator.policy.observation.recorded_tags import is_unseen
from generator.records.installation_events import Distributed, Removed, Tested
from generator.tags import TagCommands, tag_commands

if TYPE_CHECKING:
    from generator.policy.rule import Facts
    from generator.records.installations import Installation
    from generator.records.pilots import Pilot


class TagNeed(StrEnum):
    """What a site has to do about a tag on a computing element."""

    ADD = "publish the tag"
    REMOVE = "withdraw the tag"
    KEEP = "published"
    REPUBLISH = "recorded, not seen"
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
    pilot = pilot_of(installation, facts.registry, facts.today)
    runs = pilot is not None and installation.patch in running_set(pilot, facts.today)
    return pilot is not None and not (runs and is_active(pilot, facts.today))


def tag_work(installation: Installation, facts: Facts) -> tuple[TagWork, ...]:
    """Work out what is to be done on each computing element of the site, and on each that still publishes the tag."""
    revision, site = facts.policy(), facts.registry.sites.get(installation.site)
    pilot = pilot_of(installation, facts.registry, facts.today)
    if revision is None:
        return ()
    publisher = revision.params.tags.publisher_vo
    tags = tags_of(installation, facts.registry, publisher, facts.today)
    published = published_ces(installation, facts.today)
    ces = dict.fromkeys((*(site.ces if site else ()), *published)) if tags else {}
    kept = TagNeed.REPUBLISH if is_unseen(installation, facts) else TagNeed.KEEP
    needs = {ce: _need(installation, facts, pilot, kept if ce in published else None) for ce in ces}
    return tuple(
        TagWork(installation=installation, ce=ce, tags=tags, need=need, commands=tag_commands(ce, publisher, tags))
        for ce, need in needs.items()
        if need is not None
    )


def _need(installation: Installation, facts: Facts, pilot: Pilot | None, kept: TagNeed | None) -> TagNeed | None:
    """Tell the need on one computing element; `kept` is what keeping the tag needs, where it is published there."""
    if has_ended(installation, facts):
        return TagNeed.REMOVE if kept else None
    if kept:
        return kept
    if pilot is not None and not set(pilot.jdl_selection) & set(committed_vos(pilot, facts.today)):
        return TagNeed.UNASKED
    return TagNeed.ADD if has_passed(installation, facts) else TagNeed.TEST_FIRST

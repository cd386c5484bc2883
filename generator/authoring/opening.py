"""The opening of a preview: the tarball, the decision, the channel for feedback, and the first step at each site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.authoring.edits import Added, AuthoringError
from generator.authoring.installing import installation_at, known_step, step_at
from generator.authoring.knowable_fields import by_precedent
from generator.authoring.log_entries import log_entry
from generator.records.installation_events import Distributed
from generator.records.patch_events import FeedbackChannelOpened, PreviewOpened, TarballCreated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.authoring.acts import Hands
    from generator.authoring.edits import Edit
    from generator.policy.rule import Facts
    from generator.records.patches import Patch
    from generator.records.sites import Site
    from generator.registry import Registry
    from generator.terms import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """
    What opens the preview of a patch: the keys of its tarball and of its channel, who approves, the sites.

    A tarball or a channel that the patch has already is None here. `via` tells how the files came to the sites.
    """

    patch: Patch
    tarball: Mapping[str, Any] | None
    channel: Mapping[str, Any] | None
    approvers: Mapping[Role, str]
    sites: tuple[Site, ...]
    via: str | None = None


def opened(plan: Opening, hands: Hands, facts: Facts) -> tuple[Edit, ...]:
    """
    Propose the opening of a preview as one change: events of the patch, and an installation distributed at each site.

    Each event is recorded by the writer where he may, else by who is named for the role, else by its only holder.
    Raises AuthoringError where the preview is open, or a site has the patch already.
    """
    patch = plan.patch
    if any(isinstance(event, PreviewOpened) for event in patch.events):
        more = f"pps install {patch.id} distributed SITE…"
        raise AuthoringError(f"the preview of {patch.id} was opened already; for further sites: {more}")
    there = [site.id for site in plan.sites if installation_at(patch, site, facts.registry) is not None]
    if there:
        raise AuthoringError(f"{patch.id} is already at {', '.join(there)}; leave out what is there")
    items = [
        log_entry(kind, hands.acts_as(kind, facts), keys, approvers)
        for kind, keys, approvers in (
            (TarballCreated, plan.tarball, {}),
            (PreviewOpened, {}, plan.approvers),
            (FeedbackChannelOpened, plan.channel, {}),
        )
        if keys is not None
    ]
    return (
        Added(record=patch, additions=tuple(items)),
        *(_distributed(plan, site, hands, facts) for site in plan.sites),
    )


def _distributed(plan: Opening, site: Site, hands: Hands, facts: Facts) -> Edit:
    act = hands.acts_as(Distributed, facts, site.id)
    known = known_step(plan.patch, site, Distributed, facts, hands.day)
    keys = {"via": plan.via} if plan.via else known
    return step_at(plan.patch, site, ((Distributed, act, keys),), facts)


def has(patch: Patch, kind: type[TarballCreated | FeedbackChannelOpened]) -> bool:
    """Tell whether a patch has its tarball, or its channel, already."""
    return any(isinstance(event, kind) for event in patch.events)


def known_tarball(patch: Patch, name: str | None, registry: Registry) -> dict[str, Any]:
    """Tell name and address of a tarball as that of the last one is made, unless a file tells its own name."""
    last = _last(registry, TarballCreated)
    found = {"name": name or f"{patch.node_types[0]}-{patch.version}.tar.gz"} if patch.node_types else {}
    where = by_precedent([(last.ref, last.name)], found["name"]) if last is not None and found else None
    return found | ({"ref": where} if where else {})


def known_channel(patch: Patch, registry: Registry) -> dict[str, Any]:
    """Tell the address of the channel, where those of other patches end with their ids."""
    pairs = [
        (event.ref, other.id)
        for other in registry.patches.values()
        for event in other.events
        if isinstance(event, FeedbackChannelOpened)
    ]
    where = by_precedent(pairs, patch.id)
    return {"ref": where} if where else {}


def _last(registry: Registry, kind: type[TarballCreated]) -> TarballCreated | None:
    found = (event for patch in registry.patches.values() for event in patch.events if isinstance(event, kind))
    return max(found, key=lambda event: event.date, default=None)

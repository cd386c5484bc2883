"""Installations as pages show them: every step with its day, the last one first to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bulletin.tag_work import has_ended
from generator.lifecycle.installation_pilots import pilot_of
from generator.lifecycle.installation_steps import last_step, published_ces, state_of
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.records.installation_events import Tested

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.installation_events import InstallationEvent
    from generator.records.installations import Installation


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step at a site."""

    name: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallationLine:
    """A patch at a site; `step` is empty where nothing has happened, `set_up` says how it stands beside production."""

    id: str
    patch: Ref
    title: str
    version: str
    site: Ref
    tier: str
    kind: str
    pilot: Ref | None
    step: str
    day: date | None
    steps: tuple[StepLine, ...]
    platforms: str
    set_up: str
    published_on: str
    is_stale: bool
    source: Source


def installation_lines(found: Iterable[Installation], facts: Facts) -> tuple[InstallationLine, ...]:
    """Write installations in the order in which they are given."""
    return tuple(_line(one, facts) for one in found)


def _line(one: Installation, facts: Facts) -> InstallationLine:
    signposts = Signposts(facts.registry)
    patch, site = facts.registry.patches.get(one.patch), facts.registry.sites.get(one.site)
    pilot, last = pilot_of(one, facts.registry, facts.today), last_step(one, facts.today)
    published = published_ces(one, facts.today)
    return InstallationLine(
        id=one.id,
        patch=signposts.of(one.patch),
        title=patch.title if patch else "",
        version=patch.version if patch else "",
        site=signposts.site(one.site),
        tier=site.tier_on(facts.today) if site else "none",
        kind=one.kind,
        pilot=signposts.of(pilot.id) if pilot else None,
        step=state_of(one, facts.today) or "",
        day=last.date if last else None,
        steps=tuple(_step(event) for event in one.events if event.date <= facts.today),
        platforms=", ".join(one.platforms),
        set_up=_set_up(one),
        published_on=", ".join(published),
        is_stale=bool(published) and has_ended(one, facts),
        source=source_of(one),
    )


def _step(event: InstallationEvent) -> StepLine:
    name = event.type.replace("-", " ").replace("tag withdrawn", "withdrawn")
    return StepLine(name=f"tested {event.result}" if isinstance(event, Tested) else name, day=event.date)


def _set_up(one: Installation) -> str:
    isolated = {True: "beside production", False: "in place of production", None: ""}[one.isolated]
    settings = f"{one.settings} settings" if one.settings else ""
    return ", ".join(part for part in (isolated, settings, f"{one.mechanism} mechanism") if part)

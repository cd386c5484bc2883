"""Versions: a patch in its preview or in a pilot, and how far each site has come with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from generator.lifecycle import patch_states, pilot_states
from generator.lifecycle.installation_pilots import pilot_of
from generator.lifecycle.installation_steps import last_step, published_since, state_of
from generator.policy.acceptance import settled_classification
from generator.policy.rule import Facts
from generator.policy.use_cases import Classification
from generator.records.installations import Installation
from generator.records.patches import Patch
from generator.records.pilots import Pilot
from generator.tags import tag_of_pilot, tags_of_patch
from generator.terms import Infrastructure, InstallationState, PatchState, PilotState


@dataclass(frozen=True, slots=True, kw_only=True)
class Staleness:
    """A tag that is still published although what it announced is over: since when, and the last day to withdraw it."""

    since: date
    due: date
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A version at one site: the last step with its day, and since when the site publishes the tag without a gap."""

    installation: Installation
    step: InstallationState
    on: date
    published_since: date | None
    staleness: Staleness | None

    @property
    def is_usable(self) -> bool:
        """True where jobs that ask for the tag land, and are meant to."""
        return self.published_since is not None and self.staleness is None


@dataclass(frozen=True)
class Version:
    """A patch in its preview, or in a pilot; `placements` are its production sites, in the order of their ids."""

    patch: Patch
    pilot: Pilot | None
    kind: str
    classification: Classification | None
    patch_state: PatchState
    pilot_state: PilotState | None
    opened: date
    tags: tuple[str, ...]
    placements: tuple[Placement, ...]

    @property
    def key(self) -> str:
        """What tells the version from all others, as an id on a page."""
        return f"{self.patch.id}-{self.pilot.id}" if self.pilot else self.patch.id

    @property
    def subject(self) -> str:
        """The record that feedback on the version is about."""
        return self.pilot.id if self.pilot else self.patch.id

    @property
    def state(self) -> PatchState | PilotState:
        """The state that counts: of the pilot, if the version stands in one."""
        return self.pilot_state or self.patch_state

    @cached_property
    def usable_at(self) -> tuple[str, ...]:
        """The sites where the version can be used."""
        return tuple(one.installation.site for one in self.placements if one.is_usable)

    @cached_property
    def published_at(self) -> tuple[str, ...]:
        """The sites that publish its tag, wanted or not."""
        return tuple(one.installation.site for one in self.placements if one.published_since)

    @property
    def is_current(self) -> bool:
        """True while the version is on its way to production, or a site still publishes its tag."""
        is_open = self.patch_state.is_open if self.pilot_state is None else not self.pilot_state.is_terminal
        return is_open or bool(self.published_at)


def may_be_current(patch: Patch, facts: Facts) -> bool:
    """Tell, at little cost, a patch that is over, in no pilot and published nowhere from one with current versions."""
    state = patch_states.state_of(patch, facts.today)
    return (
        state is None
        or state.is_open
        or patch.id in facts.registry.pilots_by_patch
        or any(published_since(one, facts.today) for one in facts.registry.installations_by_patch.get(patch.id, ()))
    )


def versions_of(patch: Patch, facts: Facts) -> Iterator[Version]:
    """Yield the versions of a patch that have reached a production site."""
    groups: dict[str, list[Installation]] = {}
    pilots: dict[str, Pilot | None] = {}
    for installation in facts.registry.installations_by_patch.get(patch.id, ()):
        if _counts(installation, facts):
            pilot = pilot_of(installation, facts.registry, facts.today)
            group = pilot.id if pilot else installation.kind
            pilots[group] = pilot
            groups.setdefault(group, []).append(installation)
    for group, installations in groups.items():
        yield _version(patch, pilots[group], tuple(installations), facts)


def _counts(installation: Installation, facts: Facts) -> bool:
    site = facts.registry.sites.get(installation.site)
    is_production = site is not None and site.infrastructure is Infrastructure.PRODUCTION
    return is_production and last_step(installation, facts.today) is not None


def _version(patch: Patch, pilot: Pilot | None, installations: tuple[Installation, ...], facts: Facts) -> Version:
    policy = facts.policy()
    over = _over_since(patch, pilot, facts.today)
    days = policy.params.tags.stale_tag_days if policy else 0
    by_site = sorted(installations, key=lambda one: one.site)
    return Version(
        patch=patch,
        pilot=pilot,
        kind=installations[0].kind,
        classification=settled_classification(patch, facts),
        patch_state=patch_states.state_of(patch, facts.today) or PatchState.REGISTERED,
        pilot_state=pilot_states.state_of(pilot, facts.today) if pilot else None,
        opened=min(installation.events[0].date for installation in installations),
        tags=_tags(patch, pilot, policy.params.tags.publisher_vo) if policy else (),
        placements=tuple(placed for one in by_site for placed in _placements(one, over, days, facts.today)),
    )


def _tags(patch: Patch, pilot: Pilot | None, publisher_vo: str) -> tuple[str, ...]:
    return (tag_of_pilot(pilot, publisher_vo),) if pilot else tags_of_patch(patch, publisher_vo)


def _placements(installation: Installation, over: date | None, stale_tag_days: int, day: date) -> Iterator[Placement]:
    step, state = last_step(installation, day), state_of(installation, day)
    published = published_since(installation, day)
    if step is not None and state is not None:
        yield Placement(
            installation=installation,
            step=state,
            on=step.date,
            published_since=published,
            staleness=_staleness(max(over, published), stale_tag_days, day) if over and published else None,
        )


def _staleness(since: date, stale_tag_days: int, day: date) -> Staleness:
    due = since + timedelta(days=stale_tag_days)
    return Staleness(since=since, due=due, is_overdue=day > due)


def _over_since(patch: Patch, pilot: Pilot | None, day: date) -> date | None:
    """Tell when the patch ended or came into production, or the pilot ended, whichever was first (PPS318)."""
    ends = [step.event.date for step in patch_states.steps(patch, day) if not step.after.is_open]
    if pilot is not None:
        ends += [step.event.date for step in pilot_states.steps(pilot, day) if _has_ended(step.after)]
    return min(ends, default=None)


def _has_ended(state: PilotState) -> bool:
    return state.is_terminal or state is PilotState.EVALUATED

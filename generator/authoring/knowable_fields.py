"""What follows from the records when one of a kind is new: days, digests, recipients, what others of its kind say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.authoring.telling import reported
from generator.lifecycle import patch_states
from generator.policy.preview.notes_digest import notes_digest
from generator.records.patch_events import InstallTest
from generator.records.pilot_events import KickoffHeld
from generator.terms import PatchState, Role, UseCase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot
    from generator.records.sites import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known before anything is asked: the facts, the day, who writes, the id, and what is given as text."""

    facts: Facts
    day: date
    by: str | None
    id: str
    given: Mapping[str, str]

    @property
    def own(self) -> dict[str, str]:
        """Who writes, where that is known."""
        return {"by": self.by} if self.by else {}

    @property
    def number(self) -> str:
        """The number in the id, where it carries one."""
        return self.id.rpartition("-")[2]


def known_fields(folder: str, about: Circumstances) -> dict[str, Any]:
    """Tell the fields of a new record that follow from the records, by dotted key, as far as they leave no choice."""
    known = _BY_KIND.get(folder)
    return known(about) if known is not None else {}


def by_precedent(pairs: Iterable[tuple[str, str]], number: str) -> str | None:
    """Tell the address of a number as the last one has it that ends so; `pairs` are addresses with their numbers."""
    fitting = [(url.rsplit(old, 1), old) for url, old in pairs if url.endswith(old)]
    return f"{fitting[-1][0][0]}{number}" if fitting else None


def _site(_: Circumstances) -> dict[str, Any]:
    return {"tier_history": ()}


def _bug(about: Circumstances) -> dict[str, Any]:
    bugs = sorted(about.facts.registry.bugs.values(), key=lambda one: int(one.id.rpartition("-")[2]))
    url = by_precedent(((one.tracker_url, one.id.rpartition("-")[2]) for one in bugs), about.number)
    title = {"title": "embargoed"} if about.given.get("security") == "true" else {}
    return title | ({"tracker_url": url} if url else {})


def _patch(about: Circumstances) -> dict[str, Any]:
    registry, day = about.facts.registry, about.day
    patches = sorted(registry.patches.values(), key=lambda one: int(one.id.rpartition("-")[2]))
    tracked = [one for one in patches if one.tracker.url.endswith(one.id.rpartition("-")[2])][-1:]
    url = by_precedent(((one.tracker.url, one.id.rpartition("-")[2]) for one in tracked), about.number)
    tracker = {"tracker.system": tracked[0].tracker.system, "tracker.url": url} if tracked else {}
    developers = registry.holders(Role.DEVELOPER, day)
    own = (about.by,) if about.by in developers else developers if len(developers) == 1 else ()
    nothing: dict[str, Any] = {"added": (), "changed": (), "removed": ()}
    return {
        **tracker,
        **({"developers": own} if own else {}),
        **({"base_version": version} if (version := _production_version(patches, about)) else {}),
        **{f"attributes.config.{key}": value for key, value in nothing.items()},
        **({"attributes.operational_changes.description": ""} if about.given.get("component") == "server" else {}),
        "fixes": (),
        "release_notes.changes": {},
        "release_notes.configuration_instructions": "",
        "release_notes.known_issues": "",
    }


def _production_version(patches: Iterable[Patch], about: Circumstances) -> str | None:
    """Tell the one version that is in production for the node types of a new patch."""
    node_types = {one.strip() for one in about.given.get("node_types", "").strip("[]").split(",")} - {""}
    if about.given.get("attributes.new_service") == "true":
        return None
    last: dict[str, tuple[date, str]] = {}
    for patch in patches:
        since = patch_states.since(patch, about.day)
        if patch_states.state_of(patch, about.day) is PatchState.IN_PRODUCTION and since is not None:
            for node_type in patch.node_types:
                last[node_type] = max(last.get(node_type, (since, "")), (since, patch.version))
    versions = {last[node_type][1] for node_type in node_types if node_type in last}
    return versions.pop() if len(versions) == 1 else None


def _pilot(about: Circumstances) -> dict[str, Any]:
    coordinators = about.facts.registry.holders(Role.PPS_COORDINATION, about.day)
    chair = about.by if about.by in coordinators else coordinators[0] if len(coordinators) == 1 else None
    return {"load": "standard", **({"chair": chair} if chair else {})}


def _installation(about: Circumstances) -> dict[str, Any]:
    _, number, site = about.id.split("-", 2)
    patch, place = about.facts.registry.patches.get(f"PATCH-{number}"), about.facts.registry.sites.get(site)
    known = {"patch": f"PATCH-{number}", "site": site}
    return known | (installation_fields(patch, place, about.facts, about.day) if patch and place else {})


def installation_fields(patch: Patch, site: Site, facts: Facts, day: date) -> dict[str, Any]:
    """
    Tell how a patch is installed at a site, by its class: beside production as a preview, or in a pilot (PPS307).

    The platforms are those of the site on which certification tested the installation, or all of the site.
    """
    use_case = facts.use_case(patch, day)
    tested = {event.platform: event.result for event in patch.events if isinstance(event, InstallTest)}
    passed = tuple(one for one in site.platforms if tested.get(one) == "passed")
    where = {"patch": patch.id, "site": site.id}
    platforms = {"platforms": passed or site.platforms}
    if use_case is None or not use_case.is_client_class:
        return {**where, "kind": "pilot", **platforms, "mechanism": "local"}
    is_plain = use_case is UseCase.BC_CLIENT
    settings, mechanism = ("inherited", "central") if is_plain else ("custom", "local")
    return {**where, "kind": "preview", **platforms, "isolated": True, "settings": settings, "mechanism": mechanism}


def _scenario(about: Circumstances) -> dict[str, Any]:
    return {"from": about.day}


def _deployment_test(about: Circumstances) -> dict[str, Any]:
    registry = about.facts.registry
    name = f"PATCH-{about.id.split('-')[1]}"
    patch, vocabulary = registry.patches.get(name), registry.vocabulary
    known: dict[str, Any] = {"patch": name, "date": about.day, **about.own}
    known |= {"aspects": vocabulary.aspects} if vocabulary else {}
    if patch is None:
        return known
    scenarios = [
        one.id
        for one in registry.scenarios.values()
        if one.is_active_on(about.day) and set(one.significant_for) & set(patch.node_types)
    ]
    scenario = {"scenario": scenarios[0]} if len(scenarios) == 1 else {}
    return known | scenario | {"notes_digest": notes_digest(patch.release_notes)}


def _feedback(about: Circumstances) -> dict[str, Any]:
    known = sorted(about.facts.registry.feedback.values(), key=lambda one: int(one.id.rpartition("-")[2]))
    url = by_precedent(((one.issue_url, one.id.rpartition("-")[2]) for one in known), about.number)
    return {"submitted_on": about.day, **({"issue_url": url} if url else {})}


def _notification(about: Circumstances) -> dict[str, Any]:
    registry, kind = about.facts.registry, about.given.get("kind")
    subject = about.given.get("about", "")
    is_told = "event" in about.given
    told = reported(kind, subject, about.facts.at(about.day, None)) if kind and not is_told else {}
    known: dict[str, Any] = {"sent_on": about.day, **about.own, **told}
    if kind in {"broadcast", "policy-change"}:
        return known | {"to.vos": "all", "to.rocs": "all", "channel": "egee-broadcast"}
    if kind == "personal" and subject in registry.patches:
        bugs = registry.patches[subject].fixes
        asked = (registry.bugs[bug].originator for bug in bugs if bug in registry.bugs)
        persons = tuple(dict.fromkeys(person for person in asked if person != "none"))
        known |= {"bugs": bugs, "invites_verification": True, **({"to.persons": persons} if persons else {})}
    return known | {"channel": "mail"} if kind in {"personal", "reminder"} else known


def _post_mortem(about: Circumstances) -> dict[str, Any]:
    pilot = about.facts.registry.pilots.get(about.given.get("pilot", ""))
    return {"held_on": about.day, **(known_of_post_mortem(pilot) if pilot else {})}


def known_of_post_mortem(pilot: Pilot) -> dict[str, Any]:
    """Tell who takes part in the post mortem of a pilot, where a kick-off says who met."""
    return {"participants": guests} if (guests := _guests(pilot)) else {}


def _guests(pilot: Pilot) -> tuple[str, ...]:
    """Tell who met at the last kick-off."""
    kickoffs = [event for event in pilot.events if isinstance(event, KickoffHeld)]
    return kickoffs[-1].attendees if kickoffs else ()


def _decision(about: Circumstances) -> dict[str, Any]:
    return {"decided_on": about.day}


def _overrule(about: Circumstances) -> dict[str, Any]:
    patch = about.facts.registry.patches.get(about.given.get("patch", ""))
    return _decision(about) | ({"bugs": patch.fixes} if patch else {})


_BY_KIND: Final[Mapping[str, Callable[[Circumstances], dict[str, Any]]]] = {
    "sites": _site,
    "bugs": _bug,
    "patches": _patch,
    "pilots": _pilot,
    "installations": _installation,
    "scenarios": _scenario,
    "deployment-tests": _deployment_test,
    "feedback": _feedback,
    "notifications": _notification,
    "post-mortems": _post_mortem,
    "exceptions": _decision,
    "overrules": _overrule,
}

"""Patches, pilots and installations for programs: what is stored, and what follows from it (outputs §14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.bulletin.embargo import EMBARGOED, is_embargoed
from generator.bulletin.pilot_standing import standing_of
from generator.lifecycle.installation_pilots import pilot_of, tags_of
from generator.lifecycle.installation_steps import published_since
from generator.policy.decision import decide, decision_of
from generator.policy.feedback.windows import window_of
from generator.records.structure import plain
from generator.reports.decision_json import of_forecast
from generator.reports.explanation import as_value, explanation
from generator.tags import tag_of_pilot, tags_of_patch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.edition import Edition
    from generator.lifecycle.patch_states import Window
    from generator.policy.decision import Decision
    from generator.records.installations import Installation
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot


def patch_list(edition: Edition) -> list[dict[str, Any]]:
    """List the patches in short."""
    return [_patch_in_short(patch, edition) for patch in edition.registry.patches.values()]


def pilot_list(edition: Edition) -> list[dict[str, Any]]:
    """List the pilots in short."""
    return [
        {**_short(pilot, "pilots", edition), "title": pilot.title, "patches": list(pilot.patches)}
        for pilot in edition.registry.pilots.values()
    ]


def installation_list(edition: Edition) -> list[dict[str, Any]]:
    """List the installations in short."""
    return [_installation_in_short(one, edition) for one in edition.registry.installations.values()]


def forecast_list(edition: Edition) -> list[dict[str, Any]]:
    """List the forecast of every transition ahead of every open patch and pilot."""
    return [
        {
            "subject": decision.subject,
            "class": decision.use_case,
            "state": decision.state,
            "transitions": [
                {"transition": one.transition, "to": one.to, "forecast": of_forecast(one.forecast)}
                for one in decision.next
            ],
        }
        for decision in decide(edition.facts).values()
    ]


def patches(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every patch in full; of a bug under embargo only that word is told (PPS609)."""
    registry = edition.registry
    for patch in registry.patches.values():
        yield (
            patch.id,
            {
                **_explained(patch.id, edition),
                "record": _unembargoed(patch, edition),
                "tags": list(tags_of_patch(patch, publisher)) if (publisher := _publisher(edition)) else [],
                "feedback_window": _window(window_of(patch.id, edition.facts)),
                "pilots": [pilot.id for pilot in registry.pilots_by_patch.get(patch.id, ())],
                "installations": [one.id for one in registry.installations_by_patch.get(patch.id, ())],
                "feedback": [one.id for one in registry.feedback_by_subject.get(patch.id, ())],
                "link": f"/patches/{patch.id}/",
            },
        )


def pilots(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every pilot in full."""
    for pilot in edition.registry.pilots.values():
        standing = standing_of(pilot, edition.facts)
        given = edition.registry.feedback_by_subject.get(pilot.id, ())
        yield (
            pilot.id,
            {
                **_explained(pilot.id, edition),
                "record": plain(pilot),
                "tags": [tag_of_pilot(pilot, publisher)] if (publisher := _publisher(edition)) else [],
                "running": {"patches": list(standing.patches), "sites": list(standing.sites)},
                "vos": {"committed": list(standing.committed), "answered": list(standing.answered)},
                "due": {
                    "setup": _day(standing.setup_due),
                    "week_complete": _day(standing.week.complete_on if standing.week else None),
                    "feedback": _day(standing.feedback_due),
                    "post_mortem": _day(standing.post_mortem_due),
                },
                "feedback_window": _window(window_of(pilot.id, edition.facts)),
                "feedback": [one.id for one in given],
                "link": f"/pilots/{pilot.id}/",
            },
        )


def installations(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every installation in full."""
    for one in edition.registry.installations.values():
        told = as_value(explanation(edition, one.id))
        short = _installation_in_short(one, edition)
        history = {name: told[name] for name in ("subject", "state", "since", "history")}
        yield (
            one.id,
            {**history, "record": plain(one), "tags": short["tags"], "published_since": short["published_since"]},
        )


def _patch_in_short(patch: Patch, edition: Edition) -> dict[str, Any]:
    return {
        **_short(patch, "patches", edition),
        "title": patch.title,
        "version": patch.version,
        "component": patch.component,
        "node_types": list(patch.node_types),
    }


def _short(record: Patch | Pilot, folder: str, edition: Edition) -> dict[str, Any]:
    decision = decision_of(record, edition.facts)
    return {
        "id": record.id,
        "class": decision.use_case,
        "state": decision.state,
        "since": _day(decision.since),
        "forecast": _last_forecast(decision),
        "file": f"/api/v1/{folder}/{record.id}.json",
        "link": f"/{folder}/{record.id}/",
    }


def _installation_in_short(one: Installation, edition: Edition) -> dict[str, Any]:
    facts, publisher = edition.facts, _publisher(edition)
    told = explanation(edition, one.id).decision
    pilot = pilot_of(one, facts.registry, facts.today)
    return {
        "id": one.id,
        "patch": one.patch,
        "site": one.site,
        "kind": one.kind,
        "pilot": pilot.id if pilot else None,
        "state": told.state,
        "since": _day(told.since),
        "published_since": _day(published_since(one, facts.today)),
        "tags": list(tags_of(one, facts.registry, publisher, facts.today)) if publisher else [],
        "file": f"/api/v1/installations/{one.id}.json",
    }


def _explained(subject: str, edition: Edition) -> dict[str, Any]:
    explained = explanation(edition, subject)
    return {**as_value(explained), "forecast": _last_forecast(explained.decision)}


def _last_forecast(decision: Decision) -> dict[str, Any] | None:
    """Tell the forecast of the last transition on the road; None where nothing is ahead."""
    return of_forecast(decision.next[-1].forecast) if decision.next else None


def _unembargoed(patch: Patch, edition: Edition) -> Any:
    record = plain(patch)
    for identity in patch.release_notes.changes:
        bug = edition.registry.bugs.get(identity)
        if bug is not None and is_embargoed(bug, edition.registry, edition.today):
            record["release_notes"]["changes"][identity] = EMBARGOED
    return record


def _publisher(edition: Edition) -> str:
    return edition.policy.params.tags.publisher_vo if edition.policy else ""


def _window(window: Window | None) -> dict[str, Any]:
    return {"start": _day(window.start if window else None), "until": _day(window.until if window else None)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

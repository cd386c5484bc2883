"""Sites, VOs, ROCs and feedback for programs: what is stored, and what follows from it (outputs §14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.bulletin.crossings import Crossings
from generator.bulletin.distribution import distribution
from generator.bulletin.windows import timing
from generator.lifecycle.pilot_states import committed_vos
from generator.policy.feedback.windows import window_of
from generator.records.structure import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bulletin.distribution import Distribution, SiteRow
    from generator.edition import Edition
    from generator.records.feedback import Feedback
    from generator.records.sites import Site


def site_list(edition: Edition) -> list[dict[str, Any]]:
    """List the sites in short."""
    published = {row.site.id: row.published for row in distribution(edition.facts).rows}
    return [
        {
            "id": site.id,
            "name": site.name,
            "roc": site.roc,
            "tier": site.tier_on(edition.today),
            "infrastructure": site.infrastructure,
            "is_retired": site.is_retired_on(edition.today),
            "versions_published": published.get(site.id, 0),
            "file": f"/api/v1/sites/{site.id}.json",
            "link": f"/sites/{site.id}/",
        }
        for site in edition.registry.sites.values()
    ]


def vo_list(edition: Edition) -> list[dict[str, Any]]:
    """List the VOs in short."""
    return [
        {
            "id": vo.id,
            "name": vo.name,
            "is_interested": vo.is_interested_on(edition.today),
            "is_retired": vo.is_retired_on(edition.today),
            "file": f"/api/v1/vos/{vo.id}.json",
            "link": f"/vos/{vo.id}/",
        }
        for vo in edition.registry.vos.values()
    ]


def roc_list(edition: Edition) -> list[dict[str, Any]]:
    """List the ROCs in short."""
    return [
        {
            "id": roc.id,
            "name": roc.name,
            "sites": len(edition.registry.sites_by_roc.get(roc.id, ())),
            "file": f"/api/v1/rocs/{roc.id}.json",
            "link": f"/rocs/{roc.id}/",
        }
        for roc in edition.registry.rocs.values()
    ]


def feedback_list(edition: Edition) -> list[dict[str, Any]]:
    """List the feedback in short."""
    return [
        {**_feedback(one, edition), "id": one.id, "file": f"/api/v1/feedback/{one.id}.json"}
        for one in edition.registry.feedback.values()
    ]


def sites(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every site in full, with the versions that have reached it."""
    crossings = Crossings.of(edition.registry)
    found = distribution(edition.facts)
    rows = {row.site.id: row for row in found.rows}
    for site in edition.registry.sites.values():
        yield site.id, _site(site, rows.get(site.id), found, crossings, edition)


def _site(
    site: Site, row: SiteRow | None, found: Distribution, crossings: Crossings, edition: Edition
) -> dict[str, Any]:
    return {
        "id": site.id,
        "record": plain(site),
        "tier": site.tier_on(edition.today),
        "is_retired": site.is_retired_on(edition.today),
        "versions": _versions(row, found),
        "pilots": [pilot.id for pilot in crossings.pilots_by_site.get(site.id, ())],
        "feedback": [one.id for one in crossings.feedback_by_site.get(site.id, ())],
        "link": f"/sites/{site.id}/",
    }


def _versions(row: SiteRow | None, found: Distribution) -> list[dict[str, Any]]:
    return [
        {
            "patch": version.patch.id,
            "pilot": version.pilot.id if version.pilot else None,
            "version": version.patch.version,
            "step": cell.step,
            "date": cell.on.isoformat(),
            "published_since": cell.published_since.isoformat() if cell.published_since else None,
            "tags": list(version.tags),
        }
        for version, cell in zip(found.versions, row.cells if row else (), strict=False)
        if cell is not None
    ]


def vos(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every VO in full, with its pilots, deadlines and feedback."""
    crossings = Crossings.of(edition.registry)
    for vo in edition.registry.vos.values():
        deadlines = crossings.deadlines_by_vo.get(vo.id, ())
        yield (
            vo.id,
            {
                "id": vo.id,
                "record": plain(vo),
                "is_interested": vo.is_interested_on(edition.today),
                "is_retired": vo.is_retired_on(edition.today),
                "pilots": [
                    {"pilot": pilot.id, "is_committed": vo.id in committed_vos(pilot, edition.today)}
                    for pilot in crossings.pilots_by_vo.get(vo.id, ())
                ],
                "deadlines": [{"patch": patch.id, "date": one.deadline.isoformat()} for patch, one in deadlines],
                "feedback": [one.id for one in crossings.feedback_by_vo.get(vo.id, ())],
                "link": f"/vos/{vo.id}/",
            },
        )


def rocs(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every ROC in full, with its sites."""
    for roc in edition.registry.rocs.values():
        own = edition.registry.sites_by_roc.get(roc.id, ())
        told = [{"id": site.id, "tier": site.tier_on(edition.today)} for site in own]
        yield roc.id, {"id": roc.id, "record": plain(roc), "sites": told, "link": f"/rocs/{roc.id}/"}


def feedback(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every feedback in full."""
    for one in edition.registry.feedback.values():
        yield one.id, {"id": one.id, "record": plain(one), **_feedback(one, edition)}


def _feedback(one: Feedback, edition: Edition) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "submitted_on": one.submitted_on.isoformat(),
        "timing": timing(one, window_of(one.subject, edition.facts)).value,
        "status": one.followup[-1].status if one.followup else "open",
        "is_settled": one.is_settled,
    }

"""The JSON twin of the distribution map: the same matrix for programs, and for pages that stay open."""

from typing import Any

from generator.bulletin.distribution import Distribution, SiteRow, distribution
from generator.bulletin.observed import Difference, Observed, Sight
from generator.bulletin.versions import Placement, Version
from generator.edition import Edition
from generator.feeds.document import Document
from generator.feeds.envelope import digest_of, enveloped
from generator.policy.observations import moment

ADDRESS = "api/v1/map.json"


def map_twin(edition: Edition) -> Document:
    """Write the matrix with all production sites; `digest` changes whenever the page would."""
    data = _matrix(distribution(edition.facts, all_sites=True), Observed(edition.facts))
    return Document(address=ADDRESS, content=enveloped({**data, "digest": digest_of(data, edition)}, edition))


def _matrix(found: Distribution, observed: Observed) -> dict[str, Any]:
    return {
        "versions": [_version(version) for version in found.versions],
        "sites": [_site(row, found.versions, observed) for row in found.rows],
        "differences": [_difference(one) for one in observed.differences],
    }


def _difference(found: Difference) -> dict[str, Any]:
    return {
        "site": found.site,
        "recorded_site": found.is_known,
        "observed": found.sight,
        "tags": list(found.tags),
        "since": found.since.isoformat() if found.since else None,
        "installation": found.installation,
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "id": version.key,
        "patch": version.patch.id,
        "pilot": version.pilot.id if version.pilot else None,
        "kind": version.kind,
        "class": version.classification.use_case if version.classification else None,
        "state": version.state,
        "title": version.patch.title,
        "version": version.patch.version,
        "node_types": list(version.patch.node_types),
        "tags": list(version.tags),
        "sites": len(version.placements),
        "sites_with_tag": len(version.published_at),
    }


def _site(row: SiteRow, versions: tuple[Version, ...], observed: Observed) -> dict[str, Any]:
    seen_on = observed.seen_on(row.site)
    return {
        "id": row.site.id,
        "name": row.site.name,
        "roc": row.site.roc,
        "tier": row.tier,
        "observed_at": moment(seen_on) if seen_on else None,
        "cells": {
            version.key: _cell(cell, observed.sight(row.site, version, cell) if observed.observation else None)
            for version, cell in zip(versions, row.cells, strict=True)
            if cell is not None
        },
    }


def _cell(cell: Placement, sight: Sight | None) -> dict[str, Any]:
    return {
        "step": cell.step,
        "date": cell.on.isoformat(),
        "tag_published_since": cell.published_since.isoformat() if cell.published_since else None,
        "stale_since": cell.staleness.since.isoformat() if cell.staleness else None,
        "observed": sight,
    }

"""The digest of release notes: what a confirmation and a deployment test are about (records.md §1.5)."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.records.patches import ReleaseNotes


def notes_digest(notes: ReleaseNotes) -> str:
    """Tell the SHA-256 of changes, instructions and known issues; the feedback summary stands outside."""
    told = {
        "changes": notes.changes,
        "configuration_instructions": notes.configuration_instructions,
        "known_issues": notes.known_issues,
    }
    return sha256(json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()

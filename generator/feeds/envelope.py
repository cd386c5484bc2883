"""The envelope of every JSON document: the version of the interface, the edition, and the data (outputs §14)."""

import json
from hashlib import sha256
from typing import Any

from generator.edition import Edition
from generator.policy.observations import moment

API = 1


def enveloped(data: Any, edition: Edition) -> bytes:
    """Write data with the edition that it comes from: UTF-8, keys sorted; the same edition, the same bytes."""
    return f"{_json({'api': API, 'edition': edition_value(edition), 'data': data})}\n".encode()


def edition_value(edition: Edition) -> dict[str, Any]:
    """Tell which edition a document belongs to."""
    return {
        "commit": edition.commit.id if edition.commit else None,
        "today": edition.today.isoformat(),
        "policy": edition.policy.id if edition.policy else None,
        "observation": moment(edition.facts.observation.observed_at) if edition.facts.observation else None,
        "demonstration": edition.demonstration,
    }


def digest_of(data: Any, edition: Edition) -> str:
    """Tell by a few letters whether data, or the edition that it comes from, differs from what a reader has."""
    return sha256(_json([edition_value(edition), data]).encode()).hexdigest()[:16]


def edition_digest(edition: Edition) -> str:
    """
    Tell an edition by a few letters from every other one; an open page asks for them.

    They change with any file of data/, committed or not, the day, the commit, the observation, the owners of the code,
    what git's history says, and the tool; the same of all these gives the same letters (outputs §1.2).
    """
    facts = edition.facts
    files = [[file.path, file.blob, *(flaw.message for flaw in file.flaws)] for file in edition.registry.files]
    beside = [edition.version, facts.codeowners, repr(facts.observation), repr(edition.back_datings)]
    return digest_of([*beside, bool(edition.commit and edition.commit.is_clean), files], edition)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

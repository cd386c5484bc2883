"""The JSON Schema of each file of the interface; readers must expect that later editions add keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.feeds.json_schema import COUNT, DAY, DRAFT, TEXT, YES_OR_NO, Schema, by_key, open_mapping, or_null
from generator.feeds.place_schemas import PLACES
from generator.feeds.policy_schemas import POLICY
from generator.feeds.schema_parts import OR_TEXT
from generator.feeds.subject_schemas import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHERE: Final = by_key(open_mapping({"file": TEXT, "schema": TEXT}))
_INDEX: Final = open_mapping(
    {"base": TEXT, "counts": by_key(COUNT), "digest": TEXT, "files": _WHERE, "records": _WHERE}
)
DATA: Final[Mapping[str, Schema]] = {"index": _INDEX, **SUBJECTS, **PLACES, **POLICY}
"""What `data` holds in each file; ID stands for the id of a record."""

_EDITION: Final = open_mapping(
    {"commit": OR_TEXT, "today": DAY, "policy": OR_TEXT, "observation": or_null({}), "demonstration": YES_OR_NO}
)


def api_schema(name: str, url: str = "") -> Schema:
    """Write the schema of a file of the interface: the envelope and what it holds."""
    address = f"schemas/v1/api/{name}.json"
    return {
        "$schema": DRAFT,
        "$id": f"{url}{address}" if url else f"/{address}",
        "title": f"/api/v1/{name}.json",
        **open_mapping({"api": {"const": 1}, "edition": _EDITION, "data": DATA[name]}),
    }

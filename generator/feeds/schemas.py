"""The published JSON Schemas: of the records, and of every file of the interface (outputs §14)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.feeds.api_schemas import DATA, api_schema
from generator.feeds.document import Document
from generator.feeds.record_schemas import NAMES, record_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.feeds.home import Home


def schemas(home: Home) -> Iterator[Document]:
    """Yield every schema; they do not depend on the records."""
    for name in NAMES:
        text = as_text(record_schema(name, home.url))
        yield Document(address=f"schemas/v1/records/{name}.json", content=text.encode())
    for name in DATA:
        text = as_text(api_schema(name, home.url))
        yield Document(address=f"schemas/v1/api/{name}.json", content=text.encode())


def as_text(schema: dict[str, Any]) -> str:
    """Write a schema for people and programs."""
    return f"{json.dumps(schema, indent=1, ensure_ascii=False)}\n"

"""A document of the site that is no page: its address and its bytes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file below the site root; `address` has no slash before it ("api/v1/map.json")."""

    address: str
    content: bytes

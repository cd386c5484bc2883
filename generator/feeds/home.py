"""Where the edition stands, for documents that are read far from it: absolute addresses and ids that last."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import urljoin, urlsplit

NOWHERE: Final = "pps-bulletin.invalid"
"""Stands for the host in the ids of an edition that does not know its address."""


@dataclass(frozen=True, kw_only=True)
class Home:
    """The address of the site's root, such as "https://example.org/bulletin/"; empty where it is not known."""

    url: str = ""

    @cached_property
    def host(self) -> str:
        """The host that makes ids unlike those of any other site."""
        return urlsplit(self.url).hostname or NOWHERE

    def to(self, address: str) -> str:
        """Tell the whole address of something below the root; empty where the root is not known."""
        return urljoin(self.url, address) if self.url else ""

    def tag(self, record: str, number: int) -> str:
        """Name the n-th event of a record for ever (RFC 4151); n counts from 1."""
        return f"tag:{self.host},2008:{record}/{number}"

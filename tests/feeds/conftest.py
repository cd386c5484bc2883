"""The small world and the demonstration data as documents, made once; and the world that says strange things."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from generator.edition import Edition, as_known, gather
from generator.feeds.every import every_document

SITE_URL = "https://bulletin.example.org/pps/"


@pytest.fixture(scope="session", params=["tests/world", "."], ids=["small world", "demonstration"])
def edition(request: pytest.FixtureRequest, checkout: Path) -> Edition:
    """Answers an edition of the small world, then of the demonstration data."""
    return as_known(gather(checkout / str(request.param), None, date(2008, 6, 20)))


@pytest.fixture(scope="session")
def documents(edition: Edition) -> Mapping[str, bytes]:
    """Answers every document of an edition by its address."""
    return {document.address: document.content for document in every_document(edition, SITE_URL)}

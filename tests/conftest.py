"""What every test may ask for."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Answers the root of this checkout."""
    return Path(__file__).resolve().parent.parent

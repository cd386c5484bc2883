"""What every test may ask for."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # how long an example takes depends on what else the machine does
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Answers the root of this checkout."""
    return Path(__file__).resolve().parent.parent

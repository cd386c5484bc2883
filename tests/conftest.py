"""What every test may ask for."""

from pathlib import Path

import pytest
from hypothesis import settings

# No example is timed: that depends on what else the machine does. A change is judged by the same examples everywhere;
# `pytest --hypothesis-profile=exploring` looks for new ones.
settings.register_profile("exploring", deadline=None)
settings.register_profile("repeatable", parent=settings.get_profile("exploring"), derandomize=True, database=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Answers the root of this checkout."""
    return Path(__file__).resolve().parent.parent

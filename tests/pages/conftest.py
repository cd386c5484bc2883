"""The small world as pages, and the option that writes the goldens anew."""

from pathlib import Path

import pytest

from generator.edition import Edition, judged
from generator.files import SourceFile, files_on_disk
from generator.registry import Registry

BROKEN = SourceFile(path="data/patches/PATCH-9900.yaml", content=b"component: client\nversion: 5.10\n")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know `--update-goldens`, for `pytest tests/pages --update-goldens`."""
    parser.addoption("--update-goldens", action="store_true", help="write the goldens of the pages anew")


@pytest.fixture(scope="session")
def edition(checkout: Path) -> Edition:
    """Answers the edition of the small world, with one patch beside it that cannot be read."""
    registry = Registry.of([*files_on_disk(checkout / "tests" / "world"), BROKEN])
    assert registry.demonstration is not None
    return judged(registry, registry.demonstration)

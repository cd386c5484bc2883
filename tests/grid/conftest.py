"""Information systems that tests ask: one of three sites, one as large as the real one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.grid.large import large
from tests.grid.published import Cluster, PublishedSite, ldif_of
from tests.grid.slapd import InformationSystem, information_system

THREE = (
    PublishedSite(
        name="GOLDCREST-T2",
        clusters=(
            Cluster(ces=("ce01.goldcrest.example.org",), tags=("GLITE-3_1_0", "VO-ops-PPS-PILOT-2008-014")),
            Cluster(ces=("ce02.goldcrest.example.org",), tags=("GLITE-3_1_0",)),
        ),
    ),
    PublishedSite(
        name="plateau-t1",
        clusters=(Cluster(ces=("ce01.plateau.example.org", "ce02.plateau.example.org"), tags=("SLC4",)),),
        tags_2=("VO-ops-PPS-PILOT-2008-015", "SLC4"),
    ),
    PublishedSite(name="FARAWAY-GRID", clusters=(Cluster(ces=(), tags=()),)),
)


def pytest_configure(config: pytest.Config) -> None:
    """Let the LDAP library load: it imports two names that the ASN.1 library would rather spell in capitals."""
    config.addinivalue_line("filterwarnings", "ignore:(tagMap|typeMap) is deprecated:DeprecationWarning")


@pytest.fixture(scope="session")
def three_sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InformationSystem]:
    """Answers an information system of three sites, which tests only read."""
    with information_system(tmp_path_factory.mktemp("bdii"), ldif_of(THREE)) as running:
        yield running


@pytest.fixture(scope="session")
def five_hundred_sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InformationSystem]:
    """Answers an information system of 500 sites with 1,000 clusters, which tests only read."""
    with information_system(tmp_path_factory.mktemp("large-bdii"), ldif_of(large())) as running:
        yield running


@pytest.fixture
def world(checkout: Path) -> Path:
    """Answers the root of the small world."""
    return checkout / "tests" / "world"

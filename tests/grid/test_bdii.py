"""The information system, asked over LDAP: every tag reaches its site, and no failure passes for an answer."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.grid.bdii import Manners, address_of, entries_at
from generator.grid.entries import SourceError
from generator.grid.glue import Publications, publications
from tests.grid.conftest import THREE
from tests.grid.large import SITES
from tests.grid.published import ldif_of
from tests.grid.slapd import InformationSystem, free_port, information_system

ONCE = Manners(attempts=1, seconds=30)


def read(url: str, manners: Manners = ONCE) -> Publications:
    return publications(entries_at(address_of(url), manners, lambda _: None))


def test_tags_of_both_schemas_reach_their_sites(three_sites: InformationSystem) -> None:
    found = {seen.name: sorted(seen.tags) for seen in read(three_sites.url).sites.values()}

    assert found == {
        "GOLDCREST-T2": ["GLITE-3_1_0", "VO-ops-PPS-PILOT-2008-014"],
        "plateau-t1": ["SLC4", "VO-ops-PPS-PILOT-2008-015"],
        "FARAWAY-GRID": [],
    }


def test_computing_elements_announce_the_tags_of_their_cluster(three_sites: InformationSystem) -> None:
    found = read(three_sites.url).sites["goldcrest-t2"].ces

    assert found == {
        "ce01.goldcrest.example.org": {"GLITE-3_1_0", "VO-ops-PPS-PILOT-2008-014"},
        "ce02.goldcrest.example.org": {"GLITE-3_1_0"},
    }


def test_an_address_with_a_base_asks_that_tree_alone(three_sites: InformationSystem) -> None:
    found = read(f"{three_sites.url}/O=Glue")

    assert {seen.name: sorted(seen.tags) for seen in found.sites.values()} == {
        "plateau-t1": ["SLC4", "VO-ops-PPS-PILOT-2008-015"]
    }


def test_pages_lose_nothing(three_sites: InformationSystem) -> None:
    assert read(three_sites.url) == read(three_sites.url, Manners(attempts=1, page=1))


def test_the_join_of_500_sites_counts_what_ldapsearch_counts(five_hundred_sites: InformationSystem) -> None:
    found = read(five_hundred_sites.url)
    tag = "VO-ops-PPS-glite-WN-3.1.14-0"
    pattern = f"(&(objectClass=GlueSubCluster)(GlueHostApplicationSoftwareRunTimeEnvironment={tag}))"
    chunks = five_hundred_sites.lines("o=grid", pattern, "GlueChunkKey")
    counted = {line.split(".")[1] for line in chunks if line.startswith("GlueChunkKey:")}
    environments = five_hundred_sites.lines("o=glue", f"(GLUE2ApplicationEnvironmentAppName={tag})", "1.1")
    counted |= {line.split("GLUE2DomainID=")[1].split(",")[0].lower() for line in environments}

    assert (len(found.sites), found.lost) == (SITES, {})
    assert {name for name, seen in found.sites.items() if tag in seen.tags} == counted


def test_a_server_that_limits_its_answers_is_no_source(tmp_path: Path) -> None:
    with (
        information_system(tmp_path, ldif_of(THREE), limit="2") as limited,
        pytest.raises(SourceError, match=r"gave no whole answer in 1 attempts: .*sizeLimitExceeded"),
    ):
        read(limited.url)


def test_a_server_with_only_the_old_tree_is_a_source(tmp_path: Path) -> None:
    dumps = {"o=grid": ldif_of(THREE)["o=grid"]}
    with information_system(tmp_path, dumps) as old:
        found = read(old.url)

    assert found.sites["plateau-t1"].tags == {"SLC4"}


def test_a_server_that_is_down_is_asked_again_and_then_named() -> None:
    rests: list[float] = []
    url = f"ldap://127.0.0.1:{free_port()}"
    with pytest.raises(SourceError, match="gave no whole answer in 3 attempts"):
        entries_at(address_of(url), Manners(attempts=3, pause=5), rests.append)

    assert rests == [5, 5]


def test_a_server_without_grid_entries_is_no_information_system(tmp_path: Path) -> None:
    dumps = {"o=elsewhere": "dn: o=elsewhere\nobjectClass: organization\no: elsewhere\n"}
    with (
        information_system(tmp_path, dumps) as other,
        pytest.raises(SourceError, match="it has no o=grid and no o=glue"),
    ):
        read(other.url)


@pytest.mark.parametrize("drip", [b"", b"0"])
def test_a_server_that_is_slow_is_left_when_the_time_is_over(drip: bytes) -> None:
    with _slow(drip) as port, pytest.raises(SourceError, match="gave no whole answer"):
        read(f"ldap://127.0.0.1:{port}", Manners(attempts=1, seconds=1))


@pytest.mark.parametrize("said", ["300c02010161070a010004000100", "300c020101740730000a010004000400", "ff"])
def test_a_server_that_speaks_no_ldap_is_no_source(said: str) -> None:
    with _slow(bytes.fromhex(said)) as port, pytest.raises(SourceError, match="gave no whole answer"):
        read(f"ldap://127.0.0.1:{port}", Manners(attempts=1, seconds=1))


@contextmanager
def _slow(drip: bytes) -> Iterator[int]:
    """Listens, says hello to nobody, and lets a byte drop now and then."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                while not over.wait(0.1):
                    if drip:
                        try:
                            connection.sendall(drip)
                        except OSError:
                            return

        listener = threading.Thread(target=answer)
        listener.start()
        try:
            yield server.getsockname()[1]
        finally:
            over.set()
            listener.join()


@pytest.mark.parametrize(
    "url",
    [
        "bdii.example.org",
        "http://bdii.example.org",
        "ldap://",
        "ldap://x:y@h/",
        "ldap://host:port",
        "ldap://h/?x",
        "ldap://a..b",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(SourceError, match="is no address"):
        address_of(url)

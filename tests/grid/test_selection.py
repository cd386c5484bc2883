"""Every expression that we print selects exactly the sites of the map, as HTCondor's own library evaluates it."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.bulletin.distribution import distribution
from generator.bulletin.versions import Version
from generator.edition import gather
from generator.jdl import quoted_string, selection
from generator.jdl.parsing import parsed
from generator.lifecycle.installation_pilots import tags_of
from generator.lifecycle.installation_steps import published_ces
from generator.policy.rule import Facts
from tests.bulletin.small_world import TODAY
from tests.grid.machines import Machine, chosen, machines
from tests.grid.published import Cluster, PublishedSite, ldif_of
from tests.grid.slapd import InformationSystem, information_system

CHEATS = (
    "true",
    "true || true",
    "false ? false : true",
    "undefined ?: true",
    "(true) || (true)",
    'Member("SLC4", other.GlueHostApplicationSoftwareRunTimeEnvironment) || !false',
    "true // and nothing else",
    "true /* and nothing else */",
    "1 < 2 || error",
    "TARGET.Requirements",
)


@pytest.fixture(scope="module")
def facts(checkout: Path) -> Facts:
    """Answers the demonstration data."""
    return gather(checkout, None, TODAY).facts


@pytest.fixture(scope="module")
def as_recorded(facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[InformationSystem]:
    """Answers an information system in which every site publishes what the records say."""
    with information_system(tmp_path_factory.mktemp("recorded"), ldif_of(recorded(facts))) as running:
        yield running


def recorded(facts: Facts) -> Iterator[PublishedSite]:
    """Yields every site with a cluster for each computing element, and the tags that it publishes."""
    publisher = facts.parameters().tags.publisher_vo
    for site in facts.registry.sites.values():
        tags: dict[str, list[str]] = {ce: ["SLC4", "GLITE-3_1_0"] for ce in site.ces}
        for installation in facts.registry.installations_by_site.get(site.id, ()):
            for ce in published_ces(installation, facts.today):
                tags[ce] += tags_of(installation, facts.registry, publisher, facts.today)
        clusters = tuple(Cluster(ces=(ce,), tags=tuple(dict.fromkeys(found))) for ce, found in tags.items())
        yield PublishedSite(name=site.id, clusters=clusters)


@pytest.fixture(scope="module")
def grid(as_recorded: InformationSystem) -> tuple[Machine, ...]:
    """Answers the machines of all sites."""
    return machines(as_recorded)


def versions(facts: Facts) -> tuple[Version, ...]:
    return distribution(facts).versions


def on_the_map(facts: Facts) -> dict[str, tuple[str, ...]]:
    return {version.key: tuple(sorted(version.published_at)) for version in versions(facts)}


def test_every_jdl_selects_the_sites_of_the_map(facts: Facts, grid: tuple[Machine, ...]) -> None:
    found = {version.key: chosen(selection(version.tags).jdl, grid) for version in versions(facts)}

    assert on_the_map(facts) == found
    assert any(found.values())


def test_every_condor_form_selects_the_sites_of_the_map(facts: Facts, grid: tuple[Machine, ...]) -> None:
    found = {version.key: chosen(selection(version.tags).condor, grid) for version in versions(facts)}

    assert on_the_map(facts) == found


@pytest.mark.parametrize("own", CHEATS)
def test_what_users_require_besides_never_widens_the_choice(own: str, facts: Facts, grid: tuple[Machine, ...]) -> None:
    for version in versions(facts):
        composed = selection(version.tags, parsed(own))

        assert set(chosen(composed.jdl, grid)) <= set(version.published_at)
        assert set(chosen(composed.condor, grid)) <= set(version.published_at)


def test_what_users_require_besides_narrows_the_choice(facts: Facts, grid: tuple[Machine, ...]) -> None:
    version = max(versions(facts), key=lambda one: len(one.published_at))
    wanted = min(version.published_at)
    own = f"other.GlueSiteUniqueID == {quoted_string(wanted)} || false"

    assert chosen(selection(version.tags, parsed(own)).jdl, grid) == (wanted,)


def test_every_ldap_query_finds_the_sites_of_the_map(facts: Facts, as_recorded: InformationSystem) -> None:
    for version in versions(facts):
        for query in selection(version.tags).ldap_queries:
            command = shlex.split(query.replace("ldap://<bdii>:2170", as_recorded.url))
            answer = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
            names = {line.split(".")[1].upper() for line in answer.splitlines() if line.startswith("GlueChunkKey: ")}

            assert names >= set(version.published_at)

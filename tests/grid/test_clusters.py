"""Clusters of the same name at two sites: each keeps what is its own, and what could be either's is counted as lost."""

from __future__ import annotations

from generator.grid.entries import Entry
from generator.grid.found_sites import FoundSite, from_directory
from generator.grid.glue import CONTESTED, publications
from generator.grid.ldif import entries_in
from tests.grid.published import Cluster, PublishedSite, ldif_of

TWINS = tuple(
    PublishedSite(
        name=name, clusters=(Cluster(ces=(f"ce01.{name.lower()}.example.org",), tags=(f"TAG-OF-{name}",)),), vos=(vo,)
    )
    for name, vo in (("BOREAS-T2", "lumen"), ("COLLINA-GRID", "ops"))
)


def twins(*, is_nested: bool = True) -> tuple[Entry, ...]:
    """Answers two sites that call their cluster c1, in branches of their own or where all entries lie side by side."""
    text = ldif_of(TWINS)["o=grid"]
    for site in TWINS:
        text = text.replace(f"cluster0.{site.name.lower()}.example.org", "c1")
    found = entries_in(text.encode(), "dump.ldif")
    return (
        found if is_nested else tuple(Entry(f"number={number},o=grid", one.values) for number, one in enumerate(found))
    )


def test_two_sites_with_clusters_of_one_name_keep_their_own_tags_and_elements() -> None:
    found = publications(twins())

    assert {} == found.lost
    assert {seen.name: ({*seen.tags}, {*seen.ces}) for seen in found.sites.values()} == {
        name: ({f"TAG-OF-{name}"}, {f"ce01.{name.lower()}.example.org"}) for name in ("BOREAS-T2", "COLLINA-GRID")
    }


def test_what_could_belong_to_either_site_is_counted_and_given_to_none() -> None:
    found = publications(twins(is_nested=False))

    assert ({}, {CONTESTED: 4}, 1.0) == (found.sites, found.lost, found.lost_share)


def test_a_site_that_publishes_its_cluster_twice_contests_nothing() -> None:
    found = publications((*twins()[:7], *twins()[:7]))

    assert ({}, {"TAG-OF-BOREAS-T2"}) == (found.lost, found.sites["boreas-t2"].tags)


def test_a_site_is_imported_with_its_own_elements() -> None:
    first, second = from_directory(twins())

    assert (("ce01.boreas-t2.example.org",), ("lumen",), ()) == (first.ces, first.vos, in_doubt(first))
    assert (("ce01.collina-grid.example.org",), ("ops",), ()) == (second.ces, second.vos, in_doubt(second))


def test_a_site_is_imported_without_elements_in_doubt_which_are_told() -> None:
    for site in from_directory(twins(is_nested=False)):
        assert ((), (), 2) == (site.ces, site.vos, len(in_doubt(site)))


def in_doubt(site: FoundSite) -> tuple[str, ...]:
    """Answers what is told of computing elements whose cluster is contested."""
    return tuple(line for line in site.unused if "whose cluster several sites claim" in line)

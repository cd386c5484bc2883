"""The daemon that real sites and grids run: a tag that a site provides is seen once the daemon has gathered it."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from generator.grid.bdii import Manners, address_of, entries_at
from generator.grid.entries import SourceError
from generator.grid.glue import publications
from tests.grid.conftest import THREE
from tests.grid.daemon import daemon
from tests.grid.published import Cluster, PublishedSite, ldif_of

PATIENCE = 60.0
PUBLISHED = {
    site.name: sorted({*(tag for one in site.clusters for tag in one.tags), *(site.tags_2 or ())}) for site in THREE
}
NEW_TAG = "VO-ops-PPS-glite-WN-3.1.14-0"


def _seen(url: str) -> dict[str, list[str]]:
    try:
        found = publications(entries_at(address_of(url), Manners(attempts=1, seconds=10), lambda _: None))
    except SourceError:
        return {}
    return {seen.name: sorted(seen.tags) for seen in found.sites.values()}


def _once(holds: Callable[[dict[str, list[str]]], bool], url: str) -> dict[str, list[str]]:
    """Answers what is seen as soon as something holds for it, or what is seen in the end."""
    end = time.monotonic() + PATIENCE
    while not holds(seen := _seen(url)) and time.monotonic() < end:
        time.sleep(0.2)
    return seen


def _with_tag(site: PublishedSite) -> PublishedSite:
    first, *others = site.clusters
    return replace(site, clusters=(Cluster(ces=first.ces, tags=(*first.tags, NEW_TAG)), *others))


def test_a_tag_is_seen_when_the_daemon_has_gathered_it_and_not_after_it_was_taken_back(tmp_path: Path) -> None:
    first, *others = THREE
    with daemon(tmp_path, ldif_of(THREE)) as running:
        before = _once(lambda seen: seen == PUBLISHED, running.url)
        running.provide(ldif_of((_with_tag(first), *others)))
        during = _once(lambda seen: NEW_TAG in seen.get(first.name, ()), running.url)
        running.provide(ldif_of(THREE))
        after = _once(lambda seen: NEW_TAG not in seen.get(first.name, ()), running.url)

    assert PUBLISHED == before
    assert sorted([*before[first.name], NEW_TAG]) == during[first.name]
    assert PUBLISHED == after

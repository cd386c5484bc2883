"""An information system as large as the real one: 500 sites, 1,000 clusters, 2,500 entries with tags, 15,000 in all."""

from collections.abc import Iterator

from tests.grid.published import Cluster, PublishedSite

SITES = 500


def large(sites: int = SITES) -> Iterator[PublishedSite]:
    """Yields the sites; the third of them publishes every tag, the others a selection that depends on their number."""
    for number in range(sites):
        name = f"SITE-{number:03d}"
        yield PublishedSite(
            name=name,
            clusters=tuple(
                Cluster(
                    ces=tuple(f"ce{ce:02d}.{part}.{name.lower()}.example.org" for ce in range(9)),
                    tags=tuple(tags(number, part)),
                )
                for part in range(2)
            ),
            tags_2=tuple(tags(number, 2))[:3],
        )


def tags(number: int, part: int) -> Iterator[str]:
    """Yields what a part of a site publishes: the usual, and tags of pre-production at every few sites."""
    yield from (f"VO-lumen-release-{number % 7}.{release}" for release in range(12))
    if number % 5 == part:
        yield "VO-ops-PPS-glite-WN-3.1.14-0"
    if number % 11 == 0:
        yield f"VO-ops-PPS-PILOT-2008-{number % 3:03d}"

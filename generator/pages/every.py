"""Every page of an edition, kind by kind."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from generator.edition import Edition
from generator.pages import (
    audit,
    blocked,
    broken,
    bug,
    bugs,
    bulletin,
    exceptions_in_force,
    grid_site,
    guidelines,
    home,
    kickoff,
    map,  # noqa: A004 - the word of the field
    map_extract,
    metrics,
    not_found,
    notifications,
    patch,
    patches,
    pilot,
    pilots,
    policy,
    release_notes,
    roc,
    rocs,
    rule,
    rules,
    sites,
    statements,
    vo,
    vos,
)
from generator.pages.page import Page

KINDS: dict[str, tuple[Callable[[Edition], Iterator[Page]], ...]] = {
    "": (home.of, not_found.of),
    "map": (map.of, map_extract.of),
    "bulletin": (bulletin.of,),
    "blocked": (blocked.of,),
    "patches": (patches.of, patch.of, release_notes.of),
    "bugs": (bugs.of, bug.of),
    "pilots": (pilots.of, pilot.of, kickoff.of),
    "sites": (sites.of, grid_site.of),
    "vos": (vos.of, vo.of),
    "rocs": (rocs.of, roc.of),
    "policy": (policy.of, rules.of, rule.of, statements.of),
    "audit": (audit.of,),
    "exceptions": (exceptions_in_force.of,),
    "metrics": (metrics.of,),
    "guidelines": (guidelines.of,),
    "notifications": (notifications.of,),
}
"""The first part of an address -> what makes the pages below it; broken records have theirs where they would stand."""


def every_page(edition: Edition) -> Iterator[Page]:
    """Yield the pages of an edition."""
    for kinds in KINDS.values():
        for pages_of in kinds:
            yield from pages_of(edition)
    yield from broken.of(edition)


def page_at(edition: Edition, address: str) -> Page | None:
    """Make the page of one address, and few others; None where none stands."""
    section, _, rest = address.rpartition("/")[0].partition("/")
    asked = replace(edition, only=rest.partition("/")[0] or None)
    for pages_of in (*KINDS.get(section, ()), broken.of):
        for page in pages_of(asked):
            if page.address == address:
                return page
    return None

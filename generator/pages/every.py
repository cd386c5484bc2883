"""Every page of an edition, kind by kind."""

from collections.abc import Callable, Iterator

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

KINDS: tuple[Callable[[Edition], Iterator[Page]], ...] = (
    home.of,
    map.of,
    map_extract.of,
    bulletin.of,
    blocked.of,
    patches.of,
    patch.of,
    release_notes.of,
    bugs.of,
    bug.of,
    pilots.of,
    pilot.of,
    kickoff.of,
    sites.of,
    grid_site.of,
    vos.of,
    vo.of,
    rocs.of,
    roc.of,
    policy.of,
    rules.of,
    rule.of,
    statements.of,
    audit.of,
    exceptions_in_force.of,
    metrics.of,
    guidelines.of,
    notifications.of,
    broken.of,
    not_found.of,
)


def every_page(edition: Edition) -> Iterator[Page]:
    """Yield the pages of an edition."""
    for pages_of in KINDS:
        yield from pages_of(edition)

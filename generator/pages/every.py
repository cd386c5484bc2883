"""Every page of an edition, kind by kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from generator.bulletin.distribution import distribution
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
from generator.policy.decision import decide

Pages = Callable[[Edition], Iterator[Page]]
PORTION = 400

SECTIONS: dict[str, tuple[Pages, ...]] = {
    "": (home.of, not_found.of),
    "map": (map.of, map_extract.of),
    "bulletin": (bulletin.of,),
    "blocked": (blocked.of,),
    "patches": (patches.of,),
    "bugs": (bugs.of,),
    "pilots": (pilots.of,),
    "sites": (sites.of,),
    "vos": (vos.of,),
    "rocs": (rocs.of,),
    "policy": (policy.of, rules.of, rule.of, statements.of),
    "audit": (audit.of,),
    "exceptions": (exceptions_in_force.of,),
    "metrics": (metrics.of,),
    "guidelines": (guidelines.of,),
    "notifications": (notifications.of,),
}
"""The first part of an address -> what makes the pages there that tell of many records."""

OF_RECORDS: dict[str, tuple[Pages, ...]] = {
    "patches": (patch.of, release_notes.of),
    "bugs": (bug.of,),
    "pilots": (pilot.of, kickoff.of),
    "sites": (grid_site.of,),
    "vos": (vo.of,),
    "rocs": (roc.of,),
}
"""The kinds of record that have pages, whose addresses begin as their folders do -> what makes the pages of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A part of the pages of an edition, made when it is walked through; `edition` tells of which records."""

    kind: Pages
    edition: Edition

    def __iter__(self) -> Iterator[Page]:
        """Make the pages, one by one."""
        return self.kind(self.edition)


def portions(edition: Edition) -> Iterator[Portion]:
    """
    Divide the pages of an edition into portions of some hundred records, so that the work can be shared.

    What every portion asks for is worked out before.
    """
    decide(edition.facts)
    for all_sites in (False, True):
        distribution(edition.facts, all_sites=all_sites)
    for kinds in SECTIONS.values():
        yield from (Portion(kind=kind, edition=edition) for kind in kinds)
    for folder, kinds in OF_RECORDS.items():
        names = tuple(edition.registry.by_kind[folder])
        for start in range(0, len(names), PORTION):
            part = replace(edition, only=frozenset(names[start : start + PORTION]))
            yield from (Portion(kind=kind, edition=part) for kind in kinds)
    yield Portion(kind=broken.of, edition=edition)


def every_page(edition: Edition) -> Iterator[Page]:
    """Yield the pages of an edition."""
    return chain.from_iterable(portions(edition))


def page_at(edition: Edition, address: str) -> Page | None:
    """Make the page of one address, and few others; None where none stands."""
    section, _, rest = address.rpartition("/")[0].partition("/")
    asked = replace(edition, only=frozenset({rest.partition("/")[0]}))
    for kind in (*SECTIONS.get(section, ()), *OF_RECORDS.get(section, ()), broken.of):
        for page in kind(asked):
            if page.address == address:
                return page
    return None

"""Extracts of the map that need no script: for a VO, for a ROC, and as it was on days on which a site took a step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from generator.bulletin.distribution import Distribution, distribution
from generator.pages.matrix_windows import Window, windows
from generator.pages.page import Page
from generator.pages.signposts import Ref, Signposts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.edition import Edition
    from generator.pages.matrix_shape import Matrix
    from generator.policy.rule import Facts

DAYS: Final = 400
CELLS: Final = 200_000
"""Past days are written from the newest on, as many as these bounds let through, but always one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapExtract:
    """A part of the map, or the map of a day; `days` lead to other days."""

    title: str
    day: date
    about: Ref | None
    matrix: Matrix
    is_past: bool
    older: Ref | None = None
    newer: Ref | None = None
    days: tuple[Ref, ...] = ()


def of(edition: Edition) -> Iterator[Page]:
    """Yield the map of each VO, of each ROC, and of past days."""
    facts, registry = edition.facts, edition.registry
    whole, signposts = distribution(facts), Signposts(edition.registry)
    for vo in registry.vos:
        part = _part(whole, frozenset(site.id for site in registry.sites.values() if vo in site.vos))
        yield from _pages(f"map/vos/{vo}/", f"Map for VO {vo}", signposts.vo(vo), part, facts, signposts)
    for roc in registry.rocs:
        part = _part(whole, frozenset(site.id for site in registry.sites_by_roc.get(roc, ())))
        yield from _pages(f"map/rocs/{roc}/", f"Map of {roc}", signposts.of(roc), part, facts, signposts)
    yield from _past(facts, signposts)


def changed_on(facts: Facts) -> tuple[date, ...]:
    """Tell the days before today on which a site took a step, the newest first."""
    steps = (event.date for one in facts.registry.installations.values() for event in one.events)
    return tuple(sorted({day for day in steps if day < facts.today}, reverse=True))[:DAYS]


def extracts_of(facts: Facts) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
    """Lead from the map to its extracts, those of one kind together."""
    days = changed_on(facts)[:1]
    return (
        ("For a VO", tuple(Ref(text=vo, address=f"map/vos/{vo}/") for vo in facts.registry.vos)),
        ("For a ROC", tuple(Ref(text=roc, address=f"map/rocs/{roc}/") for roc in facts.registry.rocs)),
        ("As it was", tuple(Ref(text=f"on {day}, and before", address=f"map/on/{day}/") for day in days)),
    )


def _part(whole: Distribution, sites: frozenset[str]) -> Distribution:
    """Take the rows of some sites, and the versions that have reached one of them."""
    rows = [row for row in whole.rows if row.site.id in sites]
    kept = [number for number in range(len(whole.versions)) if any(row.cells[number] for row in rows)]
    return Distribution(
        versions=tuple(whole.versions[number] for number in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[number] for number in kept)) for row in rows),
    )


def _past(facts: Facts, signposts: Signposts) -> Iterator[Page]:
    found: list[tuple[Facts, Distribution]] = []
    cells = 0
    for day in changed_on(facts):
        then = replace(facts.at(day, None), observation=None)
        shown = distribution(then)
        cells += len(shown.rows) * len(shown.versions)
        if found and cells > CELLS:
            break
        found.append((then, shown))
    days = tuple(Ref(text=f"{then.today:%Y-%m-%d}", address=f"map/on/{then.today:%Y-%m-%d}/") for then, _ in found)
    for number, (then, shown) in enumerate(found):
        for page in _pages(days[number].address, f"The map on {then.today:%Y-%m-%d}", None, shown, then, signposts):
            yield replace(page, content=_among(page.content, days, number), is_listed=False)


def _among(content: object, days: tuple[Ref, ...], number: int) -> MapExtract:
    """Lead from a day to the days around it."""
    if not isinstance(content, MapExtract):
        raise TypeError(f"{content!r} is no extract of the map")
    older = days[number + 1] if number + 1 < len(days) else None
    newer = days[number - 1] if number else Ref(text="today", address="map/")
    return replace(content, older=older, newer=newer, days=days, is_past=True)


def _pages(  # noqa: PLR0913, PLR0917 - the parts of a page
    address: str, title: str, about: Ref | None, shown: Distribution, facts: Facts, signposts: Signposts
) -> Iterator[Page]:
    for window in windows(address, shown, facts, signposts):
        yield extract_page(window, title, about, facts.today)


def extract_page(window: Window, title: str, about: Ref | None, day: date) -> Page:
    """Write the page of a window; only the first window of a map is found by the search."""
    named = f"{title}, {window.versions}" if window.versions else title
    return Page(
        address=window.address,
        kind="map_extract",
        title=named,
        description=f"{named}: which version has come how far at which site, as of {day}.",
        content=MapExtract(title=named, day=day, about=about, matrix=window.matrix, is_past=False),
        search_text="map sites versions",
        is_listed=not window.address.startswith("map/older/"),
    )

"""Extracts of the map that need no script: for a VO, for a ROC, and as it was on days on which a site took a step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from generator.bulletin.distribution import Distribution, distribution
from generator.bulletin.observed import Observed
from generator.pages.matrix import Head, Row, head_of, row_of
from generator.pages.page import Page
from generator.pages.signposts import Ref, Signposts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.edition import Edition
    from generator.policy.rule import Facts

DAYS: Final = 60
CELLS: Final = 200_000
"""Past days are written from the newest on, as many as these bounds let through, but always one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapExtract:
    """A part of the map, or the map of a day; `groups` count the columns of each kind, `days` lead to other days."""

    title: str
    day: date
    about: Ref | None
    caption: str
    groups: tuple[tuple[str, int], ...]
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
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
        yield _page(f"map/vos/{vo}/", f"Map for VO {vo}", signposts.vo(vo), part, facts, signposts)
    for roc in registry.rocs:
        part = _part(whole, frozenset(site.id for site in registry.sites_by_roc.get(roc, ())))
        yield _page(f"map/rocs/{roc}/", f"Map of {roc}", signposts.of(roc), part, facts, signposts)
    yield from _past(facts, signposts)


def changed_on(facts: Facts) -> tuple[date, ...]:
    """Tell the days before today on which a site took a step, the newest first, at most sixty."""
    steps = (event.date for one in facts.registry.installations.values() for event in one.events)
    return tuple(sorted({day for day in steps if day < facts.today}, reverse=True))[:DAYS]


def extracts_of(facts: Facts) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
    """Lead from the map to its extracts, those of one kind together."""
    days = changed_on(facts)[:1]
    return (
        ("For a VO", tuple(Ref(text=vo, address=f"map/vos/{vo}/") for vo in facts.registry.vos)),
        ("For a ROC", tuple(Ref(text=roc, address=f"map/rocs/{roc}/") for roc in facts.registry.rocs)),
        ("As it was on", tuple(Ref(text=f"{day:%Y-%m-%d}", address=f"map/on/{day:%Y-%m-%d}/") for day in days)),
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
        page = _page(days[number].address, f"The map on {then.today:%Y-%m-%d}", None, shown, then, signposts)
        yield replace(page, content=_among(page.content, days, number), is_listed=False)


def _among(content: object, days: tuple[Ref, ...], number: int) -> MapExtract:
    """Lead from a day to the days around it."""
    if not isinstance(content, MapExtract):
        raise TypeError(f"{content!r} is no extract of the map")
    older = days[number + 1] if number + 1 < len(days) else None
    newer = days[number - 1] if number else Ref(text="today", address="map/")
    return replace(content, older=older, newer=newer, days=days, is_past=True)


def _page(  # noqa: PLR0913, PLR0917 - the parts of a page
    address: str, title: str, about: Ref | None, shown: Distribution, facts: Facts, signposts: Signposts
) -> Page:
    heads = tuple(head_of(version, signposts) for version in shown.versions)
    observed = Observed(facts)
    rows = tuple(row_of(row, shown.versions, signposts, observed) for row in shown.rows)
    tagged = sum(row.published > 0 for row in rows)
    kinds = ("preview", "pilot")
    return Page(
        address=address,
        kind="map_extract",
        title=title,
        description=f"{title}: which version has come how far at which site, as of {facts.today}.",
        content=MapExtract(
            title=title,
            day=facts.today,
            about=about,
            caption=f"{tagged} of {len(rows)} sites publish a tag; versions are columns, newest first",
            groups=tuple((kind, count) for kind in kinds if (count := sum(head.kind == kind for head in heads))),
            heads=heads,
            rows=rows,
            is_past=False,
        ),
        search_text="map sites versions",
    )

"""The calendars of an edition: of everything, of each VO, of each site (outputs §12)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.bulletin.due_dates import due_dates
from generator.feeds.document import Document
from generator.feeds.ics import Occasion, calendar
from generator.feeds.record_pages import page_of
from generator.feeds.titles import titled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.bulletin.due_dates import DueDate
    from generator.edition import Edition
    from generator.feeds.home import Home


def calendars(edition: Edition, home: Home) -> Iterator[Document]:
    """Yield a calendar of all dates, one for each VO and one for each site, empty ones too."""
    dates = due_dates(edition.facts)
    occasions = {one.key: _occasion(one, home) for one in dates}
    by_vo, by_site = _grouped(dates, "vos"), _grouped(dates, "sites")
    everybody = [one for one in dates if one.is_for_all]

    def document(folder: str, name: str, found: Iterable[DueDate]) -> Document:
        content = calendar(titled(edition, name), (occasions[one.key] for one in found), edition.today)
        return Document(address=f"{folder}calendar.ics", content=content)

    yield document("", "pre-production", dates)
    for vo in edition.registry.vos:
        yield document(f"vos/{vo}/", f"pre-production for VO {vo}", _ordered([*by_vo[vo], *everybody]))
    for site in edition.registry.sites:
        yield document(f"sites/{site}/", f"pre-production at {site}", _ordered([*by_site[site], *everybody]))


def _occasion(one: DueDate, home: Home) -> Occasion:
    return Occasion(
        uid=f"{one.key}@{home.host}",
        day=one.day,
        title=one.title,
        text=one.text,
        url=home.to(page_of(one.record)),
        is_tentative=one.is_tentative,
    )


def _grouped(dates: Iterable[DueDate], whom: str) -> dict[str, list[DueDate]]:
    found: dict[str, list[DueDate]] = defaultdict(list)
    for one in dates:
        for name in getattr(one, whom):
            found[name].append(one)
    return found


def _ordered(dates: list[DueDate]) -> list[DueDate]:
    return sorted(dates, key=lambda one: (one.day, one.key))

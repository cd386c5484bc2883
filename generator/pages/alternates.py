"""What else tells the same as a page: its feed, its calendar, its JSON and its badge, by its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from generator.pages.page import Page

ATOM, ICS, JSON = "application/atom+xml", "text/calendar", "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """A document below the site root that a reader may subscribe to, or a program read."""

    title: str
    type: str
    address: str


_OF_KINDS: Final = {
    "patches": (ATOM, JSON),
    "pilots": (JSON,),
    "sites": (ATOM, ICS, JSON),
    "vos": (ATOM, ICS, JSON),
    "rocs": (ATOM, JSON),
}
_EVERYTHING: Final = (
    Alternate(title="Feed of every step", type=ATOM, address="feeds/bulletin.xml"),
    Alternate(title="Calendar of every date", type=ICS, address="calendar.ics"),
    Alternate(title="Feed of what is due", type=ATOM, address="feeds/due.xml"),
)
_POLICY: Final = (
    Alternate(title="Feed of the policy", type=ATOM, address="feeds/policy.xml"),
    Alternate(title="The policy as JSON", type=JSON, address="api/v1/policy.json"),
)
_LISTS: Final = {
    "blocked": "excuses",
    "map": "map",
    "metrics": "metrics",
    "notifications": "notifications",
    "audit": "audit",
    **{kind: kind for kind in _OF_KINDS},
}


def alternates_of(page: Page) -> tuple[Alternate, ...]:
    """Tell what stands beside a page; nothing for pages that only explain, or that tell of a record that is broken."""
    kind, _, rest = page.address.partition("/")
    stem, _, below = rest.partition("/")
    if not page.is_listed:
        return ()
    if kind == "policy":
        return () if rest else _POLICY
    if kind in {"", "bulletin"}:
        return _EVERYTHING
    if stem:
        return tuple(_of_record(kind, stem, found) for found in _OF_KINDS.get(kind, ())) if not below else ()
    if kind not in _LISTS:
        return ()
    listed = _LISTS[kind]
    return (*_EVERYTHING, Alternate(title=f"All {listed} as JSON", type=JSON, address=f"api/v1/{listed}.json"))


def _of_record(kind: str, stem: str, found: str) -> Alternate:
    title, address = {
        ATOM: (f"Feed of {stem}", f"feeds/{kind}/{stem}.xml"),
        ICS: (f"Calendar of {stem}", f"{kind}/{stem}/calendar.ics"),
        JSON: (f"{stem} as JSON", f"api/v1/{kind}/{stem}.json"),
    }[found]
    return Alternate(title=title, type=found, address=address)


def badge_of(page: Page) -> str:
    """Tell the address of the badge of a patch or site; empty for every other page."""
    kind, _, rest = page.address.partition("/")
    stem, _, below = rest.partition("/")
    return f"badges/{kind}/{stem}.svg" if page.is_listed and kind in {"patches", "sites"} and stem and not below else ""

"""Messages: what has to be told to whom about which event, and what stands in it (outputs §11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.bulletin.issue_forms import form_query

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.notifications import Notification
    from generator.registry import Registry

EVERYBODY: Final = ("vos:all", "rocs:all")
"""Whom a broadcast addresses (T043)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """
    One part of a message: an optional heading, then what it has of a text, lines to copy, items and a table.

    `head` names the columns of `rows`; `link` is a whole address that we made, or that a field of an address holds.
    """

    title: str = ""
    text: str = ""
    commands: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where readers are led: the site's address with a slash at its end, that of the issues; empty where unknown."""

    site: str = ""
    issues: str = ""

    def page(self, address: str) -> str:
        """Tell the whole address of a page below the site's root."""
        return f"{self.site}{address}" if self.site else ""

    def form(self, query: str) -> str:
        """Tell the whole address of a form that is filled in by a query."""
        return f"{self.issues}/new?{query}" if self.issues else ""

    def filled(self, form: str, title: str, **fields: str) -> str:
        """Tell the whole address of a form with its title and some of its fields filled in."""
        return self.form(form_query(form, title, **fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """
    One message about one event, to everybody in `to` who has not been told yet.

    `kind`, `about`, `event`, `slot` and `bugs` are those of the notification that records it; `number` is the position
    of the event from 1, None for a policy revision. `cause` names what made it due on `day`, which may be an event of
    another record. The elements of `to` are "vos:all", "rocs:all", or a kind and an id such as "person:user-uma".
    `by_hand` names the channel of a message that people send.
    """

    kind: str
    about: str
    event: str | None
    number: int | None
    cause: str
    day: date
    to: tuple[str, ...]
    title: str
    sections: tuple[Section, ...]
    slot: date | None = None
    bugs: tuple[str, ...] = ()
    by_hand: str = ""

    @property
    def event_id(self) -> str:
        """The event that is told ("PATCH-1793/7"), or the revision."""
        return self.about if self.number is None else f"{self.about}/{self.number}"

    @property
    def name(self) -> str:
        """What tells the message from all others, fit for the name of a file."""
        slot = f"-{self.slot}" if self.slot else ""
        whom = f"-{self.to[0].partition(':')[2]}" if self.kind in {"personal", "reminder"} else ""
        return f"{self.event_id.replace('/', '-')}-{self.by_hand or self.kind}{whom}{slot}"


def elements_of(one: Notification) -> tuple[str, ...]:
    """Tell whom a notification addressed, as elements of `to`."""
    to, found = one.to, []
    for kind, named in (("vo", to.vos), ("roc", to.rocs), ("person", to.persons), ("site", to.sites)):
        found += [f"{kind}s:all"] if named == "all" else [f"{kind}:{name}" for name in named or ()]
    return tuple(found)


def number_of(one: Notification, registry: Registry) -> int | None:
    """Tell the position of the event that a notification reports: the latest of its type on or before it was sent."""
    about: Any = registry.patches.get(one.about) or registry.pilots.get(one.about)
    events = about.events if about is not None else ()
    fits = (n for n, event in enumerate(events, start=1) if event.type == one.event and event.date <= one.sent_on)
    return max(fits, default=None)


def untold(  # noqa: PLR0913 - what makes a message unique
    wanted: Iterable[str],
    *,
    kind: str,
    about: str,
    number: int | None,
    since: date,
    facts: Facts,
    bugs: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Tell the elements whom no notification of a kind has told of an event since a day; `all` includes each."""
    told = {
        element
        for one in facts.registry.notifications_by_subject.get(about, ())
        if one.kind == kind and since <= one.sent_on <= facts.today
        if number_of(one, facts.registry) == number and set(bugs) <= set(one.bugs or bugs)
        for element in elements_of(one)
    }
    return tuple(left for element in wanted for left in _left(element, told, facts))


def _left(element: str, told: set[str], facts: Facts) -> tuple[str, ...]:
    """Tell what is left of an element: of all VOs those that were forgotten."""
    kind, _, name = element.partition(":")
    if element in told or f"{kind}s:all" in told:
        return ()
    if name != "all":
        return (element,)
    members = members_of(element, facts)
    left = tuple(one for one in members if one not in told)
    return (element,) if left == members else left


def members_of(element: str, facts: Facts) -> tuple[str, ...]:
    """Spell out "vos:all" and "rocs:all"; VOs that are retired need not be told."""
    if element == "vos:all":
        return tuple(f"vo:{one.id}" for one in facts.registry.vos.values() if not one.is_retired_on(facts.today))
    return tuple(f"roc:{one}" for one in facts.registry.rocs)


def is_excused(rule: str, subject: str, facts: Facts) -> bool:
    """Tell whether an exception in force covers a rule, so that nothing has to be sent."""
    known = facts.registry.exceptions_by_subject.get(subject, ())
    return any(rule in one.rules and one.decided_on <= facts.today <= one.valid_until for one in known)

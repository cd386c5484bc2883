"""Who gets a message by which channel: the elements of `to` spelled out as far as each channel reaches somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.bulletin.messages import members_of
from generator.forge.deliveries import Channel, Delivery
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from generator.bulletin.messages import Message
    from generator.policy.rule import Facts

_SPEAKERS: Final = {"vo": Role.VO_MANAGER, "roc": Role.ROC_MANAGER, "site": Role.SITE_MANAGER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A message with its deliveries by one channel, and the elements of `to` that the channel does not reach."""

    message: Message
    channel: Channel
    deliveries: tuple[Delivery, ...]
    unreachable: tuple[str, ...]


def planned(message: Message, channel: Channel, addresses: Container[str], facts: Facts) -> Plan:
    """
    Plan a message: each recipient once, whatever he stands for.

    By mail a recipient has an address; without one, a VO, ROC or site is reached through its managers, and all VOs
    through each of them. On GitHub an element is addressed as it stands, and a person has a login.
    """
    found: dict[str, list[str]] = {}
    unreachable: list[str] = []
    reach = _by_mail if channel is Channel.MAIL else _on_github
    for wanted in message.to:
        for element, recipient in reach(wanted, addresses, facts):
            if recipient is None:
                unreachable.append(element)
            else:
                found.setdefault(recipient, []).append(element)
    return Plan(
        message=message,
        channel=channel,
        deliveries=tuple(Delivery.of(message, channel, one, tuple(stands)) for one, stands in found.items()),
        unreachable=tuple(dict.fromkeys(unreachable)),
    )


def unreached(message: Message, plans: Iterable[Plan], facts: Facts) -> tuple[str, ...]:
    """Tell who is reached by no channel, everybody spelled out."""
    reached = {
        one
        for plan in plans
        for delivery in plan.deliveries
        for wide in delivery.elements
        for one in _spelled(wide, facts)
    }
    wanted = (one for wide in message.to for one in _spelled(wide, facts))
    return tuple(one for one in wanted if one not in reached)


def _spelled(element: str, facts: Facts) -> tuple[str, ...]:
    return members_of(element, facts) if element.endswith(":all") else (element,)


def _by_mail(element: str, addresses: Container[str], facts: Facts) -> Iterator[tuple[str, str | None]]:
    """Yield each element with a recipient who has an address, or with None."""
    kind, _, name = element.partition(":")
    if element in addresses:
        yield element, element
    elif name == "all":
        for member in members_of(element, facts):
            yield from _by_mail(member, addresses, facts)
    else:
        people = (f"person:{one}" for one in _speakers(element, facts)) if kind in _SPEAKERS else ()
        known = [one for one in people if one in addresses]
        yield from ((element, one) for one in known or (None,))


def _on_github(element: str, addresses: Container[str], facts: Facts) -> Iterator[tuple[str, str | None]]:
    del addresses
    is_reached = not element.startswith("person:") or bool(logins(element, facts))
    yield element, element if is_reached else None


def logins(element: str, facts: Facts) -> tuple[str, ...]:
    """Tell the GitHub logins that a comment mentions for an element; nobody for all VOs and all ROCs."""
    kind, _, name = element.partition(":")
    handles = (name,) if kind == "person" else _speakers(element, facts)
    known = (facts.registry.people.get(handle) for handle in handles)
    return tuple(person.github for person in known if person is not None and person.github)


def _speakers(element: str, facts: Facts) -> tuple[str, ...]:
    kind, _, name = element.partition(":")
    role = _SPEAKERS.get(kind)
    return facts.registry.holders(role, facts.today, name) if role else ()

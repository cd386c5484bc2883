"""What was delivered, as the notification records that the gates look at (records.md §3.12)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from generator.authoring.edits import Created
from generator.authoring.numbering import next_id
from generator.bulletin.messages import members_of, untold
from generator.forge.deliveries import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.forge.ledger import Entry
    from generator.policy.rule import Facts


def records_of(entries: Iterable[Entry], by: str, facts: Facts) -> tuple[Created, ...]:
    """
    Propose a notification for each message that was sent and is not recorded yet.

    One record tells of everybody who got a message by one channel; who did not get it is not named. A broadcast is
    recorded once VOs and ROCs have got it (PPS607), and again with everybody when it has reached those left over.
    """
    sent = sorted((one for one in entries if one.state is State.SENT), key=_message)
    groups = (tuple(group) for _, group in groupby(sent, key=_message))
    told = (fields for group in groups if (fields := _fields(group, by, facts)) is not None)
    return tuple(_numbered(told, facts))


def hints(records: Iterable[Created], facts: Facts) -> Iterator[str]:
    """Tell what else a record of a pilot should say, because its rule looks there (PPS411)."""
    for one in records:
        if one.fields["kind"] == "broadcast" and one.fields["about"] in facts.registry.pilots:
            entry = f"{{channel: broadcast, date: {one.fields['sent_on']}, ref: {one.id}}}"
            yield f"{one.fields['about']}: add {entry} to its vo_information, in a change of its own"


def _message(entry: Entry) -> tuple[str, ...]:
    one = entry.delivery
    return one.about, str(one.number), one.kind, str(one.slot), one.channel, *(one.bugs)


def _is_left(entry: Entry, facts: Facts) -> bool:
    one = entry.delivery
    return bool(
        untold(
            one.elements,
            kind=one.kind,
            about=one.about,
            number=one.number,
            since=entry.day,
            facts=facts,
            bugs=one.bugs,
        )
    )


def _fields(group: tuple[Entry, ...], by: str, facts: Facts) -> dict[str, Any] | None:
    one, is_broadcast = group[0].delivery, group[0].delivery.kind == "broadcast"
    left = tuple(entry for entry in group if _is_left(entry, facts))
    named = group if is_broadcast else left
    to = _recipients({element for entry in named for element in entry.delivery.elements}, facts)
    if not left or (is_broadcast and not {"vos", "rocs"} <= to.keys()):
        return None
    found: dict[str, Any] = {"kind": one.kind, "about": one.about}
    found |= {"event": one.event} if one.event else {}
    found |= {"slot": one.slot} if one.slot else {}
    found |= {"to": to, "channel": one.channel.value, "sent_on": max(entry.day for entry in named), "by": by}
    found |= {"invites_verification": True, "bugs": one.bugs} if one.kind == "personal" else {}
    place = next((entry.reason for entry in named if entry.reason.startswith("https://")), None)
    return found | ({"ref": place} if place else {})


def _recipients(elements: set[str], facts: Facts) -> dict[str, Any]:
    """Write elements as the field `to`; everybody is `all` only where everybody got it."""
    found: dict[str, Any] = {}
    for kind in ("vo", "roc", "person", "site"):
        everybody = f"{kind}s:all"
        names = tuple(sorted(one.partition(":")[2] for one in elements if one.startswith(f"{kind}:")))
        is_all = everybody in elements or (kind in {"vo", "roc"} and elements.issuperset(members_of(everybody, facts)))
        if is_all and (names or everybody in elements):
            found[f"{kind}s"] = "all"
        elif names:
            found[f"{kind}s"] = names
    return found


def _numbered(told: Iterable[dict[str, Any]], facts: Facts) -> Iterator[Created]:
    for number, fields in enumerate(told):
        free = next_id("notifications", facts.registry, fields["sent_on"]) or ""
        start, _, digits = free.rpartition("-")
        yield Created(folder="notifications", id=f"{start}-{int(digits) + number:04}", fields=fields)

"""iCalendar (RFC 5545): calendars of all-day events, escaped and folded as the format asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from generator.feeds.plain_text import fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_OCTETS: Final = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """An all-day event; `uid` is its id for ever, `url` the page that tells more, empty where that is not known."""

    uid: str
    day: date
    title: str
    text: str
    url: str = ""
    is_tentative: bool = False


def calendar(name: str, occasions: Iterable[Occasion], today: date) -> bytes:
    """Write a calendar as it is known on a day."""
    title = escaped(name)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//pps-bulletin//calendar//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{title}",
        f"X-WR-CALNAME:{title}",
        *(line for one in occasions for line in _event(one, today)),
        "END:VCALENDAR",
    )
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def escaped(text: str) -> str:
    """Write text as a value of the type TEXT."""
    plain = fit(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """Fold a line so that no part is longer than 75 octets and no character is cut."""
    if len(line) <= MOST_OCTETS and line.isascii():
        return line
    parts, length = [""], 0
    for character in line:
        octets = len(character.encode())
        if length + octets > MOST_OCTETS:
            parts.append("")
            length = 1  # the space that begins a continued line
        parts[-1] += character
        length += octets
    return "\r\n ".join(parts)


def _event(one: Occasion, today: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(one.uid)}"
    yield f"DTSTAMP:{_digits(today)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_digits(one.day)}"
    if one.day < date.max:  # there is no day after the last one; without an end the event lasts for its day
        yield f"DTEND;VALUE=DATE:{_digits(one.day + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(one.title)}"
    yield f"DESCRIPTION:{escaped(one.text)}"
    if one.url:
        yield f"URL:{one.url}"
    yield f"STATUS:{'TENTATIVE' if one.is_tentative else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")

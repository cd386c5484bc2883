"""One truth: what the lists and the calendar of an edition say of a patch or a pilot is the same in each of them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

LISTS: Final = ("patches", "pilots", "map", "excuses")
TOLD: Final = ("state", "class", "title", "since")
SHOWN: Final = 20
_FORECAST: Final = re.compile(
    rb"UID:([A-Z0-9-]+)-forecast-([a-z-]+)@[^\r]*\r\n(?:[^\r]*\r\n)*?DTSTART;VALUE=DATE:(\d{4})(\d\d)(\d\d)"
)


class DisagreementError(Exception):
    """Two faces of an edition contradict each other, which is a fault of the tool; the message names both."""


def require_one_truth(site: Path) -> None:
    """
    Compare the lists of the interface and the calendar of an edition in the folder `site`, which costs milliseconds.

    Raises DisagreementError, naming subject, fact and both answers, if two of them tell different things of one patch
    or pilot, or if the index counts other than the lists hold.
    """
    faults = [*disagreements(claims(site)), *_miscounts(site)]
    if faults:
        listed = "".join(f"\n  {fault}" for fault in faults[:SHOWN])
        raise DisagreementError(f"the edition contradicts itself in {len(faults)} places; the old one stays{listed}")


Claim = tuple[str, str, object, str]
"""A subject, a fact of it, what is said of the fact, and the face that says it."""


def claims(site: Path) -> Iterator[Claim]:
    """Yield what each list says of each patch and pilot, and what the calendar says of their next steps."""
    for name in LISTS:
        data = told_in(site, name)
        for entry in data["versions"] if name == "map" else data:
            yield from claims_of(entry, f"{name}.json")
    for entry in told_in(site, "forecast"):
        yield from claims_of(entry, "forecast.json")
    calendar = (site / "calendar.ics").read_bytes().replace(b"\r\n ", b"")
    for subject, transition, *day in (map(bytes.decode, found) for found in _FORECAST.findall(calendar)):
        yield subject, f"forecast of {transition}", "-".join(day), "calendar.ics"


def claims_of(entry: dict[str, Any], face: str) -> Iterator[Claim]:
    """Yield the claims of one entry; a version of the map speaks of its pilot's state and of its patch's title."""
    subject = entry.get("subject") or entry.get("id")
    if "patch" in entry:
        subject = entry["pilot"] or entry["patch"]
        yield entry["patch"], "title", entry["title"], face
        yield subject, "class", entry["class"], face
        yield subject, "state", entry["state"], face
    else:
        yield from ((str(subject), fact, entry[fact], face) for fact in TOLD if fact in entry)
        for step in (*entry.get("next", ()), *entry.get("transitions", ())):
            yield str(subject), f"forecast of {step['transition']}", step["forecast"]["date"], face


def disagreements(found: Iterator[Claim]) -> Iterator[str]:
    """Yield a line for each claim that contradicts one before it."""
    first: dict[tuple[str, str], tuple[object, str]] = {}
    for subject, fact, value, face in found:
        known, where = first.setdefault((subject, fact), (value, face))
        if known != value:
            yield f"{subject}: {fact} is {known!r} in {where}, {value!r} in {face}"


def _miscounts(site: Path) -> Iterator[str]:
    counts = told_in(site, "index")["counts"]
    for name in ("patches", "pilots"):
        listed = len(told_in(site, name))
        if counts[name] != listed:
            yield f"{name}: index.json counts {counts[name]}, {name}.json lists {listed}"


def told_in(site: Path, name: str) -> Any:
    """Read the data of a file of the interface, by its name below `api/v1`."""
    return json.loads((site / "api" / "v1" / f"{name}.json").read_bytes())["data"]

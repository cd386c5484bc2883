"""Strange texts: what strangers write goes through every format as text, and breaks none."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped] # has no types
import icalendar
import pytest

from generator.feeds.atom import Entry, Feed, written
from generator.feeds.badges import badge
from generator.feeds.every import every_document
from generator.feeds.home import Home
from generator.feeds.ics import Occasion, calendar
from generator.feeds.plain_text import fit, one_line
from generator.policy.rule import Facts
from generator.records.feedback import Feedback
from generator.records.patches import Patch
from generator.records.pilots import Pilot
from generator.registry import Registry
from tests.bulletin.small_world import edition as small_edition

STRANGE = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "<?xml version='1.0'?><x/>",
    "<!-- comment -- -->",
    "&lt;b&gt; &amp;amp; &#60;",
    "&unknown; & &",
    '" onload="alert(1)',
    "' onload='alert(1)",
    "<svg onload=alert(1)>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "[link](javascript:alert(1))",
    "{{ 7 * 7 }} {% raw %}",
    "${7*7} $(id) `id`",
    '=HYPERLINK("http://x","y")',
    "BEGIN:VEVENT",
    "END:VEVENT",
    "a;b,c:d\\e\\nf",
    "ATTACH;VALUE=URI:http://x",
    "::error file=x::y",
    "%0D%0AURL:x",
    '"},"demonstration":false,"x":{"',
    "\\u0000 \\x00 \\",
    "e\u0301 ß ﬁ İ",
    "中文 العربية עברית",
    "🜁🜂 👩\u200d🔬",
    "x" * 120,
    "é" * 60,
    "/* */ // <!-- -->",
)
UNREADABLE = (
    "nul\x00 bell\x07 escape\x1b[31m",
    "lines\r\nEND:VCALENDAR\rURL:x",
    "turned\u202etxt.exe\u2066",
    "separated\u2028and\u2029",
    "not a character \ufffe\uffff",
    "next\x85line",
)
"""What is in no record because the reader refuses it; should it ever come through, no format breaks."""

HALF = "half \ud800 a pair"
ATOM = "{http://www.w3.org/2005/Atom}"
HOME = Home(url="https://bulletin.example.org/")


@cache
def world(text: str) -> Mapping[str, bytes]:
    """Answers the documents of the small world whose titles, notes and feedback are a strange text, past the reader."""
    found = small_edition()
    files = (replace(file, record=strange(file.record, text)) for file in found.registry.files)
    registry = Registry.holding(tuple(files))
    edition = replace(found, facts=Facts(registry=registry, today=found.today))
    return {one.address: one.content for one in every_document(edition, HOME.url)}


def strange(record: Any, text: str) -> Any:
    """Writes the text into a record."""
    if isinstance(record, Patch | Pilot):
        events: Any = tuple(replace(event, note=text) for event in record.events)
        return replace(record, title=text, events=events)
    return replace(record, text=text) if isinstance(record, Feedback) else record


def told(text: str, address: str) -> Any:
    return json.loads(world(text)[f"api/v1/{address}.json"])["data"]


@pytest.mark.parametrize("text", [*STRANGE, *UNREADABLE])
def test_a_feed_carries_it_as_text(text: str) -> None:
    root = ET.fromstring(world(text)["feeds/patches/PATCH-1600.xml"])  # noqa: S314 - we wrote it
    head = {"feed", "id", "title", "subtitle", "updated", "author", "name", "link"}
    first = root.findall(f"{ATOM}entry")[-1]

    assert {element.tag.removeprefix(ATOM) for element in root.iter()} == head | {"entry", "category", "content"}
    assert (first.findtext(f"{ATOM}title") or "").endswith(f": {one_line(text)}")
    assert (first.findtext(f"{ATOM}content") or "").endswith(f"\n{fit(text)}")


@pytest.mark.parametrize("text", [*STRANGE, *UNREADABLE])
def test_a_second_party_reads_every_feed(text: str) -> None:
    found = {name: feedparser.parse(content) for name, content in world(text).items() if name.endswith(".xml")}

    assert [name for name, feed in found.items() if feed.bozo] == []


@pytest.mark.parametrize("text", [*STRANGE, *UNREADABLE])
def test_a_calendar_carries_it_as_text(text: str) -> None:
    found = icalendar.Calendar.from_ical(world(text)["calendar.ics"])
    plain = icalendar.Calendar.from_ical(world("plain")["calendar.ics"])
    week = next(event for event in found.walk("VEVENT") if str(event["UID"]).startswith("PILOT-2008-013-week"))

    assert len(found.walk("VEVENT")) == len(plain.walk("VEVENT"))
    assert week["DESCRIPTION"] == f"{fit(text)}. Patches: PATCH-1300."
    assert set(week) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "STATUS", "TRANSP"}


@pytest.mark.parametrize("text", [*STRANGE, *UNREADABLE])
def test_the_interface_carries_it_letter_by_letter(text: str) -> None:
    assert told(text, "patches/PATCH-1600")["record"]["title"] == text
    assert told(text, "feedback/FB-110")["record"]["text"] == text
    assert json.loads(world(text)["api/v1/patches.json"])["edition"]["demonstration"] is True


@pytest.mark.parametrize("text", [*STRANGE, *UNREADABLE, HALF])
def test_a_badge_carries_it_as_text(text: str) -> None:
    picture = ET.fromstring(badge(text, text, "#1d6b3a"))  # noqa: S314 - we wrote it
    shown = [element.text for element in picture.iter("{http://www.w3.org/2000/svg}text")]

    assert shown == [one_line(text), one_line(text)]


@pytest.mark.parametrize("text", [*STRANGE, *UNREADABLE, HALF])
def test_a_feed_cannot_be_broken_by_any_character(text: str) -> None:
    day = date(2008, 6, 20)
    entry = Entry(identity="x", record="x", number=1, day=day, title=text, text=text, address="", kind="x")
    feed = Feed(address="feeds/x.xml", title=text, subtitle=text, about="", entries=(entry,))
    root = ET.fromstring(written(feed, HOME, day).content)  # noqa: S314 - we wrote it

    assert root.findtext("{*}entry/{*}content") == fit(text)
    assert root.findtext("{*}title") == one_line(text)


@pytest.mark.parametrize("text", [*STRANGE, *UNREADABLE, HALF])
def test_a_calendar_cannot_be_broken_by_any_character(text: str) -> None:
    day = date(2008, 6, 20)
    content = calendar(text, [Occasion(uid="x@y", day=day, title=text, text=text)], day)
    found = icalendar.Calendar.from_ical(content)

    assert [str(event["DESCRIPTION"]) for event in found.walk("VEVENT")] == [fit(text)]
    assert [len(line) for line in content.split(b"\r\n") if len(line) > 75 or b"\n" in line] == []

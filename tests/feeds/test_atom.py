"""Atom feeds: a second party reads them, ids stay for ever, and the newest comes first."""

from collections.abc import Mapping
from datetime import date

import feedparser  # type: ignore[import-untyped] # has no types
import pytest

from generator.edition import Edition
from generator.feeds.atom import LONGEST
from generator.feeds.home import NOWHERE, Home
from generator.feeds.subscriptions import feeds
from tests.bulletin.small_world import Change, feedback
from tests.bulletin.small_world import edition as small_edition

HOME = Home(url="https://bulletin.example.org/pps/")


def read(name: str, *changes: Change, today: date = date(2008, 6, 20), home: Home = HOME) -> feedparser.FeedParserDict:
    found = {document.address: document.content for document in feeds(small_edition(*changes, today=today), home)}
    where = {"content-location": f"https://somewhere.example.net/x/feeds/{name}.xml"}
    return feedparser.parse(found[f"feeds/{name}.xml"], response_headers=where)


def updated(name: str, today: date) -> dict[str, str]:
    return {entry.id: entry.updated for entry in read(name, today=today).entries}


def test_a_second_party_accepts_every_feed(documents: Mapping[str, bytes]) -> None:
    found = {address: feedparser.parse(text) for address, text in documents.items() if address.endswith(".xml")}

    assert [address for address, feed in found.items() if feed.bozo or feed.version != "atom10"] == []


def test_there_is_a_feed_for_everything_that_is_subscribed_to(edition: Edition, documents: Mapping[str, bytes]) -> None:
    registry = edition.registry
    expected = {f"feeds/{name}.xml" for name in ("bulletin", "due", "policy")}
    expected |= {f"feeds/patches/{one}.xml" for one in registry.patches}
    expected |= {f"feeds/vos/{one}.xml" for one in registry.vos}
    expected |= {f"feeds/sites/{one}.xml" for one in registry.sites}
    expected |= {f"feeds/rocs/{one}.xml" for one in registry.rocs}

    assert {address for address in documents if address.endswith(".xml")} == expected


def test_an_entry_about_an_evaluation_tells_how_it_ended() -> None:
    started = "  - {type: started, date: 2008-06-16, by: coord-lena, role: pps-coordination}\n"
    failed = "  - {type: evaluated, date: 2008-06-20, by: ops-hugo, role: sa1-operations, outcome: failure}\n"
    feed = read("patches/PATCH-1300", Change("pilots/PILOT-2008-013.yaml", started, started + failed))

    assert "PILOT-2008-013 now evaluated (failure): LFC 1.6.11 pilot" in {entry.title for entry in feed.entries}


def test_an_entry_is_named_by_its_record_and_the_number_of_its_event() -> None:
    entry = read("patches/PATCH-1600").entries[0]
    expected = ("tag:bulletin.example.org,2008:PATCH-1600/5", "2008-06-19T00:00:00Z")

    assert (entry.id, entry.updated) == expected
    assert entry.link == "https://bulletin.example.org/pps/patches/PATCH-1600/#event-5"
    assert entry.title == "PATCH-1600 now ready-for-production: DPM security update"


@pytest.mark.parametrize("name", ["bulletin", "patches/PATCH-1100", "sites/GOLDCREST-T2", "rocs/ROC-ALPS", "vos/lumen"])
def test_entries_never_change_their_id_nor_their_day(name: str) -> None:
    before, after = updated(name, date(2008, 6, 10)), updated(name, date(2008, 6, 20))

    assert {identity: after.get(identity) for identity in before} == before


def test_a_feed_is_as_old_as_its_newest_entry(documents: Mapping[str, bytes]) -> None:
    found = [feedparser.parse(text) for address, text in documents.items() if address.endswith(".xml")]
    filled = [feed for feed in found if feed.entries]

    assert [feed.feed.updated for feed in filled] == [feed.entries[0].updated for feed in filled]
    assert all(feed.entries == sorted(feed.entries, key=lambda one: one.updated, reverse=True) for feed in filled)


def test_a_feed_of_many_records_keeps_the_newest(documents: Mapping[str, bytes]) -> None:
    assert len(feedparser.parse(documents["feeds/bulletin.xml"]).entries) <= LONGEST


def test_fictional_data_says_so_in_every_title(documents: Mapping[str, bytes]) -> None:
    titles = [feedparser.parse(text).feed.title for address, text in documents.items() if address.endswith(".xml")]

    assert all(title.startswith("Demonstration data – ") for title in titles)


def test_the_bulletin_tells_transitions_and_nothing_else() -> None:
    kinds = {entry.tags[0].term for entry in read("bulletin").entries}

    assert {"registered", "certified", "started"} <= kinds
    assert not kinds & {"effort-validated", "tarball-created", "note", "kickoff-held"}


def test_a_vo_hears_of_every_preview_that_opens() -> None:
    found = [entry.id for entry in read("vos/ops").entries]

    assert [one.partition(":PATCH-")[2].partition("/")[0] for one in found] == ["1200", "1100"]


def test_what_is_due_is_told_a_week_and_a_day_ahead() -> None:
    week = read("due", today=date(2008, 6, 16)).entries
    day = read("due", today=date(2008, 6, 22)).entries
    identity = "tag:bulletin.example.org,2008:PILOT-2008-013-week"

    assert f"{identity}/1" in [entry.id for entry in week]
    assert [entry.updated for entry in day if entry.id.startswith(identity)] == [
        "2008-06-22T00:00:00Z",
        "2008-06-16T00:00:00Z",
    ]


def test_the_title_of_a_reminder_stays_whoever_is_still_silent() -> None:
    lumen = "  - {vo: lumen, action: commit, date: 2008-05-29, by: vo-mira}\n"
    both = Change("pilots/PILOT-2008-014.yaml", lumen, lumen + lumen.replace("lumen", "ops"))
    answered = feedback(500, "PILOT-2008-014", "2008-06-18", author="vo: ops\n")
    first, later = (_reminder(both), _reminder(both, answered))

    assert (first.title, first.updated) == (later.title, later.updated)
    assert ("lumen, ops." in first.summary, "lumen, ops." in later.summary) == (True, False)


def _reminder(*changes: Change) -> feedparser.FeedParserDict:
    entries = read("due", *changes).entries
    return next(entry for entry in entries if entry.id.endswith(":PILOT-2008-014-reminder-2/1"))


def test_an_edition_that_does_not_know_its_address_links_from_where_the_feed_stands() -> None:
    feed = read("patches/PATCH-1600", home=Home())

    assert feed.entries[0].id == f"tag:{NOWHERE},2008:PATCH-1600/5"
    assert feed.entries[0].link == "https://somewhere.example.net/x/patches/PATCH-1600/#event-5"

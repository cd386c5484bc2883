"""One truth: pages, interface, badges, feeds and commands say the same of every patch and every pilot."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped] # it ships no types
import pytest
from icalendar import Calendar

from generator.one_truth import Claim, DisagreementError, claims, claims_of, disagreements, require_one_truth, told_in
from tests.cli.commands import BARE, PPS

CHECKOUT = Path(__file__).resolve().parent.parent
STATE = re.compile(
    r'<article.*?data-class="([^"]+)".*?data-state="([^"]+)".*?since\s+<time datetime="([^"]+)"', re.DOTALL
)
BADGE = re.compile(r"<title>[^:]+: ([a-z ]+) since ([0-9-]+)</title>")
MESSAGE = re.compile(r"^(\S+): ([a-z-]+)(?:, slot ([0-9-]+))?, due since ([0-9-]+), to (.+)$", re.MULTILINE)
KINDS = ("patches", "pilots")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the folder of the edition of the demonstration data."""
    root = tmp_path_factory.mktemp("truth")
    shutil.copytree(CHECKOUT / "data", root / "data")
    subprocess.run((*PPS, "build"), cwd=root, env=BARE, check=True, capture_output=True, timeout=300)
    return root / "site"


def _listed(site: Path) -> dict[str, dict[str, Any]]:
    """Answers what the lists of patches and pilots say, by id."""
    return {entry["id"]: entry for kind in KINDS for entry in told_in(site, kind)}


def test_the_lists_and_every_file_of_the_interface_agree(site: Path) -> None:
    found: list[Claim] = [*claims(site)]
    for kind in KINDS:
        for entry in told_in(site, kind):
            found += claims_of(told_in(site, f"{kind}/{entry['id']}"), f"{kind}/{entry['id']}.json")
            found += claims_of(told_in(site, f"excuses/{entry['id']}"), f"excuses/{entry['id']}.json")

    assert len(found) > 1000
    assert [] == [*disagreements(iter(found))]


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_shows_the_class_the_state_and_its_day(site: Path, kind: str) -> None:
    entries = [entry for entry in told_in(site, kind) if entry["class"] and entry["state"]]
    told = {entry["id"]: (entry["class"], entry["state"], entry["since"]) for entry in entries}
    shown = {}
    for subject in told:
        found = STATE.search((site / kind / subject / "index.html").read_text(encoding="utf-8"))
        shown[subject] = found.groups() if found else ()

    assert len(told) > 30
    assert told == shown


def test_badges_that_name_a_state_name_the_one_that_is(site: Path) -> None:
    listed = _listed(site)
    badges = {path.stem: BADGE.search(path.read_text(encoding="utf-8")) for path in site.glob("badges/patches/*.svg")}
    told = {subject: found.groups() for subject, found in badges.items() if found and "pilot" not in found[1]}
    states = {subject: listed[subject]["state"].replace("-", " ") for subject in told}

    assert len(told) > 20
    assert {
        subject: (words if words == "in pre-production" else states[subject], listed[subject]["since"])
        for subject, (words, _) in told.items()
    } == told


def test_there_is_a_page_and_a_badge_for_all_that_is_counted(site: Path) -> None:
    counts = told_in(site, "index")["counts"]
    pages = {kind: len([*site.glob(f"{kind}/*-[0-9]*/index.html")]) for kind in ("bugs", *KINDS)}

    assert {kind: counts[kind] for kind in pages} == pages
    assert counts["patches"] == len([*site.glob("badges/patches/*.svg")])
    assert counts["sites"] == len([*site.glob("badges/sites/*.svg")])


def test_check_counts_what_the_interface_counts(site: Path) -> None:
    words = (*PPS, "check", "--format", "json")
    report = json.loads(subprocess.run(words, cwd=site.parent, env=BARE, check=False, capture_output=True).stdout)
    told = told_in(site, "findings")["counts"]

    assert told == {level: report["counts"][level] for level in told}
    assert sum(told_in(site, "index")["counts"].values()) == report["counts"]["records"]


def test_explain_says_what_the_excuses_say(site: Path) -> None:
    subject = told_in(site, "excuses")[0]["subject"]
    words = (*PPS, "explain", subject, "--format", "json")
    answer = json.loads(subprocess.run(words, cwd=site.parent, env=BARE, check=True, capture_output=True).stdout)
    told = told_in(site, f"excuses/{subject}")

    assert told == {fact: answer[fact] for fact in told}


def test_feeds_are_of_the_day_of_the_edition_or_older(site: Path) -> None:
    today = json.loads((site / "api" / "v1" / "index.json").read_text(encoding="utf-8"))["edition"]["today"]
    feeds = {path: feedparser.parse(path.read_bytes()) for path in site.rglob("*.xml") if path.name != "sitemap.xml"}

    assert len(feeds) > 100
    assert [] == [path for path, feed in feeds.items() if feed.bozo or feed.feed.updated[:10] > today]
    assert [] == [one.id for feed in feeds.values() for one in feed.entries if one.updated[:10] > today]


def _days(calendar: Path) -> dict[str, str]:
    """Answers the day of each event of a calendar by its lasting name."""
    events = Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")
    return {str(event["UID"]).partition("@")[0]: f"{event.decoded('DTSTART'):%Y-%m-%d}" for event in events}


def test_the_calendar_forecasts_what_the_forecast_says(site: Path) -> None:
    days = _days(site / "calendar.ics")
    told = {
        f"{entry['subject']}-forecast-{step['transition']}": step["forecast"]["date"]
        for entry in told_in(site, "forecast")
        for step in entry["transitions"]
    }
    forecast = {name: day for name, day in days.items() if "-forecast-" in name}

    assert len(forecast) > 30
    assert forecast == {name: told[name] for name in forecast}


def test_the_calendars_of_vos_and_sites_repeat_the_days_of_the_whole_one(site: Path) -> None:
    whole = _days(site / "calendar.ics")
    parts = {path: _days(path) for path in site.glob("*/*/calendar.ics")}

    assert len(parts) > 50
    assert any("-setup" in name for days in parts.values() for name in days)
    assert [] == [path for path, days in parts.items() if not days.items() <= whole.items()]


def test_pages_of_pilots_ask_for_feedback_until_the_day_of_the_calendar(site: Path) -> None:
    days = _days(site / "calendar.ics").items()
    asked = {name.removesuffix("-feedback"): day for name, day in days if name.endswith("-feedback")}
    pages = {pilot: (site / "pilots" / pilot / "index.html").read_text(encoding="utf-8") for pilot in asked}
    silent = [pilot for pilot, day in asked.items() if f'feedback until <time datetime="{day}">' not in pages[pilot]]

    assert asked
    assert [] == silent


def test_pages_of_sites_name_the_duties_of_their_calendars(site: Path) -> None:
    owed = [
        (path.parent / "index.html", name.removesuffix("-setup"), day)
        for path in site.glob("sites/*/calendar.ics")
        for name, day in _days(path).items()
        if name.endswith("-setup")
    ]
    parts = {
        page: page.read_text(encoding="utf-8").partition(f'<h3 id="{pilot}"')[2].partition("<h3")[0]
        for page, pilot, _ in owed
    }

    assert owed
    assert [] == [page for page, _, day in owed if f'<time datetime="{day}">' not in parts[page]]


def test_what_is_due_are_gates_that_wait_and_findings(site: Path) -> None:
    words = (*PPS, "due", "--format", "json")
    owed = json.loads(subprocess.run(words, cwd=site.parent, env=BARE, check=True, capture_output=True).stdout)
    today = json.loads((site / "api" / "v1" / "index.json").read_bytes())["edition"]["today"]
    steps = [
        (subject, step)
        for subject in {one["subject"] for one in owed if one["transition"]}
        for step in told_in(site, f"excuses/{subject}")["next"]
    ]
    waiting = {
        (subject, step["transition"], gate["rule"], gate["message"])
        for subject, step in steps
        for gate in step["gates"]
        if gate["status"] not in {"met", "excused"}
    }
    possible = {
        (subject, step["transition"], "PPS801", f"'{step['transition']}' is possible today")
        for subject, step in steps
        if step["forecast"] == {"date": today, "label": "exact", "binding": None}
    }
    found = {(one["subject"], None, one["rule"], one["message"]) for one in told_in(site, "findings")["findings"]}
    told = {(one["subject"], one["transition"], one["rule"], one["message"]) for one in owed}

    assert len(told) > 40
    assert set() == told - waiting - possible - found


def test_what_has_to_be_sent_is_what_notify_sends(site: Path) -> None:
    words = subprocess.run((*PPS, "notify"), cwd=site.parent, env=BARE, check=True, capture_output=True, text=True)
    sent = [found.groups() for found in MESSAGE.finditer(words.stdout)]
    told = [
        (one["event"], one["kind"], one["slot"], one["since"], ", ".join(one["to"]))
        for one in told_in(site, "notifications")["due"]
        if one["date"] is None
    ]

    assert told
    assert sent == told


def test_a_contradiction_is_named_with_both_faces(site: Path, tmp_path: Path) -> None:
    lie = tmp_path / "site"
    shutil.copytree(site / "api", lie / "api")
    shutil.copy(site / "calendar.ics", lie)
    path = lie / "api" / "v1" / "patches.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    entry = next(one for one in content["data"] if one["id"] == told_in(site, "excuses")[0]["subject"])
    entry["state"] = "in-production"
    path.write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(
        DisagreementError, match=f"{entry['id']}: state is 'in-production' in patches.json, '.*' in excuses"
    ):
        require_one_truth(lie)
    require_one_truth(site)


def test_a_calendar_that_forecasts_another_day_is_named(site: Path, tmp_path: Path) -> None:
    lie = tmp_path / "site"
    shutil.copytree(site / "api", lie / "api")
    told = (site / "calendar.ics").read_bytes()
    name = next(name for name in sorted(_days(site / "calendar.ics")) if "-forecast-" in name)
    event = next(part for part in told.split(b"BEGIN:VEVENT") if name.encode() in part.replace(b"\r\n ", b""))
    moved = re.sub(rb"(DTSTART;VALUE=DATE:)\d{8}", rb"\g<1>20300101", event)
    (lie / "calendar.ics").write_bytes(told.replace(event, moved))
    subject, _, transition = name.partition("-forecast-")

    with pytest.raises(
        DisagreementError, match=f"{subject}: forecast of {transition} is .*, '2030-01-01' in calendar.ics"
    ):
        require_one_truth(lie)

"""What readers keep the address of stays: pages, documents, entries of feeds, and the day of the edition."""

import json
from pathlib import Path

import pytest

from generator.guard import LossError, require_no_loss

FEED = "<feed>{}</feed>"
ENTRY = "<entry><id>tag:grid.example.org,2008:{}</id></entry>"


def _edition(folder: Path, *, day: str = "2008-06-20", files: tuple[str, ...] = (), entries: str = "") -> Path:
    """Answers the folder of an edition with a home page, an index of its interface, a feed and more files."""
    told = json.dumps({"edition": {"today": day}})
    feed = FEED.format("".join(ENTRY.format(entry) for entry in entries))
    contents = {"index.html": "home", "api/v1/index.json": told, "feed.xml": feed, **dict.fromkeys(files, "x")}
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def _lost(before: Path, after: Path) -> list[str]:
    with pytest.raises(LossError, match="--allow-loss") as refusal:
        require_no_loss(before, after)
    return [line.strip() for line in str(refusal.value).splitlines()[1:]]


def test_the_first_edition_loses_nothing(tmp_path: Path) -> None:
    require_no_loss(tmp_path / "site", _edition(tmp_path / "draft"))


def test_an_edition_may_grow_and_grow_older(tmp_path: Path) -> None:
    before = _edition(tmp_path / "site", files=("patches/PATCH-1/index.html",), entries="ab")
    files = ("patches/PATCH-1/index.html", "patches/PATCH-2/index.html")

    require_no_loss(before, _edition(tmp_path / "draft", day="2008-06-21", files=files, entries="abc"))


def test_every_address_that_would_go_is_named(tmp_path: Path) -> None:
    gone = ("patches/PATCH-1/index.html", "api/v1/patches/PATCH-1.json", "calendars/all.ics", "badges/policy.svg")
    before = _edition(tmp_path / "site", files=gone)

    assert ["/api/v1/patches/PATCH-1.json", "/badges/policy.svg", "/calendars/all.ics", "/patches/PATCH-1/"] == _lost(
        before, _edition(tmp_path / "draft")
    )


def test_files_of_the_theme_come_and_go(tmp_path: Path) -> None:
    before = _edition(tmp_path / "site", files=("assets/x.0123.html", "styles/frame.css", "scripts/live.js"))

    require_no_loss(before, _edition(tmp_path / "draft"))


def test_maps_of_past_days_and_of_older_versions_come_and_go(tmp_path: Path) -> None:
    passing = ("map/on/2008-05-01/index.html", "map/older/2/index.html", "map/older/vos/lumen/2/index.html")

    require_no_loss(_edition(tmp_path / "site", files=passing), _edition(tmp_path / "draft"))


def test_the_day_does_not_move_back(tmp_path: Path) -> None:
    before = _edition(tmp_path / "site", day="2008-06-20")

    assert ["the day of the edition: 2008-06-19, was 2008-06-20"] == _lost(
        before, _edition(tmp_path / "draft", day="2008-06-19")
    )


def test_entries_of_a_feed_stay(tmp_path: Path) -> None:
    before = _edition(tmp_path / "site", entries="abc")

    assert ["/feed.xml: entry tag:grid.example.org,2008:b"] == _lost(before, _edition(tmp_path / "draft", entries="ac"))


def test_the_oldest_entry_leaves_a_full_feed(tmp_path: Path) -> None:
    before = _edition(tmp_path / "site", entries="abc")

    require_no_loss(before, _edition(tmp_path / "draft", entries="bcd"))


def test_a_long_list_of_losses_is_cut(tmp_path: Path) -> None:
    before = _edition(tmp_path / "site", files=tuple(f"patches/PATCH-{n}/index.html" for n in range(100, 150)))
    lost = _lost(before, _edition(tmp_path / "draft"))

    assert 21 == len(lost)
    assert "and 30 more" == lost[-1]


def test_an_edition_that_does_not_tell_its_day_is_not_compared_by_it(tmp_path: Path) -> None:
    before = _edition(tmp_path / "site")
    (before / "api" / "v1" / "index.json").write_text("half", encoding="utf-8")

    require_no_loss(before, _edition(tmp_path / "draft", day="2008-06-01"))

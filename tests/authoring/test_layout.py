"""What is added to a record leaves every other line as it stands."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.layout import with_item, with_value
from generator.files import SourceFile, file_of, files_on_disk
from generator.records import texts
from generator.records.patches import Patch
from generator.records.pilots import Pilot
from generator.records.schema import shape_of
from generator.records.structure import Event, Record

ROOT = Path(__file__).resolve().parent.parent.parent
NOTE = {"type": "note", "date": date(2008, 6, 20), "by": "coord-lena", "role": "pps-coordination", "note": "seen"}


@cache
def sources(root: Path) -> tuple[SourceFile, ...]:
    """Answers the files of patches and pilots below a root."""
    return tuple(one for one in files_on_disk(root) if one.path.startswith(("data/patches/", "data/pilots/")))


def appended(source: SourceFile, item: dict[str, Any], field: str = "events") -> str:
    """Appends an item to a list of the record of a file."""
    return with_item(source.content.decode(), field, item, tuple(shape_of(type(read(source))).by_key))


def read(source: SourceFile) -> Record:
    """Reads a record that has no flaw."""
    file = file_of(source)

    assert () == file.flaws
    assert file.record is not None
    return file.record


def reread(source: SourceFile, text: str) -> Record:
    """Reads the record of a file with another text."""
    return read(SourceFile(path=source.path, content=text.encode()))


def added_lines(before: str, after: str) -> list[str]:
    """Answers the lines that came in at one place; fails where any other line differs."""
    old, new = before.splitlines(), after.splitlines()
    more = len(new) - len(old)
    same = next((number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))

    assert old == new[:same] + new[same + more :]
    return new[same : same + more]


def events_of(record: Record) -> tuple[Event, ...]:
    """Answers the log of a patch or pilot."""
    assert isinstance(record, Patch | Pilot)
    return record.events


def every_source() -> Iterator[SourceFile]:
    """Yields every patch and pilot of the demonstration data and of the small world."""
    yield from sources(ROOT)
    yield from sources(ROOT / "tests" / "world")


def test_an_event_appended_to_any_record_adds_its_line_and_nothing_else() -> None:
    for source in every_source():
        before, after = source.content.decode(), appended(source, NOTE)
        old, new = read(source), reread(source, after)

        assert 1 == len(added_lines(before, after))
        assert events_of(old) == events_of(new)[:-1]
        assert "seen" == events_of(new)[-1].note


LINE = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=100)
SAID = st.one_of(
    st.sampled_from(["yes", "5.10", "1e3", "2008-06-20", "~", "a: b", "- a", "{a", "a, b]", "#x", " x ", '"', "x\ny"]),
    LINE.map(lambda text: unicodedata.normalize("NFC", text)).filter(
        lambda text: not texts.is_suspect(text) and not texts.hidden_in(text)
    ),
)
REMARKS = st.lists(st.sampled_from(["", "# a remark", "  # - {type: note}", "      # deep"]), max_size=3)


@given(
    source=st.sampled_from(sources(ROOT / "tests" / "world")),
    said=SAID,
    remarks=st.dictionaries(st.integers(0, 60), REMARKS, max_size=4),
    tail=st.sampled_from(["\n", "", "\n\n", "  # the end\n"]),
)
def test_whatever_is_said_among_whatever_remarks_is_read_as_it_was_said(
    source: SourceFile, said: str, remarks: dict[int, list[str]], tail: str
) -> None:
    lines = source.content.decode().splitlines()
    strewn = [line for number, one in enumerate(lines) for line in (one, *remarks.get(number, ()))]
    laid = SourceFile(path=source.path, content=("\n".join(strewn) + tail).encode())
    before, after = laid.content.decode(), appended(laid, NOTE | {"note": said})

    assert added_lines(before, after)
    assert events_of(read(source)) == events_of(reread(laid, after))[:-1]
    assert said == events_of(reread(laid, after))[-1].note


ORDER = ("title", "agreements", "sites", "notes", "events")
ITEM = {"part": "vo", "vo": "lumen"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: a\nevents: []  # none\n", "title: a\nagreements:\n  - {part: vo, vo: lumen}\nevents: []  # none\n"),
        ("title: a\nagreements: []  # none\n", "title: a\nagreements:  # none\n  - {part: vo, vo: lumen}\n"),
        ("agreements:\n- {part: a}\n# more\n", "agreements:\n- {part: a}\n- {part: vo, vo: lumen}\n# more\n"),
        ("agreements: [{part: a}]\n", "agreements: [{part: a}, {part: vo, vo: lumen}]\n"),
        ("{title: a, agreements: []}\n", "{title: a, agreements: [{part: vo, vo: lumen}]}\n"),
        ("{title: a, events: []}\n", "{title: a, agreements: [{part: vo, vo: lumen}], events: []}\n"),
        ("events: []\n", "agreements:\n  - {part: vo, vo: lumen}\nevents: []\n"),
        ("agreements:\n  - part: a", "agreements:\n  - part: a\n  - {part: vo, vo: lumen}\n"),
        (
            "agreements:\n  - |\n    x\n\ntitle: a\n",
            "agreements:\n  - |\n    x\n\n  - {part: vo, vo: lumen}\ntitle: a\n",
        ),
    ],
)
def test_an_item_stands_where_its_list_ends(before: str, after: str) -> None:
    assert after == with_item(before, "agreements", ITEM, ORDER)


def test_an_item_that_is_too_long_for_a_line_stands_in_a_block() -> None:
    item = {"type": "note", "note": "so " * 40, "approvals": ({"by": "a", "date": date(2008, 6, 20)},)}
    expected = (
        f'events:\n  - type: note\n    note: "{"so " * 40}"\n    approvals:\n      - {{by: a, date: 2008-06-20}}\n'
    )

    assert expected == with_item("events: []\n", "events", item, ORDER)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("notes:\n  a: x  # why\n\nevents: []\n", "notes:\n  a: x  # why\n  no: true\n\nevents: []\n"),
        ("notes: {a: x, z: y}\n", "notes: {a: x, no: true, z: y}\n"),
        ("notes:\n  z: y\n", "notes:\n  no: true\n  z: y\n"),
    ],
)
def test_a_key_stands_after_those_that_come_before_it(before: str, after: str) -> None:
    assert after == with_value(before, "notes", "no", value=True, order=("a", "no", "z"))


def test_a_value_is_quoted_where_a_reader_of_yaml_could_take_it_for_something_else() -> None:
    item = {"a": "3.1.15-0", "b": "no", "c": "PX_HOST", "d": "https://x.example.org/a", "e": "a b", "f": 1.5, "g": 2.0}
    expected = 'events:\n  - {a: "3.1.15-0", b: "no", c: PX_HOST, d: https://x.example.org/a, e: "a b", f: 1.5, g: 2}\n'

    assert expected == with_item("events: []\n", "events", item, ORDER)

"""The line and column of every value point at the text of the file."""

import pytest

from generator.records import source
from generator.records.nodes import scalars
from generator.records.structure import structures
from tests.records.world_files import PATHS, reading_of, text_of

QUOTES = ("", '"', "'")


@pytest.mark.parametrize("path", PATHS)
def test_the_place_of_every_scalar_is_where_its_text_begins(path: str) -> None:
    text = text_of(path)
    lines = text.split("\n")
    root, _ = source.read(text.encode())
    assert root is not None

    for field, value, mark in scalars(root):
        rest = lines[mark[0] - 1][mark[1] - 1 :]
        assert any(rest.startswith(quote + value) for quote in QUOTES), f"{field} at {mark[:2]}: {rest[:40]!r}"


@pytest.mark.parametrize("path", PATHS)
def test_the_place_of_every_key_is_where_its_word_begins(path: str) -> None:
    lines = text_of(path).split("\n")
    record = reading_of(path, text_of(path)).record
    assert record is not None

    for _, structure in structures(record):
        for key, (_, _, line, column, _) in structure.at.fields.items():
            assert lines[line - 1][column - 1 :].startswith(key)


def test_columns_count_characters_not_bytes() -> None:
    root, _ = source.read("name: Zürich\nlocation: {city: Zürich, country: CH}\n".encode())
    assert root is not None

    assert {"name": (1, 7), "location.city": (2, 18), "location.country": (2, 35)} == {
        field: mark[:2] for field, _, mark in scalars(root)
    }


def test_a_record_locates_its_fields_items_and_structures() -> None:
    path = "data/pilots/PILOT-2008-014.yaml"
    record = reading_of(path, text_of(path)).record
    assert record is not None
    kickoff = dict(structures(record))["events[2]"]

    assert f"{path}:1:10" == str(record.place(name="patches"))
    assert f"{path}:1:11" == str(record.place(name="patches", item=0))
    assert f"{path}:33:5" == str(record.place(kickoff))
    assert f"{path}:40:29" == str(record.place(kickoff, "attendees", 1))
    assert f"{path}:33:5" == str(record.place(kickoff, "note"))


def test_an_empty_value_stands_behind_its_colon() -> None:
    root, _ = source.read(b"title:\nnext: x\n")
    assert root is not None

    assert (1, 7) == root.place.of("title")

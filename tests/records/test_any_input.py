"""Whatever the bytes are, the reader answers: a record or flaws, never a traceback, never both silence and nothing."""

from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.records.fields import Range
from generator.records.patches import Patch
from generator.records.reading import Reading
from generator.records.refusals import WrongValueError
from generator.records.scalars import boolean, day, number_of, refuse_bare
from tests.records.world_files import MINOR_PATCH, PATHS, changed, reading_of, text_of

SIGNS = b"\x00\t\n\r \"#%&'*,-.:<>?@[]\\`{|}!~=+aN0\x7f\x80\xc3\xef\xff"
WORDS = (
    "on",
    "~",
    "5.10",
    "12e4",
    "2008-02-31",
    "&a x",
    "*a",
    "!!str x",
    "[",
    "{",
    "]",
    "}",
    "- ",
    "? ",
    "<<",
    "|",
    ">",
)


def answers(reading: Reading) -> None:
    """Asserts what every answer of the reader keeps."""
    assert reading.record is not None or reading.flaws
    for flaw in reading.flaws:
        assert flaw.rule[:4] in {"PPS0", "PPS1"}
        assert flaw.line >= 1
        assert flaw.column >= 1
        assert flaw.message
        assert flaw.message.isprintable()
        assert flaw.fix


@given(st.binary(max_size=300))
def test_any_bytes_are_answered(content: bytes) -> None:
    answers(reading_of(MINOR_PATCH, content))


@given(st.text(max_size=300))
def test_any_text_is_answered(content: str) -> None:
    answers(reading_of(MINOR_PATCH, content.encode("utf-8", "surrogatepass")))


@given(st.lists(st.sampled_from((*WORDS, "title", ": ", ", ", "\n", "  ", "x", '"', "#")), max_size=40).map("".join))
def test_any_mix_of_the_signs_of_yaml_is_answered(content: str) -> None:
    answers(reading_of(MINOR_PATCH, content))


@pytest.mark.parametrize("path", PATHS)
def test_a_record_with_one_byte_changed_is_answered(path: str) -> None:
    content = bytearray(text_of(path).encode())
    chance = Random(path)  # noqa: S311 - a seed, so that a failure comes again

    for _ in range(150):
        place = chance.randrange(len(content))
        before = content[place]
        content[place] = chance.choice(SIGNS)
        answers(reading_of(path, bytes(content)))
        content[place] = before


@pytest.mark.parametrize("path", PATHS)
def test_a_record_without_one_of_its_lines_is_answered(path: str) -> None:
    lines = text_of(path).splitlines(keepends=True)

    for number in range(len(lines)):
        answers(reading_of(path, "".join((*lines[:number], *lines[number + 1 :]))))


@pytest.mark.parametrize("path", PATHS)
def test_a_record_that_ends_early_is_answered(path: str) -> None:
    content = text_of(path).encode()

    for end in range(0, len(content), 17):
        answers(reading_of(path, content[:end]))


@pytest.mark.parametrize("word", WORDS)
def test_a_record_with_one_value_replaced_is_answered(word: str) -> None:
    lines = text_of(MINOR_PATCH).splitlines(keepends=True)

    for number, line in enumerate(lines):
        key, colon, _ = line.partition(": ")
        answers(reading_of(MINOR_PATCH, "".join((*lines[:number], f"{key}{colon}{word}\n", *lines[number + 1 :]))))


def quoted_for_yaml(text: str) -> str:
    """Answers a text as a single-quoted scalar."""
    return "'" + text.replace("'", "''") + "'"


@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=120))
def test_a_quoted_text_is_refused_or_read_as_it_stands(text: str) -> None:
    reading = changed('"LFC server: connections are closed"', quoted_for_yaml(text))

    if reading.record is None:
        assert {flaw.rule for flaw in reading.flaws} <= {"PPS006", "PPS007"}
    else:
        assert isinstance(reading.record, Patch)
        assert text == reading.record.title


@given(st.text(st.sampled_from("0123456789.:-+_eExoabfnyNYTtru~ "), min_size=1, max_size=12))
@settings(max_examples=500)
def test_a_plain_word_that_yaml_resolves_is_never_taken_for_text(word: str) -> None:
    try:
        meaning = yaml.safe_load(word)
    except (yaml.YAMLError, ValueError):
        return
    if isinstance(meaning, str | list | dict):
        return
    with pytest.raises(WrongValueError):
        refuse_bare(word.strip())


@given(st.text(st.sampled_from("0123456789-T:Z ٣"), max_size=12), st.booleans())
def test_a_day_is_refused_or_is_the_day_that_stands_there(text: str, plain: bool) -> None:  # noqa: FBT001
    try:
        found = day(text, plain)
    except WrongValueError:
        return
    assert plain
    assert text == found.isoformat()


@given(st.text(st.sampled_from("0123456789.-+eE_xٱ٣"), max_size=14))
def test_a_number_is_refused_or_is_the_number_that_stands_there(text: str) -> None:
    try:
        found = number_of(Range(low=None), whole=False)(text, True)  # noqa: FBT003
    except WrongValueError:
        return
    assert text.isascii()
    assert found == float(text)


@given(st.text(max_size=6))
def test_a_truth_is_refused_or_is_the_word_that_stands_there(text: str) -> None:
    try:
        found = boolean(text, True)  # noqa: FBT003
    except WrongValueError:
        return
    assert text == str(found).lower()

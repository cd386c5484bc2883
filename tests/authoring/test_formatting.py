"""The canonical layout changes no value, loses no comment, and leaves alone what is canonical."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.edits import AuthoringError
from generator.authoring.formatting import formatted
from generator.files import SourceFile, file_of, files_on_disk
from generator.records.structure import Record
from tests.bench.worlds import world

ROOT = Path(__file__).resolve().parent.parent.parent
REMARK = re.compile(r"#! \d+")


@cache
def sources() -> tuple[SourceFile, ...]:
    """Answers the files of the small world, and those of one that was generated."""
    drawn = (SourceFile(path=path, content=text.encode()) for path, text in world(300, seed=5))
    return (*files_on_disk(ROOT / "tests" / "world"), *drawn)


def record_in(path: str, text: str) -> Record | None:
    """Reads a text as the record of a file."""
    return file_of(SourceFile(path=path, content=text.encode())).record


def test_the_records_of_the_project_are_canonical() -> None:
    """Takes one in ten of the demonstration: to compose a thousand takes seconds."""
    texts = {
        root / one.path: one.content.decode()
        for root, stride in ((ROOT, 10), (ROOT / "tests" / "world", 1))
        for one in tuple(files_on_disk(root))[::stride]
    }

    assert [] == [path for path, text in texts.items() if formatted(text) != text]


@st.composite
def untidy(draw: st.DrawFn) -> tuple[str, str]:
    """Draws a record whose layout somebody neglected: margins, spaces, blank lines, broken brackets, comments."""
    source = draw(st.sampled_from(sources()))
    wide, number, lines = draw(st.booleans()), 0, []
    for line in source.content.decode().splitlines():
        margin = len(line) - len(line.lstrip())
        kind = draw(st.integers(0, 5))
        text = " " * (margin + (3 if wide and margin else 0)) + line.lstrip()
        if kind == 1:
            lines += ["", ""]
        if kind == 2:
            number += 1
            lines.append(f"{' ' * draw(st.integers(0, 6))}#! {number}")
        if kind == 3:
            text = text.replace(": ", ":   ", 1)
        if kind == 4 and '"' not in line:
            number += 1
            text = re.sub(r", ", f",  #! {number}\n{' ' * (margin * 2 + 9)}", text, count=1)
        if kind == 5:
            number += 1
            text += f"   #! {number}"
        lines.append(text)
    return source.path, "\n".join(lines) + draw(st.sampled_from(["\n", "", "\n\n  #! 0\n\n"]))


@given(untidy())
def test_a_record_says_the_same_after_it_was_laid_out_and_keeps_every_comment(drawn: tuple[str, str]) -> None:
    path, text = drawn
    after = formatted(text)

    assert record_in(path, text) is not None
    assert record_in(path, text) == record_in(path, after)
    assert Counter(REMARK.findall(text)) == Counter(REMARK.findall(after))
    assert after == formatted(after)


TEXT = st.text(st.sampled_from("ab: #-,[]{}'\"|>&*!%@`\\\n 1"), max_size=40)
TREE = st.recursive(
    TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["k", "l", "m-n", "o_p"]), inner),
    max_leaves=12,
)


@given(
    tree=st.dictionaries(st.sampled_from(["first", "second", "third"]), TREE, min_size=1),
    style=st.sampled_from([None, "'", '"', "|", ">"]),
    flow=st.sampled_from(["mixed", "flow", "block"]),
    width=st.sampled_from([20, 80, 10_000]),
    indent=st.integers(2, 8),
)
def test_whatever_another_program_wrote_says_the_same_afterwards(
    tree: dict[str, object], style: str | None, flow: str, width: int, indent: int
) -> None:
    is_flow = {"mixed": None, "flow": True, "block": False}[flow]
    text = yaml.dump(tree, default_style=style, default_flow_style=is_flow, width=width, indent=indent, sort_keys=False)
    after = formatted(text)

    assert yaml.load(text, yaml.BaseLoader) == yaml.load(after, yaml.BaseLoader)  # noqa: S506 - makes texts only
    assert after == formatted(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:   b", "a: b\n"),
        ("\n\na: b\n\n\n\nc: d\n\n", "a: b\n\nc: d\n"),
        ("a: 'it''s'\n", 'a: "it\'s"\n'),
        ("a: 3.1-0\nb: 2.0\nc: 2008-06-20\n", 'a: "3.1-0"\nb: 2.0\nc: 2008-06-20\n'),
        ("a: b\n  c\n", 'a: "b c"\n'),
        ('a: "b\n  c"\n', 'a: "b c"\n'),
        ("a:\n- b\n-   c: d\n", "a:\n  - b\n  - c: d\n"),
        ("a:\n    b:\n        c: d\n", "a:\n  b:\n    c: d\n"),
        ("{a: b, c: {d: e}}\n", "a: b\nc: {d: e}\n"),
        ("a: [b,\n  c]\n", "a: [b, c]\n"),
        ("a: [b,  # why\n  c]\n", "a:\n  - b  # why\n  - c\n"),
        ("a: [{b: c},\n  {d: e}]  # all\n", "a:  # all\n  - {b: c}\n  - {d: e}\n"),
        ("a:\n  - {b: c,\n     d: [{e: f}]}  # all\n", "a:\n  # all\n  - b: c\n    d: [{e: f}]\n"),
        ("a:\n-  # dash\n   b: c\n", "a:\n  # dash\n  - b: c\n"),
        ("a:\n  # why\n  b\n", "# why\na: b\n"),
        ("a: |  # why\n    b\n      c  \n\n\nd: >-\n e\n f\n", "a: |  # why\n  b\n    c  \n\nd: >-\n  e\n  f\n"),
        ("a: |+\n b\n\nc: d\n", "a: |+\n  b\n\nc: d\n"),
        ("a: |1\n  b\n", 'a: " b\\n"\n'),
        ("a: b#c\nd: 'e # f'\n", 'a: b#c\nd: "e # f"\n'),
        ("a: [ ]\nb: { }\n# the end\n", "a: []\nb: {}\n# the end\n"),
        ("# only\n{}\n", "{}\n# only\n"),
    ],
)
def test_a_layout_becomes_the_canonical_one(before: str, after: str) -> None:
    assert after == formatted(before)
    assert after == formatted(after)


@pytest.mark.parametrize("text", ["", "a: &b c\n", "a: [b\n", "- a\n", "a: b\na: c\n", "a: b\r\n"])
def test_what_cannot_be_read_is_not_laid_out(text: str) -> None:
    with pytest.raises(AuthoringError, match="pps check tells why"):
        formatted(text)


def test_a_layout_that_would_change_a_text_is_refused() -> None:
    with pytest.raises(AuthoringError, match="without changing what it says"):
        formatted("a: |\n  b")

"""What the strict subset refuses before a type is looked at: PPS001 to PPS004, each at its place with a way out."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.records.world_files import MINOR_PATCH, all_told, changed, reading_of, text_of

VOCAB = "data/vocab.yaml"
BUG = "data/bugs/BUG-1301.yaml"
ANCHOR = "8:8 PPS003 anchors and aliases are not allowed in records (anchor 'c'); write the value out"


def test_a_quote_that_does_not_end_is_told_at_its_beginning() -> None:
    reading = reading_of(BUG, 'kind: bug\ntitle: "never closed\nsecurity: false\n')

    assert all_told(reading) == [
        "2:8 PPS001 cannot read record: unterminated quoted scalar; repair the YAML at the named line"
    ]


@pytest.mark.parametrize("content", ["", "\n\n", "# only a remark\n", "just words\n", "[a, b]\n", "---\n"])
def test_a_file_without_a_mapping_is_no_record(content: str) -> None:
    assert all_told(reading_of(BUG, content)) == [
        "1:1 PPS001 the file holds no mapping; start the file with the fields of its kind"
    ]


@pytest.mark.parametrize("second", ["fixes: []", '"fixes": []', "'fixes': []"])
def test_a_key_that_occurs_twice_is_told_with_both_lines(second: str) -> None:
    reading = changed("fixes: [BUG-1301]", f"fixes: [BUG-1301]\n{second}")

    assert all_told(reading) == ["9:1 PPS002 key 'fixes' occurs twice in one mapping (lines 8 and 9); keep one of them"]
    assert reading.record is None


def test_a_key_that_occurs_twice_in_an_event_is_told() -> None:
    reading = changed("man_days: 1.5}", "man_days: 1.5, man_days: 2.5}")

    assert ["27:100 PPS002"] == [f"{flaw.line}:{flaw.column} {flaw.rule}" for flaw in reading.flaws]


def test_an_anchor_is_refused_even_where_nothing_refers_to_it() -> None:
    assert [ANCHOR] == all_told(changed("fixes: [BUG-1301]", "fixes: &c [BUG-1301]"))


def test_an_alias_is_refused_and_the_rest_is_still_searched() -> None:
    reading = changed("fixes: [BUG-1301]", "fixes: &c [BUG-1301]\nsupersedes: *c\nfixes: []")

    assert all_told(reading) == [
        ANCHOR,
        "9:13 PPS003 anchors and aliases are not allowed in records (anchor 'c'); write the value out",
        "10:1 PPS002 key 'fixes' occurs twice in one mapping (lines 8 and 10); keep one of them",
    ]


@pytest.mark.parametrize("use", ["*c : x", "[*c]", "[*c, *c]", "{*c : *c}"])
def test_an_alias_anywhere_draws_no_false_refusal_after_it(use: str) -> None:
    reading = reading_of(BUG, f"kind: &c bug\ntitle:\n  {use}\nsecurity: false\noriginator: none\n")

    assert {"PPS003"} == {flaw.rule for flaw in reading.flaws}
    assert all("anchor 'c'" in flaw.message for flaw in reading.flaws)


@pytest.mark.parametrize(
    ("value", "tag"),
    [("!!str x", "tag:yaml.org,2002:str"), ("!x y", "!x"), ("! x", "!"), ("!!binary x", "tag:yaml.org,2002:binary")],
)
def test_an_explicit_tag_is_refused(value: str, tag: str) -> None:
    reading = changed('title: "LFC server: connections are closed"', f"title: {value}")

    assert all_told(reading) == [
        (
            f"5:8 PPS003 explicit tags are not allowed in records (tag '{tag}'); "
            "remove the tag; the field itself decides how a value is read"
        )
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("%YAML 1.1\n---\nformat: 1\n", "1:1 PPS003 directives are not allowed in records; remove the % line"),
        ("%TAG ! tag:x,2008:\n---\nformat: 1\n", "1:1 PPS003 directives are not allowed in records; remove the % line"),
        ("a: b\n---\nc: d\n", "2:1 PPS003 a second document starts here; keep one document in a file"),
        ("[a]\n---\nc: d\n", "2:1 PPS003 a second document starts here; keep one document in a file"),
        ("words\n---\nc: d\n", "2:1 PPS003 a second document starts here; keep one document in a file"),
        ("? [a]\n: b\n", "1:3 PPS003 a key is not a plain word; write the key as one word"),
        ("? {a: b}\n: b\n", "1:3 PPS003 a key is not a plain word; write the key as one word"),
        ("<<: {a: b}\n", "1:1 PPS003 merge keys are not allowed in records; write the keys out"),
    ],
)
def test_a_feature_outside_the_subset_is_refused_at_its_place(content: str, expected: str) -> None:
    assert all_told(reading_of(VOCAB, content))[0] == expected


@pytest.mark.parametrize("key", ["on", "No", "y", "~", "null", "12", "1.5", "0x1F", "2008-06-20", "true", ".inf", "="])
def test_a_plain_key_that_is_no_text_to_every_reader_is_refused(key: str) -> None:
    assert (
        f"1:1 PPS003 key '{key}' is no word to every YAML reader; use a key of the field tables"
        == all_told(reading_of(VOCAB, f"{key}: x\n"))[0]
    )


def test_one_document_may_begin_with_three_dashes() -> None:
    assert () == reading_of(MINOR_PATCH, "---\n" + text_of(MINOR_PATCH)).flaws


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("#" * (64 * 1024 + 1), "1:1 PPS004 the file has more than 65536 bytes; split or shorten the record"),
        ("{a: " * 13 + "b" + "}" * 13, "1:49 PPS004 the record is nested deeper than 12; write it flatter"),
        (
            "a: [" + "x, " * 501 + "]",
            "1:1505 PPS004 a list or mapping has more than 500 items; split the record",
        ),
        (
            "".join(f"k{number}: x\n" for number in range(501)),
            "501:1 PPS004 a list or mapping has more than 500 items; split the record",
        ),
        (
            "".join(f"k{number}: [{'x, ' * 400}]\n" for number in range(13)),
            "13:481 PPS004 the file has more than 5000 parts; split or shorten the record",
        ),
    ],
)
def test_a_record_that_is_too_large_is_refused(content: str, expected: str) -> None:
    assert [expected] == all_told(reading_of(VOCAB, content))


def test_the_limits_themselves_are_allowed() -> None:
    deep = "{a: " * 12 + "b" + "}" * 12
    many = "a: [" + "x, " * 500 + "]"
    large = text_of(MINOR_PATCH).ljust(64 * 1024 - 1, "#") + "\n"

    assert [] == [flaw for text in (deep, many) for flaw in reading_of(VOCAB, text).flaws if flaw.rule == "PPS004"]
    assert () == reading_of(MINOR_PATCH, large.replace("##", "\n#", 1)).flaws


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'title: "LFC server: connections are closed"',
            f'title: "{"a" * 40000}"',
            "5:8 PPS004 title has 40000 characters, limit is 120; shorten it",
        ),
        (
            'known_issues: ""',
            f'known_issues: "{"a" * 4001}"',
            "22:17 PPS004 release_notes.known_issues has 4001 characters, limit is 4000; shorten it",
        ),
    ],
)
def test_a_text_that_is_too_long_is_told_with_both_numbers(old: str, new: str, expected: str) -> None:
    assert [expected] == all_told(changed(old, new))


def test_after_a_hundred_flaws_the_reader_says_that_there_are_more() -> None:
    reading = changed("fixes: [BUG-1301]", f"fixes: [{', '.join('1' * 300)}]")

    assert 101 == len(reading.flaws)
    assert "8:309 PPS103 fixes[100] is a bare number (1)" != all_told(reading)[-1]
    assert all_told(reading)[-1] == (
        "8:309 PPS103 the file has more than 100 flaws, of which this one is the next; "
        "mend the first 100; then the others are named"
    )


def test_without_libyaml_the_install_is_broken_and_says_so(checkout: Path) -> None:
    program = "import sys; sys.modules['yaml._yaml'] = None; import generator.records.source"

    done = subprocess.run([sys.executable, "-c", program], cwd=checkout, capture_output=True, text=True, check=False)

    assert 1 == done.returncode
    assert "PyYAML is installed without libyaml; install a PyYAML wheel" in done.stderr

"""Files that were made to hurt: each is refused, quickly and with a word; nothing is built that grows out of hand."""

from time import perf_counter

import pytest

from tests.records.world_files import MINOR_PATCH, reading_of

BOUND_SECONDS = 0.25
"""Generous, so that a busy machine fails nothing; the benchmark prints the true figures, of a few milliseconds."""

K64 = 64 * 1024


def filled(head: bytes, part: bytes, tail: bytes = b"") -> bytes:
    """Answers a file of nearly the greatest size that repeats one part."""
    return head + part * ((K64 - len(head) - len(tail)) // len(part)) + tail


def numbered(pattern: bytes, count: int) -> bytes:
    """Answers a file of numbered lines."""
    return b"".join(pattern.replace(b"#", b"%d" % number) for number in range(count))


HOSTILE = {
    "a flow list of words": filled(b"a: [", b"x,", b"]"),
    "a flow list of lists": filled(b"a: [", b"[],", b"]"),
    "a flow list of mappings": filled(b"a: [", b"{a: b},", b"]"),
    "lists below the limit, too many": numbered(b"k#: [" + b"x, " * 450 + b"]\n", 12),
    "a flow nest": filled(b"", b"["),
    "a nest of mappings": filled(b"", b"{a: "),
    "a nest of dashes": filled(b"", b"- "),
    "a block list": filled(b"a:\n", b"- x\n"),
    "the same key again and again": filled(b"", b"a: 1\n"),
    "five hundred unknown keys": numbered(b"k#: v\n", 499),
    "keys near to a field": numbered(b"title#: v\n", 499),
    "anchors": filled(b"a: [", b"&a x,", b"]"),
    "aliases": filled(b"a: [&a x,", b"*a,", b"]"),
    "a billion laughs": b"a: &a [x, x]\n" + numbered(b"b#: &b# [*a, *a, *a]\n", 2500),
    "tags": filled(b"a: [", b"!!str y,", b"]"),
    "half addresses": filled(b'title: "', b"a@", b'"'),
    "half addresses in a list": filled(b"title: [", b"a@a,", b"]"),
    "half phone numbers": filled(b'title: "', b"+1 1", b'"'),
    "half tags": filled(b'title: "', b"<a", b'"'),
    "half templates": filled(b'title: "', b"{:a", b'"'),
    "half names": filled(b'title: "', b"CN=a,", b'"'),
    "half tokens": filled(b'title: "', b".eyJaaaaaaaaa", b'"'),
    "half keys": filled(b'title: "', b"-----BEGIN ", b'"'),
    "digits": filled(b"version: ", b"1"),
    "digits and underscores": filled(b"version: ", b"1_"),
    "sexagesimals": filled(b"version: ", b"1:1"),
    "a long host": filled(b'tracker: {url: "https://', b"a.", b'%"}'),
    "a long key": b"? " + b"a" * 60000 + b"\n: b",
    "a text that is not composed": filled(b'title: "', "e\u0301".encode(), b'"'),
    "lines that are not composed": filled(b"", "e\u0301\n".encode()),
    "lines of zero-width spaces": filled(b"", "\u200b\n".encode()),
    "escapes of zero-width spaces": filled(b'title: "', b"\\u200b", b'"'),
    "many escapes in many texts": numbered(b'k#: "\\u200b"\n', 499),
    "tabs": filled(b"", b"a:\t1\n"),
    "a byte that is not UTF-8, last": filled(b"", b"#", b"\xff"),
    "far too many bytes": b"x" * (16 * K64),
    "only NUL": filled(b"", b"\x00"),
    "only remarks": filled(b"", b"#\n"),
    "only colons": filled(b"", b":"),
    "only question marks": filled(b"", b"? "),
    "only quotes": filled(b"", b'"'),
    "only percent signs": filled(b"", b"%"),
    "events of no type": b"events: [" + b"{}," * 499 + b"]",
    "events of a misspelt type": b"events: [" + b"{type: registere}," * 499 + b"]",
    "events without keys": b"events: [" + b"{type: registered}," * 499 + b"]",
    "events with unknown keys": b"events: [" + b"{type: note, a: 1, b: 2}," * 499 + b"]",
    "wrong items": b"fixes: [" + b"1," * 499 + b"]",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_once(name: str) -> None:
    start = perf_counter()
    reading = reading_of(MINOR_PATCH, HOSTILE[name])
    seconds = perf_counter() - start
    print(f"{seconds * 1000:6.2f} ms  {name}")  # noqa: T201 - the figure is for the reader of the report

    assert reading.record is None
    assert 1 <= len(reading.flaws) <= 101
    assert all(flaw.message and flaw.fix and flaw.line >= 1 and flaw.column >= 1 for flaw in reading.flaws)
    assert seconds < BOUND_SECONDS


@pytest.mark.parametrize("name", HOSTILE)
def test_no_message_repeats_more_than_a_piece_of_the_file(name: str) -> None:
    assert all(len(flaw.message) < 500 for flaw in reading_of(MINOR_PATCH, HOSTILE[name]).flaws)

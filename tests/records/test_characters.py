"""What no text of a record may hold: forbidden characters, markup, unsafe addresses, contact data (PPS005-PPS007)."""

import pytest

from tests.records.world_files import all_told, changed, reading_of

TITLE = 'title: "LFC server: connections are closed"'
BUG = "data/bugs/BUG-1301.yaml"


def titled(title: str) -> list[str]:
    """Answers the flaws of the minor patch with another title, as it stands in the file."""
    return all_told(changed(TITLE, f"title: {title}"))


def test_a_forbidden_character_is_told_with_field_name_and_position() -> None:
    expected = "PPS005 'title' holds U+200B ZERO WIDTH SPACE at position 6"

    assert titled('"gLite\u200b WN"') == [f"5:14 {expected}; remove the character"]
    assert titled('"gLite\\u200b WN"') == [f"5:8 {expected}; write it without the escape"]


def test_a_field_with_the_same_fault_twice_is_told_once() -> None:
    assert 1 == len(titled('"gLite\u200b W\\u200bN"'))


@pytest.mark.parametrize(
    "character",
    [
        *("\x01", "\x1b", "\x7f", "\x85", "\xad", "\u061c", "\u115f", "\u180e", "\u200d", "\u200e", "\u2028", "\u202e"),
        *("\u2066", "\u3164", "\ue000", "\ufdd0", "\ufe0f", "\ufeff", "\uffa0", "\ufffb", "\ufffe", "\U000e0041"),
        "\U00100000",
    ],
)
def test_no_invisible_or_private_character_passes_literal_or_escaped(character: str) -> None:
    name = f"U+{ord(character):04X}"

    for title in (f'"a{character}b"', f'"a\\U{ord(character):08x}b"'):
        assert any("PPS005" in flaw and name in flaw for flaw in titled(title)), title


def test_a_tab_is_refused_wherever_it_stands() -> None:
    assert titled('"a"\t# remark') == ["5:11 PPS005 the line holds U+0009 TAB at position 11; use spaces"]


def test_a_carriage_return_and_a_byte_order_mark_are_refused() -> None:
    assert "1:10 PPS005 the line holds U+000D CARRIAGE RETURN at position 10; end lines with LF alone" in all_told(
        reading_of(BUG, "kind: bug\r\ntitle: x\r\n")
    )
    assert "1:1 PPS005 the line holds U+FEFF BYTE ORDER MARK at position 1; remove the character" in all_told(
        reading_of(BUG, "\ufeffkind: bug\n")
    )


@pytest.mark.parametrize("title", ['"Zu\u0308rich"', '"Zu\\u0308rich"'])
def test_a_text_that_is_not_composed_is_refused(title: str) -> None:
    assert any("PPS005 'title' is not in Unicode form NFC at position 2" in flaw for flaw in titled(title))


def test_a_remark_does_not_put_the_blame_on_the_field_before_it() -> None:
    assert titled('"plain"  # \u200b') == [
        "5:19 PPS005 the line holds U+200B ZERO WIDTH SPACE at position 19; remove the character"
    ]


def test_a_file_that_is_not_utf8_is_told_at_the_byte() -> None:
    assert all_told(reading_of(BUG, "kind: bug\ntitle: é".encode() + b"\xff\n")) == [
        "2:9 PPS005 the file is not UTF-8 (byte 0xff); save the file as UTF-8"
    ]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('version: "1.6.11-3"', 'version: "1.6.11-３"', "version"),  # noqa: RUF001 - the look-alike is the case
        ("fixes: [BUG-1301]", "fixes: [ВUG-1301]", "fixes[0]"),  # noqa: RUF001 - the look-alike is the case
        ("component: server", "component: sеrver", "component"),  # noqa: RUF001 - the look-alike is the case
        ("role: sa3-release", "role: sa3-rеlease", "events[0].role"),  # noqa: RUF001 - the look-alike is the case
    ],
)
def test_ids_versions_and_chosen_words_are_ascii(old: str, new: str, field: str) -> None:
    flaws = changed(old, new).flaws

    assert [("PPS005", field)] == [(flaw.rule, flaw.field) for flaw in flaws]
    assert flaws[0].message.startswith(f"{field} holds U+")


def test_keys_are_ascii() -> None:
    assert "9:1 PPS005 the key 'fixеs' is not ASCII; use a key of the field tables" in all_told(  # noqa: RUF001
        changed("fixes: [BUG-1301]", "fixes: [BUG-1301]\nfixеs: []")  # noqa: RUF001 - the look-alike is the case
    )


def test_letters_of_the_world_are_welcome_in_texts() -> None:
    assert [] == titled('"Zürich, Łódź, Αθήνα, София, 東京 – “quoted”, 20 µs"')


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Fix <script>alert(1)</script>", "<script>"),
        ("see </b>", "</b>"),
        ("<!-- hidden -->", "<!--"),
        ("<?php", "<?php"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("<b {field}>", "<b {field}>"),
        ("value {{ secret }}", "{{"),
        ("{% raw %}", "{%"),
        ("{# note #}", "{#"),
        ("text {: .class }", "{:"),
        ("text {.class}", "{."),
        ("[here](https://example.org)", "]("),
    ],
)
def test_markup_is_refused_and_shown(title: str, found: str) -> None:
    assert titled(f"'{title}'") == [
        f"5:8 PPS006 'title' contains markup ('{found}'); records are plain text; say it in plain words"
    ]


@pytest.mark.parametrize("title", ["1 < 2 and 3 > 2", "a <= b", "{one} set", "list [1] (see below)", "50 % of {x}"])
def test_signs_that_are_no_markup_are_welcome(title: str) -> None:
    assert [] == titled(f"'{title}'")


@pytest.mark.parametrize(
    "url",
    [
        "http://savannah.example.org/patch/1300",
        "https://me:secret@savannah.example.org/patch/1300",
        "https://savannah.exаmple.org/patch/1300",  # noqa: RUF001 - the look-alike is the case
        "ftp://savannah.example.org",
        "javascript:alert(1)",
        "https://",
        "https://savannah.example.org/a b",
        'https://savannah.example.org/"onclick=',
        "https:\\\\savannah.example.org",
        "//savannah.example.org",
    ],
)
def test_an_address_is_https_without_user_on_an_ascii_host(url: str) -> None:
    reading = changed("url: https://savannah.example.org/patch/1300", f"url: '{url}'")

    assert ["tracker.url"] == [flaw.field for flaw in reading.flaws]
    assert {flaw.rule for flaw in reading.flaws} <= {"PPS005", "PPS006", "PPS103"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("ask jane.doe@example.org", "an e-mail address"),
        ("/C=IT/O=Example/CN=Jane Doe", "a certificate DN"),
        ("CN=Jane Doe, OU=Grid, C=IT", "a certificate DN"),
        ("call +41 22 555 01 23", "a phone number"),
        ("ghp_" + "a" * 36, "a token or private key"),
        ("-----BEGIN RSA " + "PRIVATE KEY-----", "a token or private key"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.x", "a token or private key"),
        ("https://example.org/?token=ghp_" + "a" * 36, "a token or private key"),
    ],
)
def test_contact_data_and_secrets_are_refused(text: str, what: str) -> None:
    flaws = titled(f"'{text}'")

    assert 1 == len(flaws)
    assert f"5:8 PPS007 'title' looks like {what}; " in flaws[0]


def test_an_address_in_a_reference_asks_for_a_handle() -> None:
    reading = changed("originator: none", "originator: jane.doe@example.org", BUG)

    assert all_told(reading) == ["4:13 PPS007 'originator' looks like an e-mail address; use a handle of data/people/"]


@pytest.mark.parametrize("text", ["C=O bonds", "1+1 = 2", "@midnight", "at 10 @ rate", "version 3.1+20080616", "x=CN"])
def test_what_only_resembles_contact_data_is_welcome(text: str) -> None:
    assert [] == titled(f"'{text}'")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"write to <b>us</b>"', "PPS006 '{field}' contains markup"),
        ('"[here](javascript:run)"', "PPS006 '{field}' contains markup"),
        ('"write to somebody@example.org"', "PPS007 '{field}' looks like an e-mail address"),
        ('"a\\u200bb"', "PPS005 '{field}' holds U+200B ZERO WIDTH SPACE at position 2"),
        ('"a\u200bb"', "PPS005 '{field}' holds U+200B ZERO WIDTH SPACE at position 2"),
    ],
)
@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('"lumen moves 30000 files, and no more transfers fail than in production"', "{text}", "success_criteria[0]"),
        ("ref: https://meetings.example.org/bulletin/kickoff-014", "note: {text}", "events[2].note"),
        ('reason: "has a second transfer host"', "reason: {text}", "candidates[1].reason"),
    ],
)
def test_a_text_in_a_list_is_looked_at_like_any_other(old: str, new: str, field: str, text: str, told: str) -> None:
    flaws = all_told(changed(old, new.format(text=text), "data/pilots/PILOT-2008-014.yaml"))

    assert 1 == len(flaws)
    assert told.format(field=field) in flaws[0]

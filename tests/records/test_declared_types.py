"""The declared type decides: nothing that YAML readers disagree about ever becomes a value (PPS101, PPS103)."""

from datetime import date

import pytest

from generator.records.bugs import Bug
from generator.records.patches import Patch
from generator.records.structure import plain
from tests.records.world_files import MINOR_PATCH, all_told, changed, reading_of, text_of

TITLE = '"LFC server: connections are closed"'
BUG = "data/bugs/BUG-1301.yaml"
SITE = "data/sites/GOLDCREST-T2.yaml"

BARE = {
    "number": (
        *("5.10", "12e4", "1_000", "010", "0o17", "0x1F", "0b101", "12:30", "190:20:30.15", "+7", "-7", "7", "0"),
        *(".5", "5.", "1e-3", "6.02E23", ".inf", "-.INF", ".NaN"),
    ),
    "boolean": ("yes", "No", "ON", "off", "y", "N", "true", "False", "TRUE"),
    "date": ("2008-06-20", "2008-06-20 10:30:00", "2008-06-20T10:30:00Z", "2001-1-1 1:2:3 +1"),
}
WORDS = tuple((kind, word) for kind, words in BARE.items() for word in words)


@pytest.mark.parametrize(("kind", "word"), WORDS)
def test_a_bare_word_that_is_no_text_to_every_reader_is_refused_in_a_text(kind: str, word: str) -> None:
    assert all_told(changed(TITLE, word)) == [f'5:8 PPS103 title is a bare {kind} ({word}); quote it: "{word}"']


@pytest.mark.parametrize(("kind", "word"), WORDS)
def test_the_same_word_in_quotes_is_the_text_itself(kind: str, word: str) -> None:
    record = changed(TITLE, f'"{word}"').record

    assert isinstance(record, Patch), kind
    assert word == record.title


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('version: "1.6.11-3"', "version: 3.10", '3:10 PPS103 version is a bare number (3.10); quote it: "3.10"'),
        ("fixes: [BUG-1301]", "fixes: [1301]", '8:9 PPS103 fixes[0] is a bare number (1301); quote it: "1301"'),
        ("component: server", "component: on", '1:12 PPS103 component is a bare boolean (on); quote it: "on"'),
        ("rollback: full", "rollback: no", '14:13 PPS103 attributes.rollback is a bare boolean (no); quote it: "no"'),
        (
            "url: https://savannah.example.org/patch/1300",
            "url: 12e4",
            '6:34 PPS103 tracker.url is a bare number (12e4); quote it: "12e4"',
        ),
    ],
)
def test_ids_versions_choices_and_addresses_are_no_bare_numbers(old: str, new: str, expected: str) -> None:
    assert [expected] == all_told(changed(old, new))


def test_a_country_needs_its_quotes() -> None:
    assert ['4:57 PPS103 location.country is a bare boolean (NO); quote it: "NO"'] == all_told(
        changed('"IT"', "NO", SITE)
    )


@pytest.mark.parametrize("word", ["1.6.11-3", "3.1.14-0", "1.2.3", "v2", "none", "nulls", "yesterday", "1-2"])
def test_a_plain_word_that_means_the_same_to_all_stays_as_it_is(word: str) -> None:
    record = changed('version: "1.6.11-3"', f"version: {word}").record

    assert isinstance(record, Patch)
    assert word == record.version


@pytest.mark.parametrize("empty", ["", "~", "null", "Null", "NULL"])
def test_a_required_field_without_a_value_is_missing(empty: str) -> None:
    for old, field, place in ((TITLE, "title", "5"), ("[BUG-1301]", "fixes", "8")):
        flaws = changed(f"{field}: {old}", f"{field}: {empty}").flaws

        assert [("PPS101", f"{field} is required for a patch and has no value")] == [
            (flaw.rule, flaw.message) for flaw in flaws
        ]
        assert place == str(flaws[0].line)


@pytest.mark.parametrize("empty", ["", "~", "null"])
def test_an_optional_field_without_a_value_is_to_be_left_out(empty: str) -> None:
    flaws = changed("base_version: ", f"coordination_note: {empty}\nbase_version: ").flaws

    assert [("PPS103", "coordination_note has no value", "give a value, or leave the key out")] == [
        (flaw.rule, flaw.message, flaw.fix) for flaw in flaws
    ]


def test_an_item_without_a_value_is_refused() -> None:
    assert ["8:9 PPS103 fixes[0] has no value; give a value, or leave it out"] == all_told(changed("[BUG-1301]", "[~]"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2008-02-31", "is no calendar day ('2008-02-31'); write it like 2008-06-20"),
        ("2008-13-01", "is no calendar day ('2008-13-01'); write it like 2008-06-20"),
        ("0000-01-01", "is no calendar day ('0000-01-01'); write it like 2008-06-20"),
        ("2008-6-2", "is no calendar day ('2008-6-2'); write it like 2008-06-20"),
        ("20080620", "is no calendar day ('20080620'); write it like 2008-06-20"),
        ("2008-W25-5", "is no calendar day ('2008-W25-5'); write it like 2008-06-20"),
        ("'2008-06-20T00:00:00Z'", "is no calendar day ('2008-06-20T00:00:00Z'); write it like 2008-06-20"),
        ("yesterday", "is no calendar day ('yesterday'); write it like 2008-06-20"),
        ('"2008-05-20"', "is quoted ('2008-05-20'); write it plain: 2008-05-20"),
        ("~", "is required for the event 'effort-validated' and has no value; give a value"),
        ("[2008-05-20]", "is a list; give one value"),
    ],
)
def test_a_day_is_written_plain_and_exists(value: str, expected: str) -> None:
    flaws = all_told(changed("date: 2008-05-20", f"date: {value}"))

    assert 1 == len(flaws)
    assert f"27:36 PPS10{1 if value == '~' else 3} events[2].date {expected}" == flaws[0]


def test_days_are_days() -> None:
    record = reading_of(MINOR_PATCH, text_of(MINOR_PATCH)).record

    assert isinstance(record, Patch)
    assert date(2008, 5, 20) == record.events[2].date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *((word, f"is neither true nor false ('{word}'); write true or false") for word in ("yes", "True", "on", "1")),
        ('"true"', "is quoted ('true'); write it plain: true"),
        ("'no'", "is neither true nor false ('no'); write true or false"),
        ("{a: b}", "is a mapping; give one value"),
    ],
)
def test_a_truth_is_true_or_false_without_quotes(value: str, expected: str) -> None:
    assert [f"9:11 PPS103 security {expected}"] == all_told(changed("security: false", f"security: {value}", BUG))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *(
            (word, f"is no number ('{word}'); write it like 1.5")
            for word in ("1_000", "0x1F", "12e4", "010", "1:30", ".5", "5.", "+2", ".inf", ".nan", "two", "1,5", "-")
        ),
        ('"1.5"', "is quoted ('1.5'); write it plain: 1.5"),
        ("-0.5", "is -0.5; give a number not below 0"),
        ("1234567890123", "is too long a number ('1234567890123'); use 12 characters or less"),
    ],
)
def test_a_number_is_a_plain_decimal(value: str, expected: str) -> None:
    assert [f"15:20 PPS103 attributes.effort_man_days {expected}"] == all_told(
        changed("effort_man_days: 1.5", f"effort_man_days: {value}" if value != "-" else "effort_man_days: '-'")
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("lat: 45.07", "lat: 90.01", "4:17 PPS103 location.lat is 90.01; give a number from -90 to 90"),
        ("lon: 7.69", "lon: -180.5", "4:29 PPS103 location.lon is -180.5; give a number from -180 to 180"),
    ],
)
def test_a_place_lies_on_the_globe(old: str, new: str, expected: str) -> None:
    assert [expected] == all_told(changed(old, new, SITE))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1.0", "is no whole number ('1.0'); write it like 7"),
        ("-1", "is no whole number ('-1'); write it like 7"),
        ("01", "is no whole number ('01'); write it like 7"),
        ("2", "is 2; give a number that is 1"),
    ],
)
def test_a_format_version_is_a_whole_number_and_known(value: str, expected: str) -> None:
    assert [f"1:9 PPS103 format {expected}"] == all_told(changed("format: 1", f"format: {value}", "data/vocab.yaml"))


def test_numbers_keep_their_shortest_form() -> None:
    record = changed("effort_man_days: 1.5", "effort_man_days: 2.0").record

    assert isinstance(record, Patch)
    assert "2" == str(plain(record)["attributes"]["effort_man_days"])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "rollback: full",
            "rollback: half",
            "14:13 PPS103 attributes.rollback is 'half'; choose full | partial | impossible",
        ),
        (
            "rollback: full",
            "rollback: Full",
            "14:13 PPS103 attributes.rollback is 'Full'; choose full | partial | impossible",
        ),
        (
            "rollback: full",
            "rollback: ''",
            "14:13 PPS103 attributes.rollback is ''; choose full | partial | impossible",
        ),
        ("[glite-LFC]", "glite-LFC", "2:13 PPS103 node_types is no list; write it as a list, [] if it is empty"),
        ("fixes: [BUG-1301]", "fixes: {}", "8:8 PPS103 fixes is no list; write it as a list, [] if it is empty"),
        ("[dev-pia]", "[[dev-pia]]", "7:14 PPS103 developers[0] is a list; give one value"),
        (TITLE, "[a]", "5:8 PPS103 title is a list; give one value"),
        (TITLE, '""', "5:8 PPS103 title is empty; write a few words"),
        (TITLE, '"two\\nlines"', "5:8 PPS103 title has more than one line; write a few words"),
        ('"1.6.11-3"', '"-1"', "3:10 PPS103 version is no version ('-1'); write it like \"3.1.14-0\""),
        (
            '"1.6.11-3"',
            f'"{"1" * 41}"',
            f"3:10 PPS103 version is no version ('{'1' * 41}'); write it like \"3.1.14-0\"",
        ),
        (
            "BUG-1301: ",
            "bug-1: ",
            "20:5 PPS103 a key of release_notes.changes is no bug or request ('bug-1'); write it like BUG-1101",
        ),
    ],
)
def test_what_does_not_fit_its_field_is_told_with_the_way_out(old: str, new: str, expected: str) -> None:
    assert [expected] == all_told(changed(old, new))


@pytest.mark.parametrize(
    "host", ["ce01", "ce 01.example.org", "-a.example.org", "a..b", "https://a.example.org", "a_b.c"]
)
def test_a_computing_element_is_a_full_host_name(host: str) -> None:
    reading = changed("[ce01.goldcrest.example.org, ", f"['{host}', ", SITE)

    assert [("PPS103", "ces[0]")] == [(flaw.rule, flaw.field) for flaw in reading.flaws]


def test_the_words_of_the_domain_become_its_terms() -> None:
    record = reading_of(BUG, text_of(BUG)).record

    assert isinstance(record, Bug)
    assert "normal" == record.severity_on(date(2008, 4, 22))
    assert record.severity_on(date(2008, 4, 21)) is None


def test_text_of_a_record_stays_harmless_inside_a_message() -> None:
    flaws = changed("rollback: full", 'rollback: "a\\nb {field} ::error::"').flaws

    assert ["attributes.rollback is 'a\\u000ab {field} ::error::'"] == [
        flaw.message for flaw in flaws if flaw.rule == "PPS103"
    ]

"""Reports of findings whose words a stranger chose: they stay words in every form."""

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from generator.findings import Finding, Level, Location
from generator.policy.checking import all_rules
from generator.reports import github, junit, lines, markdown, sarif

PLAIN = Finding(
    rule="PPS103",
    name="values-fit-their-fields",
    level=Level.ERROR,
    subject="BUG-1",
    location=Location("data/bugs/BUG-1.yaml", 3, 5),
    message="the value is wrong",
    fix="write another",
)
HOSTILE = replace(
    PLAIN,
    subject="a,b:c\n::error::x",
    location=Location("data/bugs/a error,b:c%0A\n\x1b[31m\udcff.yaml", 3, 5),
    message="<img src=x onerror=alert(1)> | @everyone [x](javascript:alert(1)) 100%\r\n::set-output name=x::y",
)


def test_annotations_escape_properties_and_data_each_in_its_way() -> None:
    (line,) = github.workflow_commands([HOSTILE])

    assert (
        "::error file=data/bugs/a error%2Cb%3Ac%250A%0A\x1b[31m\udcff.yaml,line=3,col=5,"
        "title=PPS103 values-fit-their-fields::[a,b:c%0A::error::x] <img src=x onerror=alert(1)> | @everyone"
        " [x](javascript:alert(1)) 100%25%0D%0A::set-output name=x::y; write another"
    ) == line


def test_annotations_beyond_the_limits_are_counted() -> None:
    told = list(github.workflow_commands([replace(PLAIN, level=Level.WARNING)] * 12 + [PLAIN] * 13))

    assert ["::error"] * 10 + ["::warning"] * 10 == [line.split(" ")[0] for line in told[:-1]]
    assert "5 more findings are cut off here: GitHub shows 10 of each level" == told[-1]


def test_what_stands_in_the_base_is_a_notice_only() -> None:
    (line,) = github.workflow_commands([replace(PLAIN, standing=True)])

    assert line.startswith("::notice ")


def test_text_stays_one_line_without_signs_that_steer_a_terminal() -> None:
    (line,) = lines.text([HOSTILE])

    assert line.isprintable()
    assert "data/bugs/a error,b:c%0A\\u000a\\u001b[31m\\udcff.yaml:3:5: error PPS103 [a,b:c\\u000a::error::x]" in line


def test_a_terminal_colours_the_level_and_not_a_word_of_the_path() -> None:
    told = list(lines.text([HOSTILE], lambda _path, _number: "a: wrong"))

    assert [": \x1b[31merror\x1b[0m PPS103 " in told[0], "  3 | a: wrong", "    |     \x1b[31m^\x1b[0m"] == [
        True,
        *told[1:],
    ]


@pytest.mark.parametrize("line", [None, "", "ab"])
def test_a_place_that_the_file_does_not_have_is_not_marked(line: str | None) -> None:
    told = list(lines.text([PLAIN], lambda _path, _number: line))

    assert not any("^" in one for one in told)


def test_junit_stays_xml() -> None:
    suite = ET.fromstring(junit.document([HOSTILE], all_rules()).encode(errors="backslashreplace"))  # noqa: S314 - ours
    (failure,) = suite.iter("failure")

    assert "<img src=x onerror=alert(1)>" in str(failure.text)


def test_sarif_names_a_file_by_an_address() -> None:
    log = json.loads(sarif.document([HOSTILE], all_rules()))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]

    assert "data/bugs/a%20error%2Cb%3Ac%250A%0A%1B%5B31m%FF.yaml" == place["artifactLocation"]["uri"]


def test_sarif_tells_what_is_excused() -> None:
    excused = replace(PLAIN, excused_by="EXC-2008-001", standing=True)
    log = json.loads(sarif.document([excused], all_rules(), "main"))
    result = log["runs"][0]["results"][0]

    assert "unchanged" == result["baselineState"]
    assert [{"kind": "external", "justification": "excused by EXC-2008-001"}] == result["suppressions"]


@pytest.mark.parametrize(("base", "expected"), [("main", "new"), (None, None)])
def test_sarif_tells_what_is_new_only_against_a_base(base: str | None, expected: str | None) -> None:
    log = json.loads(sarif.document([PLAIN], all_rules(), base))

    assert expected == log["runs"][0]["results"][0].get("baselineState")


def test_markdown_shows_no_markup_no_link_and_no_mention() -> None:
    document = markdown.document([HOSTILE])
    row = document.splitlines()[-1]

    assert 7 == row.replace("\\|", "").count("|")
    assert not any(sign in row for sign in ("<", "@", "](", "\x1b"))


def test_nothing_found_is_said_in_one_line() -> None:
    assert "**0 errors, 0 warnings, 0 notes**\n" == markdown.document([])

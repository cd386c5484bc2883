"""`pps check` as people and programs meet it: its formats, what narrows it, and how it ends."""

import json
import os
import pty
import re
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from tests.cli.commands import BARE, BUG, PILOT, PPS, break_pilot, change, commit_all, new_world, pps
from tests.cli.report_shapes import REPORT, SARIF

FORMATS = ("text", "concise", "json", "github", "sarif", "junit", "markdown")
BUG_LINE = (
    "data/bugs/BUG-1301.yaml:9:11: error PPS103 [BUG-1301] security is neither true nor false ('nein');"
    " write true or false"
)
PILOT_LINE = (
    "data/pilots/PILOT-2008-013.yaml:16:5: error PPS408 [PILOT-2008-013] 4 of 7 days of uninterrupted operation;"
    " earliest evaluation 2008-06-23; wait"
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers a repository without an error; nobody writes in it."""
    return new_world(tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="module")
def flawed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers a repository with an error of reading and one of the policy; nobody writes in it."""
    root = new_world(tmp_path_factory.mktemp("flawed"))
    change(root, BUG, "security: false", "security: nein")
    break_pilot(root)
    return root


def _on_a_terminal(at: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
    """Answers what a person sees who runs `pps` in a terminal."""
    ours, theirs = pty.openpty()
    try:
        with subprocess.Popen(
            (*PPS, *arguments), cwd=at, stdout=theirs, stderr=subprocess.DEVNULL, env=BARE | dict(environment or {})
        ):
            os.close(theirs)
            return "".join(_read(ours)).replace("\r\n", "\n")
    finally:
        os.close(ours)


def _read(descriptor: int) -> list[str]:
    parts: list[str] = []
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError:  # the other end of a terminal is closed
            return parts
        if not part:
            return parts
        parts.append(part.decode())


def test_records_without_an_error_end_with_0(sound: Path) -> None:
    ran = pps(sound, "check")

    assert 0 == ran.code
    assert " 0 errors, 3 warnings, 6 notes\n" in ran.err


def test_an_error_ends_with_1_and_text_names_place_rule_subject_and_way_out(flawed: Path) -> None:
    ran = pps(flawed, "check")

    assert 1 == ran.code
    assert [BUG_LINE, PILOT_LINE] == [line for line in ran.lines if ": error " in line]
    assert " 2 errors, 3 warnings, 6 notes\n" in ran.err


@pytest.mark.parametrize(("asked", "code"), [((), 0), (("--strict",), 1)])
def test_warnings_fail_only_where_that_is_asked(sound: Path, asked: tuple[str, ...], code: int) -> None:
    assert code == pps(sound, "check", *asked).code


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_ends_alike(sound: Path, flawed: Path, form: str) -> None:
    assert (0, 1) == (pps(sound, "check", "--format", form).code, pps(flawed, "check", "--format", form).code)


def test_a_terminal_shows_the_line_and_marks_the_place(flawed: Path) -> None:
    shown = _on_a_terminal(flawed, "check", "data/bugs")
    framed = (
        "data/bugs/BUG-1301.yaml:9:11: \x1b[31merror\x1b[0m PPS103 [BUG-1301] security is neither true nor false"
        " ('nein'); write true or false\n"
        "  9 | security: nein\n"
        "    |           \x1b[31m^\x1b[0m\n"
    )

    assert framed == shown


def test_no_colour_is_shown_where_none_is_wanted(flawed: Path) -> None:
    shown = _on_a_terminal(flawed, "check", environment={"NO_COLOR": "1"})

    assert BUG_LINE in shown
    assert "\x1b" not in shown


def test_a_pipe_gets_no_colour_and_no_frame(flawed: Path) -> None:
    assert BUG_LINE == pps(flawed, "check", "data/bugs").out.strip()


def test_concise_lines_tell_place_rule_and_message(flawed: Path) -> None:
    lines = pps(flawed, "check", "--format", "concise", PILOT).lines

    assert [PILOT_LINE.replace(" error", "").replace(" [PILOT-2008-013]", "").removesuffix("; wait")] == lines


def test_json_has_the_promised_shape(flawed: Path) -> None:
    report = json.loads(pps(flawed, "check", "--format", "json").out)
    Draft202012Validator(REPORT).validate(report)

    assert {"records": 55, "error": 2, "warning": 3, "info": 6} == report["counts"]
    assert ("2008-06-20", "POLICY-1.0", None, None) == tuple(
        report[key] for key in ("today", "policy", "commit", "base")
    )


def test_json_tells_who_must_act_and_from_when(flawed: Path) -> None:
    report = json.loads(pps(flawed, "check", "--format", "json", PILOT).out)
    (finding,) = report["findings"]

    assert ("PPS408", "error", 16, 5) == tuple(finding[key] for key in ("rule", "level", "line", "column"))
    assert {"date": "2008-06-23", "label": "exact"} == finding["earliest"]
    assert {"role", "scope", "people"} == set(finding["actor"])


def test_json_is_sorted_by_path_line_and_rule(flawed: Path) -> None:
    found = json.loads(pps(flawed, "check", "--format", "json").out)["findings"]
    places = [(one["path"], one["line"], one["rule"]) for one in found]

    assert sorted(places) == places


def test_json_names_the_commit_of_clean_records(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    commit_all(root)
    head = subprocess.run(
        ("git", "-C", root, "rev-parse", "HEAD"), capture_output=True, text=True, check=True, env=BARE
    )
    report = json.loads(pps(root, "check", "--format", "json").out)
    Draft202012Validator(REPORT).validate(report)

    assert head.stdout.strip() == report["commit"]


def test_a_change_is_reported_in_the_same_shape_with_its_base(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    commit_all(root)
    change(root, BUG, "security: false", "security: nein")
    ran = pps(root, "check", "--base", "HEAD", "--format", "json")
    report = json.loads(ran.out)
    Draft202012Validator(REPORT).validate(report)

    assert 1 == ran.code
    assert 40 == len(report["base"])
    assert "PPS103" in {one["rule"] for one in report["findings"] if not one["standing"]}


def test_annotations_stand_errors_first(flawed: Path) -> None:
    lines = pps(flawed, "check", "--format", "github").lines

    assert ["error"] * 2 + ["warning"] * 3 + ["notice"] * 6 == [line.split(" ")[0].strip(":") for line in lines]
    assert (
        "::error file=data/bugs/BUG-1301.yaml,line=9,col=11,title=PPS103 values-fit-their-fields::"
        "[BUG-1301] security is neither true nor false ('nein'); write true or false"
    ) == lines[0]


def test_sarif_has_its_shape_and_names_rules_that_it_describes(flawed: Path) -> None:
    log = json.loads(pps(flawed, "check", "--format", "sarif").out)
    Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    described = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    first = run["results"][0]

    assert {result["ruleId"] for result in run["results"]} <= described
    assert ("PPS103", "error") == (first["ruleId"], first["level"])
    assert {
        "artifactLocation": {"uri": "data/bugs/BUG-1301.yaml"},
        "region": {"startLine": 9, "startColumn": 11},
    } == first["locations"][0]["physicalLocation"]


def test_junit_has_a_case_for_each_rule_and_a_failure_for_each_broken_one(flawed: Path) -> None:
    suite = ET.fromstring(pps(flawed, "check", "--format", "junit").out.encode())  # noqa: S314 - our own output
    failed = [case for case in suite if case.find("failure") is not None]

    assert (str(len(suite)), "2") == (suite.get("tests"), suite.get("failures"))
    assert ["PPS103", "PPS408"] == [str(case.get("name")).split(" ")[0] for case in failed]
    assert BUG_LINE == failed[0].findtext("failure")


def test_markdown_is_a_table_with_the_errors_first(flawed: Path) -> None:
    lines = pps(flawed, "check", "--format", "markdown").lines

    assert "**2 errors, 3 warnings, 6 notes**" == lines[0]
    assert ["error", "error", "warning", "warning", "warning"] == [
        line.split(" | ")[0].removeprefix("| ") for line in lines[4:] if line
    ]


@pytest.mark.parametrize("path", ["data/bugs", BUG, "./data/../data/bugs/"])
def test_a_path_narrows_what_is_printed(flawed: Path, path: str) -> None:
    assert [BUG_LINE] == pps(flawed, "check", path).lines


def test_a_path_may_be_given_from_where_the_reader_stands(flawed: Path) -> None:
    assert [BUG_LINE] == pps(flawed / "data" / "bugs", "check", "BUG-1301.yaml").lines


def test_a_list_without_a_word_offers_none_to_choose(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    vocabulary = root / "data" / "vocab.yaml"
    vocabulary.write_text(re.sub(r"platforms: .*", "platforms: []", vocabulary.read_text("utf-8")), encoding="utf-8")
    told = [line for line in pps(root, "check").lines if "none of the platforms of data/vocab.yaml" in line]

    assert told != []
    assert {"none of the platforms of data/vocab.yaml; add it there"} == {
        line.partition("which is ")[2] for line in told
    }


@pytest.mark.parametrize("path", [".", "data/.."])
def test_the_root_as_a_path_narrows_nothing(flawed: Path, path: str) -> None:
    ran = pps(flawed, "check", path)

    assert 1 == ran.code
    assert {BUG_LINE, PILOT_LINE} <= {*ran.lines}


def test_a_path_does_not_narrow_what_is_read(flawed: Path) -> None:
    ran = pps(flawed, "check", "data/rocs")

    assert (0, "") == (ran.code, ran.out)
    assert "checked 55 records" in ran.err


def test_a_folder_does_not_stand_for_one_whose_name_goes_on(flawed: Path) -> None:
    assert 2 == pps(flawed, "check", "data/bug").code


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github", "concise"])
@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "3", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "POSIX"},
    ],
)
def test_the_same_records_give_the_same_bytes_everywhere(
    flawed: Path, form: str, environment: Mapping[str, str]
) -> None:
    assert _usual(flawed, form) == pps(flawed, "check", "--format", form, environment=environment).out


@cache
def _usual(root: Path, form: str) -> str:
    return pps(root, "check", "--format", form).out


def test_what_was_read_before_gives_the_same_bytes(flawed: Path, tmp_path: Path) -> None:
    kept = {"XDG_CACHE_HOME": str(tmp_path)}
    asked = ("check", "--format", "json")

    assert 1 == len({pps(flawed, *asked, environment=seen).out for seen in ({}, kept, kept)})

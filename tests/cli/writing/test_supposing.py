"""`pps what-if` tells what other parameters change, in three formats."""

import json
from pathlib import Path

import pytest

from tests.cli.writing.conftest import Run

WEEK = ("what-if", "--set", "minor.operation_days=10")


def test_a_longer_week_moves_the_evaluation_of_the_running_pilot(pps: Run) -> None:
    ran = pps(*WEEK)

    assert 0 == ran.code
    assert ran.out.startswith("What if minor.operation_days = 10 (now 7), in every revision, seen on 2008-06-20\n")
    assert "  PILOT-2008-013 evaluated: 2008-06-23 (exact, PPS408) → 2008-06-26 (exact, PPS408)\n" in ran.out
    assert "  PILOT-2008-013 week of operation: 2008-06-23 → 2008-06-26\n" in ran.out


def test_programs_get_a_document(pps: Run) -> None:
    answer = json.loads(pps(*WEEK, "--format", "json", "--from", "2008-06-01").out)
    expected = {
        "subject": "PILOT-2008-013",
        "transition": "evaluated",
        "before": {"date": "2008-06-23", "label": "exact", "binding": "PPS408"},
        "after": {"date": "2008-06-26", "label": "exact", "binding": "PPS408"},
    }

    assert [{"parameter": "minor.operation_days", "before": 7, "after": 10}] == answer["set"]
    assert ("2008-06-20", "POLICY-1.0", "2008-06-01") == (answer["today"], answer["policy"], answer["from"])
    assert expected in answer["forecasts"]
    assert {
        "subject": "PILOT-2008-013",
        "clock": "week of operation",
        "before": "2008-06-23",
        "after": "2008-06-26",
    } in (answer["clocks"])


def test_a_past_transition_that_would_not_have_passed_is_told_with_its_gap(pps: Run) -> None:
    answer = json.loads(pps("what-if", "--set", "client_preview.min_days=9", "--format", "json").out)
    expected = {
        "event": "PATCH-1100/13",
        "transition": "accepted",
        "date": "2008-06-13",
        "rule": "PPS313",
        "outcome": "needs an exception",
        "gap": "the preview was open 8 days, guideline is 9 (earliest 2008-06-13)",
    }

    assert [expected] == answer["refusals"]


def test_a_pull_request_gets_tables(pps: Run) -> None:
    lines = pps(*WEEK, "--format", "markdown").out.splitlines()

    assert "### Open subjects of another class: none" in lines
    assert "| PILOT\\-2008\\-013 | week of operation | 2008\\-06\\-23 → 2008\\-06\\-26 |" in lines


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("minor.operation_day=10", "did you mean minor.operation_days? Known: minor.max_major_fixes, "),
        ("minor=10", "there is no parameter 'minor'; known: minor.max_major_fixes, "),
        ("minor.operation_days=ten", "operation_days is no whole number ('ten'); write it like 7"),
        ("minor.operation_days=-1", "operation_days is no whole number ('-1')"),
        ("minor.max_man_days=-1", "max_man_days is -1; give a number not below 0"),
        ("tiers.nested=yes", "nested is neither true nor false ('yes'); write true or false"),
        ("tiers.required.major=bronze", "major is 'bronze'; choose none | collaborating | silver | gold | platinum"),
        ("tags.publisher_vo=nobody", "tags.publisher_vo: there is no 'nobody' in data/vos/"),
        ("minor.operation_days", "has no equals sign"),
    ],
)
def test_a_supposition_that_does_not_fit_is_answered_with_what_would(setting: str, said: str, pps: Run) -> None:
    ran = pps("what-if", "--set", setting)

    assert 2 == ran.code
    assert said in " ".join(ran.err.split())


def test_nothing_can_be_supposed_without_a_policy(world: Path, pps: Run) -> None:
    (world / "data/policy/POLICY-1.0.yaml").unlink()

    assert (2, True) == (pps(*WEEK).code, "there is no final policy revision" in pps(*WEEK).err)

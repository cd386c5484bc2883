"""`pps rule`: what a rule asks, where it comes from, and how it speaks."""

from pathlib import Path

from generator.policy.checking import all_rules
from tests.cli.commands import pps


def test_a_rule_is_told_with_level_waiver_quote_statements_prose_and_examples(tmp_path: Path) -> None:
    ran = pps(tmp_path, "rule", "PPS408")

    assert [
        "PPS408 Minor pilot runs one week",
        "level error; waiver joint",
        "“Pilot services for minor updates will be operated in production for 1 week” (T097, T120)",
        "",
        "A pilot that operations evaluate alone runs for one week without interruption, with nothing blocking it.",
    ] == ran.lines[:5]
    assert "  Flagged: six days. One day is missing." in ran.lines
    assert "    it says error: 6 of 7 days of uninterrupted operation; earliest evaluation 2008-06-23" in ran.lines


def test_a_rule_may_be_asked_for_in_small_letters(tmp_path: Path) -> None:
    assert pps(tmp_path, "rule", "PPS105").out == pps(tmp_path, "rule", "pps105").out


def test_a_decision_of_the_project_says_so(tmp_path: Path) -> None:
    assert "a decision of this project" in pps(tmp_path, "rule", "PPS105").lines


def test_the_list_has_a_line_for_each_rule(tmp_path: Path) -> None:
    lines = pps(tmp_path, "rule", "--list").lines

    assert [one.id for one in all_rules()] == [line.split(" ")[0] for line in lines]
    assert "PPS408 error   Minor pilot runs one week" in lines


def test_every_rule_can_be_told(tmp_path: Path) -> None:
    for line in pps(tmp_path, "rule", "--list").lines[::10]:
        ran = pps(tmp_path, "rule", line.split(" ")[0])

        assert 0 == ran.code
        assert "Examples" in ran.lines


def test_a_rule_that_does_not_exist_is_answered_by_the_way_to_all(tmp_path: Path) -> None:
    ran = pps(tmp_path, "rule", "PPS999")

    assert 2 == ran.code
    assert "there is no rule PPS999; pps rule --list shows all of them" in ran.err


def test_a_rule_has_to_be_named(tmp_path: Path) -> None:
    ran = pps(tmp_path, "rule")

    assert 2 == ran.code
    assert "name a rule; pps rule --list shows all of them" in ran.err

"""A rule is asked where the catalogue says: on every run, on a change or an observation, as a gate of transitions."""

import re

import pytest

from generator.policy.catalogue import catalogue
from generator.policy.gates import PATCH_GATES, PILOT_GATES
from generator.policy.judging import all_rules
from generator.policy.rule import Rule

EVERY_RUN = ("every run", "clock", "change", "observation", "repository", "the transition that uses it")
each_rule = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)


def gates_in(checked: str) -> set[str]:
    """Answers the transitions that "gate of started, accepted (clients)" names."""
    found = re.search(r"gate of ([a-z, -]+)", checked)
    again = {"accepted"} if "re-judged at accepted" in checked else set()
    return again | (set(found[1].strip().split(", ")) if found else set())


@each_rule
def test_a_rule_is_asked_on_every_run_where_the_catalogue_says_so(rule: Rule) -> None:
    checked = catalogue()[rule.id].checked

    assert any(word in checked for word in EVERY_RUN) == rule.every_run


@each_rule
def test_a_rule_names_the_transitions_that_the_catalogue_lists(rule: Rule) -> None:
    assert gates_in(catalogue()[rule.id].checked) == set(rule.gate_of)


@each_rule
def test_a_rule_stands_in_the_rows_of_its_transitions_and_in_no_other(rule: Rule) -> None:
    tables = (PATCH_GATES, PILOT_GATES)
    rows = [(event.type, numbers) for table in tables for event, row in table.items() for numbers in row.values()]
    listed = {transition for transition, numbers in rows if int(rule.id.removeprefix("PPS")) in numbers}

    assert set(rule.gate_of) == listed

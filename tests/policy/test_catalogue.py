"""The rules are those of the catalogue, and every statement of the document is fulfilled by something."""

import pytest

from generator.policy.catalogue import (
    Statement,
    ambiguities,
    catalogue,
    chapters,
    parameter_origins,
    statements,
)
from generator.policy.examples import examples_of
from generator.policy.judging import all_rules
from generator.policy.rule import Rule
from generator.records.policies import Parameters
from tests.policy.field_names import is_field, names_below

MOST_WORDS = 15
each_statement = pytest.mark.parametrize("statement", statements().values(), ids=lambda one: one.id)


def test_the_rules_are_those_of_the_catalogue() -> None:
    assert sorted(catalogue()) == [rule.id for rule in all_rules()]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_is_as_the_catalogue_lists_it(rule: Rule) -> None:
    entry = catalogue()[rule.id]

    assert (entry.level, entry.waivers, entry.since) == (rule.level, rule.waivers, rule.since)
    assert set(entry.statements) == set(rule.statements)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_can_be_made_to_speak(rule: Rule) -> None:
    assert [one.title for one in examples_of(rule) if one.kind == "Flagged" if one.said]


def test_the_catalogue_names_no_unknown_statement() -> None:
    named = {statement for entry in catalogue().values() for statement in entry.statements}

    assert set() == named - set(statements())


def test_statements_are_numbered_without_a_gap() -> None:
    assert [f"T{number:03}" for number in range(1, 149)] == list(statements())


@each_statement
def test_a_statement_is_fulfilled_by_a_rule_a_field_or_an_output(statement: Statement) -> None:
    assert statement.rules or statement.fields or statement.outputs


@each_statement
def test_a_statement_and_its_rules_name_each_other(statement: Statement) -> None:
    assert {entry.id for entry in catalogue().values() if statement.id in entry.statements} == set(statement.rules)


@each_statement
def test_a_statement_refers_to_decisions_that_exist(statement: Statement) -> None:
    assert set() == set(statement.decisions) - set(ambiguities())


@each_statement
def test_a_quote_is_short(statement: Statement) -> None:
    assert len(statement.quote.split()) <= MOST_WORDS


@each_statement
def test_a_statement_names_fields_that_records_have(statement: Statement) -> None:
    assert [] == [name for name in statement.fields if not is_field(name)]


def test_ambiguities_are_numbered_without_a_gap_and_quoted_shortly() -> None:
    assert [f"A{number:02}" for number in range(1, 50)] == list(ambiguities())
    assert [] == [one.id for one in ambiguities().values() if len(one.wording.split()) > MOST_WORDS]


def test_every_parameter_of_a_revision_has_its_origin() -> None:
    assert sorted(parameter_origins()) == sorted(names_below(Parameters))


def test_the_handbook_tells_every_section_on_use_cases() -> None:
    told = {section for chapter in chapters() for section in chapter.sections}

    assert {one.section for one in statements().values()} - {"SCO", "MIS", "FOOT"} == told

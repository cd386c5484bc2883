"""The examples on the rules' pages are the cases that the tests run."""

from pathlib import Path

import pytest

from generator.assets import cases_of
from generator.policy.examples import examples_of
from generator.policy.judging import all_rules
from generator.policy.rule import Rule
from tests.policy.cases import case_file_of

HERE = Path(__file__).parent


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_the_examples_of_a_rule_are_its_cases(rule: Rule) -> None:
    path = HERE / rule.family / f"{rule.name.replace('-', '_')}.md"
    cases = case_file_of(path.read_text(encoding="utf-8")).cases
    examples = examples_of(rule)

    assert [(one.kind, one.title) for one in cases] == [(one.kind, one.title) for one in examples]
    assert [tuple(block.path for block in one.blocks) for one in cases] == [
        tuple(part.path for part in one.excerpts) for one in examples
    ]


def test_an_example_shows_no_marks() -> None:
    texts = [part.text for rule in all_rules() for one in examples_of(rule) for part in one.excerpts]

    assert [] == [text for text in texts if "# <- " in text]


def test_a_wheel_carries_the_cases_inside_the_package(tmp_path: Path) -> None:
    site = tmp_path / "generator" / "_site"
    (site / "site_templates").mkdir(parents=True)
    (site / "mkdocs.yml").touch()

    assert site / "cases" == cases_of(tmp_path / "generator")


def test_a_checkout_has_the_cases_among_its_tests(checkout: Path) -> None:
    assert checkout / "tests" / "policy" == cases_of(checkout / "generator")

"""The templates of pull requests name commands that exist, and the general one leads to each of them."""

import re
from pathlib import Path

from generator.cli.program import MODULES
from generator.policy.checking import all_rules

GITHUB = Path(__file__).resolve().parent.parent.parent / ".github"
GENERAL = (GITHUB / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
KINDS = {file.name: file.read_text(encoding="utf-8") for file in (GITHUB / "PULL_REQUEST_TEMPLATE").iterdir()}
EVERY = (GENERAL, *KINDS.values())


def test_the_general_template_leads_to_each_kind() -> None:
    assert {f"&template={name}" for name in KINDS} == set(re.findall(r"&template=[a-z]+\.md", GENERAL))


def test_every_command_exists() -> None:
    named = {command for text in EVERY for command in re.findall(r"\bpps ([a-z-]+)", text)}

    assert set() == named - set(MODULES)


def test_every_rule_exists() -> None:
    named = {rule for text in EVERY for rule in re.findall(r"\bPPS\d{3}\b", text)}

    assert set() == named - {rule.id for rule in all_rules()}


def test_every_comment_is_closed() -> None:
    assert [] == [text for text in EVERY if text.count("<!--") != text.count("-->")]

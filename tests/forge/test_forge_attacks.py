"""Texts that mean more than letters to somebody are letters in records, in comments and in pull requests."""

import re
import unicodedata
from datetime import date

import pytest

from generator.forge.kept import record_of
from generator.forge.replies import code, reply
from generator.policy.rule import Facts
from generator.registry import registry_at
from tests.attacked import Attack, attacks
from tests.forge.issue_bodies import feedback
from tests.forge.repositories import WORLD
from tests.forge.test_drafts import draft

CODE = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)", re.DOTALL)
"""A code span as CommonMark reads it: from a run of backticks to the next run of the same length."""


NAMED = re.compile(r"\*\* – holds U\+[0-9A-F]{4,6} [A-Z0-9 -]+ at position \d+: remove the character$", re.MULTILINE)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(registry=registry_at(WORLD), today=date(2008, 6, 20))


def skeleton(text: str) -> str:
    """Answers a text without what stands in code spans."""
    return CODE.sub("CODE", text)


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: ascii(attack.text[:40]))
def test_a_text_is_recorded_letter_by_letter_or_refused(attack: Attack, facts: Facts) -> None:
    found = draft(feedback(text=f"Seen: {attack.text}."), "somebody", facts)
    record = record_of(found.edit) if found.edit is not None else None
    lines = attack.text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")

    assert (record is None) == bool(found.problems)
    assert record is None or unicodedata.normalize("NFC", f"Seen: {lines}.") == record.text


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: ascii(attack.text[:40]))
@pytest.mark.parametrize("field", ["subject", "vo", "verdict"])
def test_a_comment_shows_an_answer_as_letters_or_names_what_it_hides(field: str, attack: Attack, facts: Facts) -> None:
    told = reply(draft(feedback(**{field: f"x{attack.text}"}), "somebody", facts))
    twin = reply(draft(feedback(**{field: "x"}), "somebody", facts))

    assert skeleton(told) == skeleton(twin) or (NAMED.search(told) and attack.text not in told)


def test_code_holds_any_run_of_backticks() -> None:
    assert ["``` a``b `c ```", "`` ` ``", "`   `"] == [code(text) for text in ("a``b `c", "`", " ")]

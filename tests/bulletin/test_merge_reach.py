"""What a merge does is told from the records that the change reaches exactly as from all of them."""

import random
from typing import Any

import pytest

from generator.bulletin.merge_outcome import merge_outcome
from generator.edition import Edition
from generator.history.reach import Reach
from generator.policy.changing import check_change
from generator.reports.merge_json import as_value
from tests.bulletin.merges import EVERYTHING
from tests.history.test_reach import Files, facts_of, many, mutated, web_of

LEFT_OUT = {"counts", "findings", "verdict", "blocked", "fix"}
"""What stands in the base, and ways out, which may name records that were not read."""


def told(old: Files, new: Files, reach: Reach | None) -> dict[str, Any]:
    """Answers what the merge does, from all records or from those that it reaches."""
    before, after, _ = facts_of(old, new, reach.read if reach else None)
    findings = check_change(before, after, reach)
    outcome = merge_outcome(before, after, findings, reach or EVERYTHING)
    found: dict[str, Any] = bare(as_value(Edition(facts=after, findings=findings, commit=None), outcome, "base"))
    return found


def bare(value: Any) -> Any:
    """Answers a value without what is left out, at any depth."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key not in LEFT_OUT}
    return [bare(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("seed", range(10))
def test_what_a_merge_does_is_told_from_what_it_reaches(seed: int) -> None:
    old, new = many(), mutated(many(), random.Random(seed))  # noqa: S311 - changes are drawn, not secured
    paths = tuple(sorted(path for path in {*old, *new} if old.get(path) != new.get(path)))

    assert told(old, new, None) == told(old, new, Reach(web_of(old, new), paths))

"""The index of rules: each an obligation that is checked, with its level and what can excuse it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.findings import Level, Waiver
from generator.pages.next_lines import rule_ref
from generator.pages.page import Page
from generator.pages.signposts import Ref
from generator.policy.judging import all_rules
from generator.terms import PolicyMode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.edition import Edition
    from generator.policy.rule import Rule

WAIVERS = {Waiver.EXCEPTION: "exception", Waiver.JOINT: "overrule"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One rule in the index; `speaks` counts its findings in this edition."""

    id: str
    ref: Ref
    obligation: str
    family: str
    level: str
    waivers: tuple[str, ...]
    gate_of: tuple[str, ...]
    mode: str
    speaks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPage:
    """All rules by id, and the values that a filter chooses from."""

    rows: tuple[RuleRow, ...]
    families: tuple[str, ...]
    levels: tuple[str, ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the index of rules."""
    counted = Counter(finding.rule for finding in edition.findings)
    rows = tuple(_row(rule, edition, counted[rule.id]) for rule in all_rules())
    yield Page(
        address="policy/rules/",
        kind="rules",
        title="Rules",
        description="Every rule of the policy: what it asks, how grave it is, what can excuse it, where it speaks.",
        content=RulesPage(
            rows=rows,
            families=tuple(dict.fromkeys(row.family for row in rows)),
            levels=tuple(level for level in Level if any(row.level == level for row in rows)),
        ),
        search_text="rules catalogue",
    )


def _row(rule: Rule, edition: Edition, speaks: int) -> RuleRow:
    mode = edition.policy.modes.get(rule.id, PolicyMode.ENFORCE) if edition.policy else PolicyMode.ENFORCE
    return RuleRow(
        id=rule.id,
        ref=rule_ref(rule.id),
        obligation=rule.obligation,
        family=rule.family,
        level=rule.level,
        waivers=tuple(WAIVERS[waiver] for waiver in rule.waivers),
        gate_of=rule.gate_of,
        mode=mode,
        speaks=speaks,
    )

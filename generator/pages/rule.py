"""The page of a rule: what it asks, where that comes from, its executed cases, and where it speaks now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.findings import Waiver
from generator.pages.page import Heading, Page
from generator.pages.record_lines import FindingLine, finding_line, in_words
from generator.policy.catalogue import catalogue, statements
from generator.policy.examples import Example, examples_of
from generator.policy.gates import PATCH_GATES, PILOT_GATES
from generator.policy.judging import all_rules, mode_of
from generator.terms import PolicyMode, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.edition import Edition
    from generator.findings import Finding
    from generator.policy.catalogue import Statement
    from generator.policy.rule import Rule

MOST_FINDINGS: Final = 50
_LEVELS: Final = {
    "error": "error: a change that breaks it is refused",
    "warning": "warning: it is shown; where it is a gate, the transition needs it met or explained",
    "info": "info: shown, and blocks nobody",
}
_MODES: Final = {
    PolicyMode.ENFORCE: "enforced",
    PolicyMode.WARN: "warns only, its gates block nobody",
    PolicyMode.SHADOW: "in the shadow: computed and shown, without consequence",
}
_HEADINGS: Final = (
    ("asks", "What it asks"),
    ("source", "Where it comes from"),
    ("checked", "Where it is checked"),
    ("fix", "How to mend it"),
    ("flagged", "Cases that it flags"),
    ("waiting", "Cases that wait"),
    ("allowed", "Cases that it allows"),
    ("findings", "Where it speaks now"),
)

Words = tuple[tuple[str, bool], ...]
"""A paragraph: texts, and whether each is code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """Everything that the page of one rule says."""

    id: str
    name: str
    obligation: str
    title: str
    level: str
    excused_by: str
    mode: str
    since: str
    classes: str
    actor: str
    fix: str
    prose: tuple[Words, ...]
    quote: str
    statements: tuple[Statement, ...]
    is_every_run: bool
    checked: str
    gates: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    flagged: tuple[Example, ...]
    waiting: tuple[Example, ...]
    allowed: tuple[Example, ...]
    findings: tuple[FindingLine, ...]
    more_findings: int


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page of every rule."""
    found: dict[str, list[Finding]] = {}
    for finding in edition.findings:
        found.setdefault(finding.rule, []).append(finding)
    for rule in all_rules():
        content = rule_page(rule, edition, found.get(rule.id, []))
        yield Page(
            address=f"policy/rules/{rule.id}/",
            kind="rule",
            title=f"{rule.id}: {rule.obligation}",
            description=f"{content.level.partition(':')[0].capitalize()}; excused by {content.excused_by}.",
            content=content,
            search_text=f"{content.title} {rule.name.replace('-', ' ')} {' '.join(rule.statements)}",
            headings=tuple(Heading(anchor=anchor, text=text) for anchor, text in _headings(content)),
        )


def _headings(page: RulePage) -> Iterator[tuple[str, str]]:
    for anchor, text in _HEADINGS:
        if anchor != "waiting" or page.waiting:
            yield anchor, text


def rule_page(rule: Rule, edition: Edition, found: list[Finding]) -> RulePage:
    """Take every decision of the page of one rule."""
    entry = catalogue().get(rule.id)
    examples = examples_of(rule)
    return RulePage(
        id=rule.id,
        name=rule.name,
        obligation=rule.obligation,
        title=entry.title if entry else "",
        level=_LEVELS[rule.level],
        excused_by=_excused_by(rule),
        mode=_MODES[mode_of(rule, edition.facts, edition.today)],
        since=entry.since if entry else "",
        classes=entry.classes if entry else "",
        actor=entry.actor if entry else "",
        fix=entry.fix if entry else "",
        prose=tuple(_words(paragraph) for paragraph in rule.prose.split("\n\n")),
        quote=rule.quote or "",
        statements=tuple(statements()[one] for one in rule.statements if one in statements()),
        is_every_run=rule.every_run,
        checked=entry.checked if entry else "",
        gates=tuple(_gates(rule)),
        flagged=tuple(one for one in examples if one.kind == "Flagged"),
        waiting=tuple(one for one in examples if one.kind == "Waiting"),
        allowed=tuple(one for one in examples if one.kind == "Allowed"),
        findings=tuple(finding_line(one) for one in found[:MOST_FINDINGS]),
        more_findings=max(0, len(found) - MOST_FINDINGS),
    )


def _excused_by(rule: Rule) -> str:
    words = {Waiver.EXCEPTION: "an exception", Waiver.JOINT: "a joint overrule"}
    return " or ".join(words[waiver] for waiver in rule.waivers) or "nothing"


def _words(paragraph: str) -> Words:
    parts = re.split(r"`([^`]*)`", " ".join(paragraph.split()))
    return tuple((text, bool(number % 2)) for number, text in enumerate(parts) if text)


def _gates(rule: Rule) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield each transition that asks this rule, with the classes for which it does."""
    number = int(rule.id.removeprefix("PPS"))
    for event, rows in {**PATCH_GATES, **PILOT_GATES}.items():
        asked = tuple((one.value, one.in_words) for one in UseCase if number in rows.get(one, ()))
        if asked:
            yield in_words(event.type), asked

"""The policy for programs: its revisions and parameters, its rules, the statements of the document (outputs §14)."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from generator.policy.catalogue import ambiguities, catalogue, parameter_origins, statements
from generator.policy.judging import all_rules, mode_of
from generator.records.structure import plain

if TYPE_CHECKING:
    from generator.edition import Edition
    from generator.policy.rule import Rule


def policy_value(edition: Edition) -> dict[str, Any]:
    """Tell the revision in force, all revisions in order, where parameters come from, and how the text was read."""
    ordered = sorted(edition.registry.policy.values(), key=lambda one: one.number)
    return {
        "in_force": edition.policy.id if edition.policy else None,
        "revisions": [{"id": one.id, "record": plain(one)} for one in ordered],
        "parameters": [asdict(one) for one in parameter_origins().values()],
        "ambiguities": [asdict(one) for one in ambiguities().values()],
        "link": "/policy/",
    }


def rule_list(edition: Edition) -> list[dict[str, Any]]:
    """List the rules, with the number of findings that each has today."""
    found = Counter(finding.rule for finding in edition.findings)
    return [_rule(rule, found[rule.id], edition) for rule in all_rules()]


def _rule(rule: Rule, findings: int, edition: Edition) -> dict[str, Any]:
    entry = catalogue().get(rule.id)
    return {
        "id": rule.id,
        "name": rule.name,
        "obligation": rule.obligation,
        "family": rule.family,
        "level": rule.level,
        "mode": mode_of(rule, edition.facts, edition.today),
        "waivers": list(rule.waivers),
        "statements": list(rule.statements),
        "quote": rule.quote,
        "prose": rule.prose,
        "gate_of": list(rule.gate_of),
        "since": entry.since if entry else None,
        "fix": entry.fix if entry else None,
        "findings": findings,
        "link": f"/policy/rules/{rule.id}/",
    }


def statement_list(edition: Edition) -> list[dict[str, Any]]:
    """List the statements of the document, and what fulfils each."""
    del edition
    return [asdict(one) for one in statements().values()]

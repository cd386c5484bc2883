"""Findings as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from generator import __version__
from generator.findings import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.findings import Finding
    from generator.policy.rule import Rule

_LEVELS: Final = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}


def document(findings: Sequence[Finding], rules: Sequence[Rule], base: str | None = None) -> str:
    """
    Write a SARIF log with every rule and one result for each finding; the same bytes for the same input.

    Only where the records were compared with a `base` it is told what is new.
    """
    driver = {
        "name": "pps-bulletin",
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in rules],
    }
    results = [_result(one) | _baseline(one, base) for one in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1, ensure_ascii=False)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.obligation},
        "fullDescription": {"text": rule.prose},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
    }


def _result(finding: Finding) -> dict[str, Any]:
    at = finding.location
    region = {"startLine": at.line, "startColumn": at.column}
    message = f"[{finding.subject}] {finding.message}" + (f"; {finding.fix}" if finding.fix else "")
    uri = quote(at.path.encode(errors="surrogateescape"))
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.level],
        "message": {"text": message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
    }
    if finding.excused_by:
        result["suppressions"] = [{"kind": "external", "justification": f"excused by {finding.excused_by}"}]
    return result


def _baseline(finding: Finding, base: str | None) -> dict[str, str]:
    return {} if base is None else {"baselineState": "unchanged" if finding.standing else "new"}

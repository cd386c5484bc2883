"""Findings as JSON, the shape that programs rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.reports.lines import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.edition import Edition
    from generator.findings import Finding


def document(edition: Edition, findings: Sequence[Finding], base: str | None = None) -> str:
    """Write the report of `pps check --format json`; the same bytes for the same input."""
    counted = {level.value: number for level, number in count(findings).items()}
    value = {
        "format": 1,
        "today": edition.today.isoformat(),
        "policy": edition.policy.id if edition.policy else None,
        "commit": edition.commit.id if edition.commit else None,
        "base": base,
        "counts": {"records": len(edition.registry.files), **counted},
        "findings": [as_value(finding) for finding in findings],
    }
    return json.dumps(value, indent=1, ensure_ascii=False)


def as_value(finding: Finding) -> dict[str, Any]:
    """Turn a finding into the value that JSON reports and the API show."""
    earliest = finding.earliest
    return {
        "rule": finding.rule,
        "name": finding.name,
        "level": finding.level.value,
        "subject": finding.subject,
        "path": finding.location.path,
        "line": finding.location.line,
        "column": finding.location.column,
        "message": finding.message,
        "fix": finding.fix,
        "field": finding.field,
        "actor": {"role": finding.actor.role, "scope": finding.actor.scope, "people": list(finding.actor.people)},
        "earliest": {"date": earliest.day.isoformat() if earliest.day else None, "label": earliest.label.value}
        if earliest
        else None,
        "status": finding.status.value if finding.status else None,
        "standing": finding.standing,
        "excused_by": finding.excused_by,
        "link": finding.link,
    }

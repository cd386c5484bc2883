"""The metrics for programs: the rows of the page, with n beside every figure (outputs §15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.bulletin.metrics import metrics

if TYPE_CHECKING:
    from generator.bulletin.metrics import MetricsRow, Summary
    from generator.edition import Edition


def metrics_value(edition: Edition) -> dict[str, Any]:
    """Tell every row, the newest quarter first."""
    found = metrics(edition.facts)
    return {"rows": [_row(row) for row in found.rows], "exceptions_by_rule": dict(found.exceptions_by_rule)}


def _row(row: MetricsRow) -> dict[str, Any]:
    return {
        "class": row.use_case,
        "quarter": row.quarter,
        "measures": {summary.measure: _summary(summary) for summary in row.summaries},
    }


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "unit": summary.unit,
        "n": summary.n,
        "median": summary.median,
        "p90": summary.p90,
        "share": summary.share,
    }

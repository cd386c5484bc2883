"""Metrics: how long updates take and how they are tested, per use case and quarter, each with its n (outputs §15)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from statistics import median
from typing import TYPE_CHECKING, Final

from generator.bulletin.measures import Measure, Measured, measured
from generator.terms import UseCase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from generator.policy.rule import Facts

FEWEST: Final = 3
"""Below so many values a median would tell of one patch, not of many."""


class Unit(StrEnum):
    """How the values of a measure are summed up."""

    DAYS = "days"
    NUMBER = "number"
    SHARE = "share"
    COUNT = "count"


UNITS: Final[Mapping[Measure, Unit]] = {
    Measure.REGISTERED: Unit.COUNT,
    Measure.TIME_TO_PRODUCTION: Unit.DAYS,
    Measure.CERTIFICATION: Unit.DAYS,
    Measure.EXPOSURE: Unit.DAYS,
    Measure.ACCEPTANCE: Unit.DAYS,
    Measure.RELEASE: Unit.DAYS,
    Measure.COMPATIBLE_CLIENT: Unit.SHARE,
    Measure.FIRST_TAG: Unit.DAYS,
    Measure.SITES_PER_PILOT: Unit.NUMBER,
    Measure.VOS_PER_PILOT: Unit.NUMBER,
    Measure.FEEDBACK_PER_PATCH: Unit.NUMBER,
    Measure.WITHOUT_FEEDBACK: Unit.SHARE,
    Measure.LATE_FEEDBACK: Unit.SHARE,
    Measure.EXCEPTIONS: Unit.COUNT,
    Measure.OVERRULES: Unit.COUNT,
    Measure.POST_MORTEM_ON_TIME: Unit.SHARE,
    Measure.PROLONGATIONS: Unit.COUNT,
    Measure.VERIFIED: Unit.COUNT,
    Measure.NOT_FIXED: Unit.COUNT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """
    The values of one measure, summed up; `n` is their number.

    `median` and `p90` are None for shares, for counts, and for fewer than three values; `share` is None for everything
    but shares. The 90th percentile is the smallest value that at least nine of ten do not exceed.
    """

    measure: Measure
    unit: Unit
    n: int
    median: float | None = None
    p90: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricsRow:
    """One use case in one quarter ("2008-Q2"); the use case is None where several or none are meant."""

    use_case: UseCase | None
    quarter: str
    summaries: tuple[Summary, ...]

    def of(self, measure: Measure) -> Summary | None:
        """Tell one summary of the row."""
        return next((one for one in self.summaries if one.measure is measure), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """Every row, the newest quarter first; `exceptions_by_rule` counts what each exception names."""

    rows: tuple[MetricsRow, ...]
    exceptions_by_rule: tuple[tuple[str, int], ...]


def metrics(facts: Facts) -> Metrics:
    """
    Work out the metrics up to today.

    Each value counts in the quarter in which it came about: a time to production in that of the release, a time to the
    first tag in that of the tag.
    """
    groups: dict[tuple[str, UseCase | None], list[Measured]] = defaultdict(list)
    for one in measured(facts):
        groups[quarter_of(one.day), one.use_case].append(one)
    keys = sorted(groups, key=lambda key: (_descending(key[0]), key[1].rank if key[1] else len(UseCase)))
    rows = (_row(quarter, use_case, groups[quarter, use_case]) for quarter, use_case in keys)
    return Metrics(rows=tuple(rows), exceptions_by_rule=_exceptions(facts))


def quarter_of(day: date) -> str:
    """Name the quarter of a day ("2008-Q2")."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def summary(measure: Measure, values: Iterable[float]) -> Summary:
    """Sum the values of a measure up."""
    unit, found = UNITS[measure], sorted(values)
    n = len(found)
    if unit is Unit.SHARE:
        return Summary(measure=measure, unit=unit, n=n, share=round(sum(found) / n, 4) if n else None)
    if unit is Unit.COUNT or n < FEWEST:
        return Summary(measure=measure, unit=unit, n=n)
    return Summary(measure=measure, unit=unit, n=n, median=float(median(found)), p90=float(found[ceil(n * 0.9) - 1]))


def _row(quarter: str, use_case: UseCase | None, found: list[Measured]) -> MetricsRow:
    by_measure: dict[Measure, list[float]] = defaultdict(list)
    for one in found:
        by_measure[one.measure].append(one.value)
    summaries = tuple(summary(measure, by_measure[measure]) for measure in Measure if measure in by_measure)
    return MetricsRow(use_case=use_case, quarter=quarter, summaries=summaries)


def _descending(quarter: str) -> tuple[int, int]:
    year, number = quarter.split("-Q")
    return -int(year), -int(number)


def _exceptions(facts: Facts) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = defaultdict(int)
    for exception in facts.registry.exceptions.values():
        if exception.decided_on <= facts.today:
            for rule in exception.rules:
                counts[rule] += 1
    return tuple(sorted(counts.items()))

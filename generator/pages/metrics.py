"""The metrics: how long updates take and how they are tested, per use case and quarter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.bulletin.bar_chart import BarChart, bar_chart
from generator.bulletin.measures import Measure
from generator.bulletin.metrics import FEWEST, Metrics, Summary, metrics
from generator.pages.next_lines import named_rule
from generator.pages.page import Heading, Page
from generator.terms import UseCase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.edition import Edition
    from generator.pages.signposts import Ref

LATEST: Final = 12
"""Quarters that a chart shows."""
HEADINGS: Final = (
    Heading(anchor="time", text="Time to production"),
    Heading(anchor="figures", text="All figures"),
    Heading(anchor="exceptions", text="Exceptions by rule"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One measure of one use case in one quarter; figures that cannot be told are empty."""

    quarter: str
    use_case: str
    in_words: str
    measure: str
    unit: str
    n: int
    median: str
    p90: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricsPage:
    """The charts, every figure behind them, and what exceptions were taken from."""

    fewest: int
    charts: tuple[BarChart, ...]
    lines: tuple[FigureLine, ...]
    quarters: tuple[str, ...]
    classes: tuple[str, ...]
    measures: tuple[str, ...]
    exceptions: tuple[tuple[Ref, str, int], ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page of the metrics."""
    found = metrics(edition.facts)
    yield Page(
        address="metrics/",
        kind="metrics",
        title="Metrics",
        description="How long updates take to production and how they are tested, per use case and quarter.",
        content=metrics_page(found),
        search_text="metrics time to production median feedback exceptions prolongations",
        headings=HEADINGS,
        section="bulletin/",
    )


def metrics_page(found: Metrics) -> MetricsPage:
    """Take every decision of the page."""
    lines = tuple(_line(row.quarter, row.use_case, one) for row in found.rows for one in row.summaries)
    return MetricsPage(
        fewest=FEWEST,
        charts=tuple(_charts(found)),
        lines=lines,
        quarters=tuple(dict.fromkeys(line.quarter for line in lines)),
        classes=tuple(one for one in UseCase if any(line.use_case == one for line in lines)),
        measures=tuple(one for one in Measure if any(line.measure == one for line in lines)),
        exceptions=tuple((*named_rule(rule), count) for rule, count in found.exceptions_by_rule),
    )


def _charts(found: Metrics) -> Iterator[BarChart]:
    for use_case in UseCase:
        rows = [row for row in reversed(found.rows) if row.use_case is use_case]
        times = [(row.quarter, one) for row in rows if (one := row.of(Measure.TIME_TO_PRODUCTION)) is not None]
        if any(one.median is not None for _, one in times):
            yield bar_chart(f"{use_case}: median days to production", times[-LATEST:])


def _line(quarter: str, use_case: UseCase | None, one: Summary) -> FigureLine:
    return FigureLine(
        quarter=quarter,
        use_case=use_case or "",
        in_words=use_case.in_words if use_case else "",
        measure=one.measure,
        unit=one.unit,
        n=one.n,
        median="" if one.median is None else f"{one.median:g}",
        p90="" if one.p90 is None else f"{one.p90:g}",
        share="" if one.share is None else f"{one.share:.0%}",
    )

"""Bar charts as geometry: one bar a quarter, its 90th percentile as a line, a gap where there are too few values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.bulletin.metrics import Summary

HEIGHT: Final = 170
TOP, FLOOR, LEFT = 20, 132, 34
SLOT, BAR = 64, 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One quarter: the bar of the median and the line of the 90th percentile; without `words` there is no bar."""

    label: str
    n: str
    middle: int
    left: int
    top: float
    height: float
    words: str
    p90: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """The bars from the oldest quarter to the newest; `ticks` are heights with their numbers of days."""

    title: str
    width: int
    height: int
    left: int
    floor: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]


def bar_chart(title: str, found: Sequence[tuple[str, Summary]]) -> BarChart:
    """Draw the medians of some quarters, which come oldest first; the scale starts at zero."""
    most = max((one.p90 or one.median or 0 for _, one in found), default=0) or 1
    scale = (FLOOR - TOP) / most
    return BarChart(
        title=title,
        width=LEFT + SLOT * max(len(found), 3) + 8,
        height=HEIGHT,
        left=LEFT,
        floor=FLOOR,
        bars=tuple(_bar(number, quarter, one, scale) for number, (quarter, one) in enumerate(found)),
        ticks=tuple((round(FLOOR - share * most * scale, 1), f"{share * most:g}") for share in (0, 0.5, 1)),
    )


def _bar(number: int, quarter: str, one: Summary, scale: float) -> Bar:
    middle, median = LEFT + SLOT * number + SLOT // 2, one.median
    return Bar(
        label=quarter,
        n=f"n = {one.n}",
        middle=middle,
        left=middle - BAR // 2,
        top=round(FLOOR - (median or 0) * scale, 1),
        height=round((median or 0) * scale, 1),
        words="" if median is None else f"{median:g}",
        p90=None if one.p90 is None else round(FLOOR - one.p90 * scale, 1),
    )

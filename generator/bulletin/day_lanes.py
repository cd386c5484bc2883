"""Days laid out on lanes: geometry of a timeline with several tracks, and of a calendar with a lane for each pilot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

LEFT: Final = 140
WIDTH: Final = 720
LANE: Final = 30
TOP: Final = 38
TICKS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDay:
    """Something that happened or is due on a day; `kind` is done, now or ahead."""

    day: date
    words: str
    kind: str = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Something that lasts from a day until a day; `kind` is now or over."""

    start: date
    end: date
    words: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one lane shows."""

    title: str
    days: tuple[OnDay, ...]
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A day at its place."""

    x: float
    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanBar:
    """A span at its place."""

    x: float
    width: float
    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One lane at its height."""

    title: str
    y: int
    dots: tuple[Dot, ...]
    bars: tuple[SpanBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLanes:
    """A drawing; `today` is None where today lies outside of it."""

    title: str
    caption: str
    width: int
    height: int
    ticks: tuple[tuple[float, str], ...]
    today: float | None
    lanes: tuple[Lane, ...]


def day_lanes(title: str, caption: str, rows: Sequence[Row], today: date) -> DayLanes | None:
    """Lay rows out between their first and their last day; None where there is no day at all."""
    days = [one.day for row in rows for one in row.days]
    days += [day for row in rows for span in row.spans for day in (span.start, span.end)]
    if not days:
        return None
    scale = _Scale(start=min(days), days=max((max(days) - min(days)).days, 1))
    return DayLanes(
        title=title,
        caption=caption,
        width=LEFT + WIDTH + 40,
        height=TOP + LANE * len(rows),
        ticks=scale.ticks(),
        today=scale.x(today) if min(days) <= today <= max(days) else None,
        lanes=tuple(_lane(row, TOP + LANE * number, scale) for number, row in enumerate(rows)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    start: date
    days: int

    def x(self, day: date) -> float:
        """Tell the place of a day."""
        return round(LEFT + (day - self.start).days * WIDTH / self.days, 1)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Name some days from the first to the last, evenly."""
        steps = min(TICKS, self.days)
        found = (self.start + timedelta(days=round(number * self.days / steps)) for number in range(steps + 1))
        return tuple((self.x(day), f"{day:%Y-%m-%d}") for day in found)


def _lane(row: Row, y: int, scale: _Scale) -> Lane:
    return Lane(
        title=row.title,
        y=y,
        dots=tuple(Dot(x=scale.x(one.day), kind=one.kind, words=f"{one.day} {one.words}") for one in row.days),
        bars=tuple(
            SpanBar(
                x=scale.x(one.start),
                width=max(round(scale.x(one.end) - scale.x(one.start), 1), 3),
                kind=one.kind,
                words=one.words,
            )
            for one in row.spans
        ),
    )

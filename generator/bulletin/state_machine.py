"""The two state machines as drawings: boxes on a grid, and the arrows of the tables between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Any, Final

from generator.lifecycle import patch_states, pilot_states
from generator.records.patch_events import Accepted
from generator.records.pilot_events import Evaluated, PilotRolledBack
from generator.terms import PatchState, PilotState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.records.structure import Event

    State = PatchState | PilotState
    Point = tuple[float, float]
    Arrows = Mapping[type[Event], Mapping[Any, Any]]
    Grid = Mapping[State, tuple[float, float]]

COLUMN, ROW, MARGIN = 228, 92, 26
HALF_WIDTH, HALF_HEIGHT = 82, 17
APART, ASIDE = 9, 8
MANY = 3
"""An end that so many states lead to is drawn without arrows; the words tell from where."""

_S, _P = PatchState, PilotState
PATCH_GRID: Final[Grid] = {
    _S.REGISTERED: (1, 0),
    _S.IN_CERTIFICATION: (1, 1),
    _S.IN_PREVIEW: (0, 2),
    _S.CERTIFIED: (2, 2),
    _S.IN_PPS: (1, 3),
    _S.READY_FOR_PRODUCTION: (1, 4),
    _S.IN_PRODUCTION: (1, 5),
    _S.ROLLED_BACK: (1, 6),
    _S.REJECTED: (0, 7),
    _S.WITHDRAWN: (1, 7),
    _S.SUPERSEDED: (2, 7),
}
PILOT_GRID: Final[Grid] = {
    _P.PROPOSED: (1, 0),
    _P.NEGOTIATING: (0, 1),
    _P.AGREED: (1, 2),
    _P.RUNNING: (1, 3),
    _P.SUSPENDED: (2, 3),
    _P.EVALUATED: (1, 4),
    _P.CLOSED: (1, 5),
    _P.ROLLED_BACK: (2, 5),
    _P.ABORTED: (0, 5),
}
CONDITIONS: Final[Mapping[tuple[type[Event], State | None], str]] = {
    (Accepted, _S.CERTIFIED): "with an overrule",
    (Evaluated, _P.SUSPENDED): "as a failure",
    (PilotRolledBack, _P.RUNNING): "no site left",
    (PilotRolledBack, _P.SUSPENDED): "no site left",
}
AROUND: Final = frozenset({(_S.CERTIFIED, _S.READY_FOR_PRODUCTION)})
"""Arrows that go straight down first, past a box that stands in their way."""
WORDS_LEFT: Final = frozenset({(_S.CERTIFIED, _S.IN_PPS)})
"""Arrows of the right half whose words stand to their left, where nothing else does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A state: its box, the place of its name, and whether anything leads on from it."""

    name: str
    left: float
    top: float
    width: int
    height: int
    x: float
    y: float
    is_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A line from box to box with the words beside it; `anchor` says on which side of its place they stand."""

    points: tuple[Point, ...]
    words: tuple[str, ...]
    place: Point
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One transition in words."""

    before: str
    event: str
    after: str
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A state machine: its boxes and arrows in a frame, and the same as a list."""

    title: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    ways: tuple[Way, ...]


def patch_machine() -> Drawing:
    """Draw how a patch moves."""
    return _drawn("The states of a patch", patch_states.ARROWS, PATCH_GRID)


def pilot_machine() -> Drawing:
    """Draw how a pilot moves."""
    return _drawn("The states of a pilot", pilot_states.ARROWS, PILOT_GRID)


def _drawn(title: str, arrows: Arrows, grid: Grid) -> Drawing:
    led: dict[tuple[State, State], list[type[Event]]] = defaultdict(list)
    for event, pairs in arrows.items():
        for before, after in pairs.items():
            if before is not None:
                led[before, after].append(event)
    sources = {state: sum(after is state for _, after in led) for state in grid}
    ends = set(grid) - {before for before, _ in led}
    drawn = {pair: events for pair, events in led.items() if pair[1] not in ends or sources[pair[1]] < MANY}
    return Drawing(
        title=title,
        width=round(2 * MARGIN + 2 * (HALF_WIDTH + COLUMN)),
        height=round(2 * MARGIN + 2 * HALF_HEIGHT + ROW * max(row for _, row in grid.values())),
        boxes=tuple(_box(state, grid, led) for state in grid),
        arrows=tuple(_arrow(pair, events, grid, drawn) for pair, events in drawn.items()),
        ways=tuple(_ways(arrows)),
    )


def _middle(state: State, grid: Grid) -> tuple[float, float]:
    column, row = grid[state]
    return MARGIN + HALF_WIDTH + COLUMN * column, MARGIN + HALF_HEIGHT + ROW * row


def _box(state: State, grid: Grid, led: Mapping[tuple[State, State], object]) -> Box:
    x, y = _middle(state, grid)
    return Box(
        name=state.value,
        left=x - HALF_WIDTH,
        top=y - HALF_HEIGHT,
        width=2 * HALF_WIDTH,
        height=2 * HALF_HEIGHT,
        x=x,
        y=y + ASIDE / 2,
        is_end=all(before is not state for before, _ in led),
    )


def _arrow(
    pair: tuple[State, State],
    events: list[type[Event]],
    grid: Grid,
    drawn: Mapping[tuple[State, State], object],
) -> Arrow:
    before, after = pair
    (x1, y1), (x2, y2) = _middle(before, grid), _middle(after, grid)
    words = tuple(word for event in events for word in _words(event, before))
    if pair in AROUND:
        corner = (x1, y2)
        points = ((x1, y1 + HALF_HEIGHT), corner, (x2 + HALF_WIDTH, y2))
        return Arrow(points=points, words=words, place=(x1 + ASIDE, (y1 + y2) / 2), anchor="start")
    # There and back again run side by side, each to the left of the other.
    length = hypot(x2 - x1, y2 - y1)
    aside = APART if (after, before) in drawn else 0
    dx, dy = aside * (y2 - y1) / length, -aside * (x2 - x1) / length
    reach = _reach(x2 - x1, y2 - y1)
    start = (round(x1 + (x2 - x1) * reach + dx, 1), round(y1 + (y2 - y1) * reach + dy, 1))
    end = (round(x2 - (x2 - x1) * reach + dx, 1), round(y2 - (y2 - y1) * reach + dy, 1))
    is_left = dx < 0 or x1 + x2 < 2 * (MARGIN + HALF_WIDTH + COLUMN) or pair in WORDS_LEFT
    place, anchor = _beside(start, end, is_left=is_left)
    return Arrow(points=(start, end), words=words, place=place, anchor=anchor)


def _reach(across: float, down: float) -> float:
    """Tell which part of the way from middle to middle lies inside of the first box."""
    return min(HALF_WIDTH / abs(across) if across else 1, HALF_HEIGHT / abs(down) if down else 1)


def _beside(start: Point, end: Point, *, is_left: bool) -> tuple[Point, str]:
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    if start[1] == end[1]:
        return (round(x, 1), round(y - ASIDE if end[0] > start[0] else y + 2 * ASIDE, 1)), "middle"
    return (round(x - ASIDE if is_left else x + ASIDE, 1), round(y + ASIDE / 2, 1)), "end" if is_left else "start"


def _words(event: type[Event], before: State) -> tuple[str, ...]:
    condition = CONDITIONS.get((event, before))
    return (f"{event.type},", condition) if condition else (event.type,)


def _ways(arrows: Arrows) -> Iterator[Way]:
    for event, pairs in arrows.items():
        for before, after in pairs.items():
            yield Way(
                before=before.value if before else "",
                event=event.type,
                after=after.value,
                condition=CONDITIONS.get((event, before), ""),
            )

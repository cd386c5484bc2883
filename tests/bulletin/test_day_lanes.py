"""Drawings of days and of figures: everything lies inside, and in its order."""

from datetime import date

from generator.bulletin.bar_chart import FLOOR, TOP, bar_chart
from generator.bulletin.day_lanes import LEFT, WIDTH, OnDay, Row, Span, day_lanes
from generator.bulletin.measures import Measure
from generator.bulletin.metrics import summary

FIRST, LAST = date(2008, 6, 1), date(2008, 6, 30)


def test_the_first_and_the_last_day_stand_at_the_ends() -> None:
    row = Row(title="one", days=(OnDay(day=FIRST, words="begun"), OnDay(day=LAST, words="over")))
    drawing = day_lanes("Days", "", [row], date(2008, 6, 15))

    assert drawing is not None
    assert [dot.x for dot in drawing.lanes[0].dots] == [LEFT, LEFT + WIDTH]
    assert drawing.today is not None


def test_today_is_not_drawn_outside_of_the_drawing() -> None:
    drawing = day_lanes("Days", "", [Row(title="one", days=(OnDay(day=FIRST, words="begun"),))], LAST)

    assert drawing is not None
    assert drawing.today is None


def test_without_a_day_there_is_no_drawing() -> None:
    assert day_lanes("Days", "", [Row(title="one", days=())], LAST) is None


def test_a_span_of_one_day_can_still_be_seen() -> None:
    row = Row(title="one", days=(), spans=(Span(start=FIRST, end=FIRST, words="", kind="now"),))
    drawing = day_lanes("Days", "", [row], LAST)

    assert drawing is not None
    assert drawing.lanes[0].bars[0].width > 0


def test_a_bar_stands_on_the_floor_and_none_is_drawn_of_too_few_values() -> None:
    values = [("2008-Q1", summary(Measure.RELEASE, [1, 2])), ("2008-Q2", summary(Measure.RELEASE, [2, 4, 8]))]
    few, many = bar_chart("Days", values).bars

    assert (few.words, few.height, few.n) == ("", 0, "n = 2")
    assert (many.words, many.top + many.height, many.p90) == ("4", FLOOR, TOP)

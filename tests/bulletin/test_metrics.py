"""Metrics: what counts, in which quarter, and how few values are too few."""

from datetime import date

import pytest

from generator.bulletin.measures import Measure, measured
from generator.bulletin.metrics import UNITS, Metrics, metrics, quarter_of, summary
from generator.terms import UseCase
from tests.bulletin.small_world import Change, facts, feedback


def values(measure: Measure, *changes: Change, today: date = date(2008, 6, 20)) -> list[tuple[date, float]]:
    found = measured(facts(*changes, today=today))
    return sorted((one.day, one.value) for one in found if one.measure is measure)


def test_every_measure_has_its_unit() -> None:
    assert set(UNITS) == set(Measure)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2008, 1, 1), "2008-Q1"),
        (date(2008, 3, 31), "2008-Q1"),
        (date(2008, 4, 1), "2008-Q2"),
        (date(2008, 12, 31), "2008-Q4"),
        (date(999, 7, 1), "0999-Q3"),
    ],
)
def test_a_quarter_has_three_months(day: date, quarter: str) -> None:
    assert quarter_of(day) == quarter


def test_two_values_have_no_median_and_three_have() -> None:
    few, enough = summary(Measure.RELEASE, [1, 9]), summary(Measure.RELEASE, [9, 1, 2])

    assert (few.n, few.median, few.p90) == (2, None, None)
    assert (enough.n, enough.median, enough.p90) == (3, 2.0, 9.0)


def test_nine_of_ten_values_do_not_exceed_the_ninetieth_percentile() -> None:
    assert summary(Measure.RELEASE, range(1, 11)).p90 == 9.0
    assert summary(Measure.RELEASE, range(1, 12)).p90 == 10.0


def test_a_share_stands_with_its_number_and_a_count_is_its_number() -> None:
    share, count = summary(Measure.LATE_FEEDBACK, [1, 0, 0, 0]), summary(Measure.OVERRULES, [1, 1, 1])

    assert (share.n, share.share, share.median) == (4, 0.25, None)
    assert (count.n, count.share, count.median) == (3, None, None)


def test_time_to_production_counts_on_the_day_of_the_release() -> None:
    patch = facts().registry.patches["PATCH-1100"]
    registered = patch.events[0].date
    released = date(2008, 6, 16)

    assert values(Measure.TIME_TO_PRODUCTION) == [(released, (released - registered).days)]


def test_the_first_tag_counts_from_the_opening_of_the_preview() -> None:
    assert values(Measure.FIRST_TAG) == [(date(2008, 6, 4), 2)]


def test_nothing_of_tomorrow_is_measured() -> None:
    day = date(2008, 6, 12)

    assert max(one.day for one in measured(facts(today=day))) <= day


def test_late_feedback_has_its_share() -> None:
    late = feedback(190, "PATCH-1100", "2008-06-19")

    assert values(Measure.LATE_FEEDBACK, late) == [
        (date(2008, 6, 9), 0.0),
        (date(2008, 6, 10), 0.0),
        (date(2008, 6, 19), 1.0),
    ]


def test_a_post_mortem_is_held_on_time_or_late() -> None:
    assert [value for _, value in values(Measure.POST_MORTEM_ON_TIME)] == [1.0]


def test_rows_come_by_quarter_and_by_class() -> None:
    found: Metrics = metrics(facts())

    assert [(row.quarter, row.use_case) for row in found.rows] == [
        *(("2008-Q2", use_case) for use_case in UseCase),
        ("2008-Q2", None),
    ]


def test_exceptions_are_counted_by_rule() -> None:
    assert metrics(facts()).exceptions_by_rule == (("PPS403", 1),)


def test_half_of_the_client_updates_are_compatible() -> None:
    row = next(row for row in metrics(facts()).rows if row.use_case is None)
    found = row.of(Measure.COMPATIBLE_CLIENT)

    assert found is not None
    assert (found.n, found.share) == (2, 0.5)

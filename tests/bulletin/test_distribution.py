"""The distribution: who has a row, what has a column, what a cell tells."""

from datetime import date

import pytest

from generator.bulletin.distribution import Distribution, distribution
from generator.bulletin.versions import Placement, Staleness
from generator.terms import InstallationState
from tests.bulletin.small_world import KEPT_TAG, Change, facts

SILVERFIR = "sites/SILVERFIR-T2.yaml"


def sites(found: Distribution) -> list[str]:
    return [row.site.id for row in found.rows]


def columns(found: Distribution) -> list[str]:
    return [version.key for version in found.versions]


def cell(found: Distribution, site: str, version: str) -> Placement:
    row = next(row for row in found.rows if row.site.id == site)
    placed = row.cells[columns(found).index(version)]
    assert placed is not None
    return placed


def test_rows_are_the_sites_that_a_version_on_its_way_has_reached_highest_tier_first() -> None:
    assert sites(distribution(facts())) == ["PLATEAU-T1", "GOLDCREST-T2", "SILVERFIR-T2"]


def test_all_production_sites_have_a_row_on_demand() -> None:
    assert sites(distribution(facts(), all_sites=True))[3:] == ["COLLINA-GRID"]


def test_a_retired_site_without_versions_has_no_row() -> None:
    retired = Change("sites/COLLINA-GRID.yaml", "tier_history:", "retired_on: 2008-06-18\ntier_history:")

    assert "COLLINA-GRID" not in sites(distribution(facts(retired), all_sites=True))


def test_columns_are_previews_before_pilots_newest_first() -> None:
    expected = [
        "PATCH-1200",
        "PATCH-1300-PILOT-2008-013",
        "PATCH-1400-PILOT-2008-014",
        "PATCH-1500-PILOT-2008-015",
    ]

    assert columns(distribution(facts())) == expected


def test_only_production_sites_count() -> None:
    moved = Change(SILVERFIR, "infrastructure: production", "infrastructure: pps")
    found = distribution(facts(moved), all_sites=True)

    assert "SILVERFIR-T2" not in sites(found)
    assert "PATCH-1200" not in columns(found)


def test_a_cell_tells_the_last_step_with_its_day() -> None:
    placed = cell(distribution(facts()), "SILVERFIR-T2", "PATCH-1200")

    assert (placed.step, placed.on) == (InstallationState.CONFIGURED, date(2008, 6, 19))


def test_a_head_counts_the_sites_with_the_tag_and_those_that_the_version_has_reached() -> None:
    by_key = {version.key: version for version in distribution(facts()).versions}

    assert by_key["PATCH-1400-PILOT-2008-014"].published_at == ("GOLDCREST-T2", "SILVERFIR-T2")
    assert by_key["PATCH-1300-PILOT-2008-013"].published_at == ()
    assert len(by_key["PATCH-1300-PILOT-2008-013"].placements) == 1


def test_a_row_counts_the_versions_whose_tag_it_publishes() -> None:
    rows = {row.site.id: row for row in distribution(facts()).rows}

    assert (rows["GOLDCREST-T2"].published, len(rows["GOLDCREST-T2"].placements)) == (1, 2)


def test_a_version_in_production_without_tags_has_no_column() -> None:
    assert "PATCH-1100" not in columns(distribution(facts()))


@pytest.mark.parametrize(("day", "is_overdue"), [(date(2008, 6, 19), False), (date(2008, 6, 20), True)])
def test_a_tag_that_outlives_its_version_is_stale_after_three_days(day: date, is_overdue: bool) -> None:  # noqa: FBT001
    placed = cell(distribution(facts(KEPT_TAG, today=day)), "COLLINA-GRID", "PATCH-1100")
    expected = Staleness(since=date(2008, 6, 16), due=date(2008, 6, 19), is_overdue=is_overdue)

    assert expected == placed.staleness
    assert not placed.is_usable


def test_a_tag_of_a_pilot_is_stale_from_its_evaluation() -> None:
    started = "  - {type: started, date: 2008-06-09, by: coord-lena, role: pps-coordination}\n"
    evaluated = "  - {type: evaluated, date: 2008-06-18, by: coord-lena, role: pps-coordination, outcome: failure}\n"
    found = distribution(facts(Change("pilots/PILOT-2008-014.yaml", started, started + evaluated)))
    placed = cell(found, "GOLDCREST-T2", "PATCH-1400-PILOT-2008-014")

    assert placed.staleness == Staleness(since=date(2008, 6, 18), due=date(2008, 6, 21), is_overdue=False)


def test_a_day_in_the_past_shows_what_stood_then() -> None:
    found = distribution(facts(today=date(2008, 6, 4)))

    assert columns(found) == ["PATCH-1100", "PATCH-1500-PILOT-2008-015"]

"""What the geographic map shows, of any sites in any order."""

import random
from dataclasses import replace
from itertools import combinations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.bulletin.geography import SPACING, GeographicView, Marker, geographic_map
from generator.bulletin.projection import FRAMES
from generator.terms import Tier
from tests.bulletin.worlds import LISBON, MOSCOW, OSLO, ROME, marker, markers


def view_of(name: str, *sites: Marker) -> GeographicView:
    return next(view for view in geographic_map(sites).views if view.name == name)


def titles(view: GeographicView) -> list[str]:
    return [mark.title for mark in view.marks]


@given(markers())
def test_every_site_is_on_one_mark_or_outside_or_without_location(sites: list[Marker]) -> None:
    drawn = geographic_map(sites)

    for view in drawn.views:
        marked = [site for mark in view.marks for site in mark.markers]

        assert sorted(sites, key=repr) == sorted([*marked, *view.outside, *drawn.unplaced], key=repr)


@given(markers())
def test_every_mark_lies_inside_its_frame(sites: list[Marker]) -> None:
    for view, frame in zip(geographic_map(sites).views, FRAMES, strict=True):
        assert [] == [mark for mark in view.marks if not frame.shows((mark.x, mark.y))]


@given(markers())
def test_no_two_marks_are_closer_than_the_spacing(sites: list[Marker]) -> None:
    for view in geographic_map(sites).views:
        gaps = [dist((a.x, a.y), (b.x, b.y)) for a, b in combinations(view.marks, 2)]

        assert [] == [gap for gap in gaps if gap < SPACING]


@given(markers(), st.randoms(use_true_random=False))
def test_the_order_of_the_sites_does_not_matter(sites: list[Marker], chance: random.Random) -> None:
    shuffled = list(sites)
    chance.shuffle(shuffled)

    assert geographic_map(sites) == geographic_map(shuffled)


@given(markers())
def test_every_cluster_has_one_mark_that_leads_to_it(sites: list[Marker]) -> None:
    for view in geographic_map(sites).views:
        leading = [(mark.link, mark.count, mark.markers) for mark in view.marks if mark.kind == "cluster"]

        assert leading == [(f"#{c.anchor}", str(len(c.markers)), c.markers) for c in view.clusters]


def test_marks_follow_the_names_of_the_sites() -> None:
    view = view_of(
        "europe", marker("C", OSLO, name="beta"), marker("A", ROME, name="Gamma"), marker("B", LISBON, name="Alpha")
    )

    assert ["Alpha", "beta", "Gamma"] == [mark.markers[0].name for mark in view.marks]


def test_a_mark_says_site_place_tier_and_versions_and_leads_to_its_row() -> None:
    (mark,) = view_of("europe", replace(marker(name="Boreas Tier-2 centre", versions=2), city="Oslo")).marks

    assert "Boreas Tier-2 centre (BOREAS-T2), Oslo: gold, 2 versions published" == mark.title
    assert "#site-BOREAS-T2" == mark.link
    assert "gold-published" == mark.kind


def test_a_site_that_publishes_nothing_has_a_hollow_mark() -> None:
    (mark,) = view_of("europe", marker(tier=Tier.NONE, versions=0)).marks

    assert "none-unpublished" == mark.kind
    assert mark.title.endswith(": no tier, no versions published")


def test_sites_of_one_city_share_a_mark_at_the_site_with_most_versions() -> None:
    many, few = replace(marker("MANY", versions=3), city="Oslo"), marker("FEW", (60.0, 10.6))
    (mark,) = view_of("europe", few, many).marks
    (alone,) = view_of("europe", many).marks

    assert "2 sites near Oslo: FEW, MANY" == mark.title
    assert (alone.x, alone.y) == (mark.x, mark.y)


def test_the_title_of_a_large_cluster_names_the_first_sites_only() -> None:
    (mark,) = view_of("europe", *(marker(f"S{number}") for number in range(9))).marks

    assert "9 sites near S0: S0, S1, S2, S3, S4, S5 and 3 more" == mark.title


@pytest.mark.parametrize(
    ("place", "lat", "lon"),
    [
        ("Tenerife", 28.3, -16.5),
        ("Taipei", 25.0, 121.6),
        ("the antipode", -52.0, -170.0),
        ("Novosibirsk", 55.0, 82.9),
    ],
)
def test_a_site_beyond_europe_is_on_the_world_view_only(place: str, lat: float, lon: float) -> None:
    site = marker(place, (lat, lon))

    assert (site,) == view_of("europe", site).outside
    assert [site.title] == titles(view_of("world", site))


def test_a_site_without_location_is_listed() -> None:
    drawn = geographic_map([marker("LOST", None), marker("FOUND")])

    assert ["LOST"] == [site.site for site in drawn.unplaced]
    assert 1 == drawn.count


@pytest.mark.parametrize("name", ["europe", "world"])
def test_cities_lie_as_on_a_globe(name: str) -> None:
    oslo, rome, lisbon, moscow = (view_of(name, marker(at=place)).marks[0] for place in (OSLO, ROME, LISBON, MOSCOW))

    assert oslo.y < moscow.y < rome.y < lisbon.y
    assert lisbon.x < oslo.x < moscow.x
    assert lisbon.x < rome.x < moscow.x

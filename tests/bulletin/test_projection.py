"""The projections: equal areas, known places, and land where the marks say land is."""

import re
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.bulletin.projection import (
    EARTH_RADIUS_KM,
    EUROPE,
    FRAMES,
    WORLD,
    Frame,
    Point,
    Projection,
    azimuthal,
    equal_earth,
)

LATITUDES, LONGITUDES = st.floats(-80, 80), st.floats(-100, 120)

CAPITALS = {
    "Bern": (46.95, 7.45),
    "Budapest": (47.5, 19.04),
    "Kyiv": (50.45, 30.52),
    "Madrid": (40.42, -3.7),
    "Minsk": (53.9, 27.57),
    "Moscow": (55.76, 37.62),
    "Paris": (48.86, 2.35),
    "Prague": (50.08, 14.44),
    "Warsaw": (52.23, 21.01),
}
WATERS = {
    "Atlantic": (48.0, -20.0),
    "Black Sea": (43.3, 34.0),
    "Gulf of Bothnia": (62.0, 19.5),
    "North Sea": (56.5, 3.5),
    "Tyrrhenian Sea": (40.0, 12.0),
}


@pytest.mark.parametrize("project", [azimuthal, equal_earth])
@given(LATITUDES, LONGITUDES)
def test_equal_areas_of_the_globe_have_equal_areas_on_paper(
    project: Projection, latitude: float, longitude: float
) -> None:
    step = 1e-4
    x, y = project(latitude, longitude)
    east, north = project(latitude, longitude + step), project(latitude + step, longitude)
    on_paper = (east[0] - x) * (north[1] - y) - (east[1] - y) * (north[0] - x)
    on_globe = radians(step) ** 2 * cos(radians(latitude))

    assert on_globe == pytest.approx(on_paper, rel=1e-3)


def test_the_middle_of_europe_is_the_centre_of_its_projection() -> None:
    assert (0.0, 0.0) == pytest.approx(azimuthal(52.0, 10.0))


def test_distances_from_the_centre_are_those_of_the_chord() -> None:
    pole = azimuthal(90.0, 0.0)

    assert 4148.4 == pytest.approx(hypot(*pole) * EARTH_RADIUS_KM, abs=0.1)


def test_the_world_is_as_wide_and_high_as_its_authors_say() -> None:
    assert (2.70663, 1.31737) == pytest.approx((equal_earth(0, 180)[0], equal_earth(90, 0)[1]), abs=1e-5)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_the_committed_land_lies_where_the_marks_lie(frame: Frame, checkout: Path) -> None:
    rings = rings_of((checkout / f"site_templates/map/{frame.name}.svg").read_text(encoding="utf-8"))

    assert list(CAPITALS) == [city for city, place in CAPITALS.items() if is_land(frame.on_paper(*place), rings)]
    assert [] == [water for water, place in WATERS.items() if is_land(frame.on_paper(*place), rings)]


@pytest.mark.parametrize(("frame", "most"), [(EUROPE, 60_000), (WORLD, 50_000)], ids=["europe", "world"])
def test_the_committed_land_is_light(frame: Frame, most: int, checkout: Path) -> None:
    assert most > (checkout / f"site_templates/map/{frame.name}.svg").stat().st_size


def rings_of(fragment: str) -> list[list[Point]]:
    """The rings of the land, from path text of the form M x y l dx dy … z."""
    (path,) = re.findall(r'class="pps-map-land" d="([^"]+)"', fragment)
    return [corners(ring) for ring in path.split("z") if ring]


def corners(ring: str) -> list[Point]:
    x, y = 0.0, 0.0
    points = []
    for step in re.split("[Ml]", ring)[1:]:
        dx, dy = re.findall(r"-?[\d.]+", step)
        x, y = x + float(dx), y + float(dy)
        points.append((x, y))
    return [*points, points[0]]


def is_land(point: Point, rings: list[list[Point]]) -> bool:
    """True where a ray to the right crosses the shores an odd number of times."""
    x, y = point
    sides = [side for ring in rings for side in pairwise(ring)]
    crossed = [side for side in sides if (side[0][1] > y) != (side[1][1] > y)]
    return sum(x0 + (y - y0) * (x1 - x0) / (y1 - y0) > x for (x0, y0), (x1, y1) in crossed) % 2 == 1

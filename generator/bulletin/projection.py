"""From degrees to places on paper: two equal-area projections and the frames that the map is drawn in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
Projection = Callable[[float, float], Point]

# Half of the smallest target that a finger hits; no site is drawn closer to the edge of its frame.
MARGIN = 13.0

EUROPE_CENTRE = (52.0, 10.0)
EARTH_RADIUS_KM = 6371.0


def azimuthal(latitude: float, longitude: float) -> Point:
    """Lambert's azimuthal equal-area projection around Europe: degrees in, radii of the sphere out, north up."""
    middle, phi = radians(EUROPE_CENTRE[0]), radians(latitude)
    turn = radians(longitude - EUROPE_CENTRE[1])
    nearness = 1 + sin(middle) * sin(phi) + cos(middle) * cos(phi) * cos(turn)
    if nearness <= 0:  # the antipode is drawn as a circle; one point of it stands for all
        return (0.0, 2.0)
    stretch = sqrt(2 / nearness)
    north = cos(middle) * sin(phi) - sin(middle) * cos(phi) * cos(turn)
    return (stretch * cos(phi) * sin(turn), stretch * north)


def equal_earth(latitude: float, longitude: float) -> Point:
    """The Equal Earth projection (Šavrič, Patterson and Jenny 2018): degrees in, radii of the sphere out, north up."""
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    slope = a1 + 3 * a2 * theta**2 + 7 * a3 * theta**6 + 9 * a4 * theta**8
    north = a1 * theta + a2 * theta**3 + a3 * theta**7 + a4 * theta**9
    return (2 * sqrt(3) / 3 * radians(longitude) * cos(theta) / slope, north)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A window on a projection: `width` by `height` pixels, `scale` pixels a radius, `left` and `top` at its corner."""

    name: str
    title: str
    project: Projection
    scale: float
    left: float
    top: float
    width: int
    height: int

    def on_paper(self, latitude: float, longitude: float) -> Point:
        """Where a place in degrees falls, in pixels from the upper left corner; also outside of the frame."""
        east, north = self.project(latitude, longitude)
        return ((east - self.left) * self.scale, (self.top - north) * self.scale)

    def shows(self, point: Point) -> bool:
        """True for a point far enough inside that its mark is not cut."""
        x, y = point
        return MARGIN <= x <= self.width - MARGIN and MARGIN <= y <= self.height - MARGIN


# Iceland to the Urals, the North Cape to Cyprus; the islands off Africa lie outside.
EUROPE = Frame(
    name="europe",
    title="Europe",
    project=azimuthal,
    scale=720 * EARTH_RADIUS_KM / 5240,
    left=-2280 / EARTH_RADIUS_KM,
    top=2300 / EARTH_RADIUS_KM,
    width=720,
    height=590,
)

# All longitudes; without Antarctica.
_WORLD_SCALE = (720 - 2 * MARGIN) / (2 * equal_earth(0, 180)[0])
WORLD = Frame(
    name="world",
    title="World",
    project=equal_earth,
    scale=_WORLD_SCALE,
    left=-360 / _WORLD_SCALE,
    top=equal_earth(84, 0)[1] + MARGIN / _WORLD_SCALE,
    width=720,
    height=333,
)

FRAMES = (EUROPE, WORLD)

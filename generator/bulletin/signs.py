"""The signs of the map: a shape for each tier, of the same area at the same number of published versions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import ceil, cos, pi, sin, sqrt
from types import MappingProxyType

from generator.terms import Tier

# A star has ten corners, every other one at this share of the radius.
STAR_WAIST = 0.5
SMALLEST_RADIUS = 4.0
GROWTH = 1.4
LARGEST_RADIUS = 8.0
CLUSTER_RADIUS = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A shape around its own centre, and what it means."""

    kind: str
    outline: str
    meaning: str


def radius(versions: int) -> float:
    """Radius in pixels of the circle for so many published versions; the other shapes have its area."""
    return min(SMALLEST_RADIUS + GROWTH * sqrt(versions), LARGEST_RADIUS)


@cache
def outline(tier: Tier, size: float) -> str:
    """The shape of a tier as SVG path text, with the area of a circle of radius `size`."""
    return _circle(size) if tier is Tier.NONE else _polygon(_SHAPES[tier], size)


# Corners as (distance from the centre, angle in turns clockwise from the top).
_SHAPES = MappingProxyType(
    {
        Tier.COLLABORATING: tuple((1.0, n / 3) for n in range(3)),
        Tier.SILVER: tuple((1.0, n / 4 + 1 / 8) for n in range(4)),
        Tier.GOLD: tuple((1.0, n / 4) for n in range(4)),
        Tier.PLATINUM: tuple((STAR_WAIST if n % 2 else 1.0, n / 10) for n in range(10)),
    },
)


def _circle(size: float) -> str:
    across = 2 * round(size, 1)
    half = f"a{across / 2:.1f} {across / 2:.1f} 0 1 1"
    return f"M{-across / 2:.1f} 0{half} {across:.1f} 0{half} {-across:.1f} 0z"


def _polygon(corners: tuple[tuple[float, float], ...], size: float) -> str:
    points = [(reach * sin(2 * pi * turn), -reach * cos(2 * pi * turn)) for reach, turn in corners]
    sides = zip(points, points[1:] + points[:1], strict=True)
    area = abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in sides)) / 2
    stretch = size * sqrt(pi / area)
    return "M" + "L".join(f"{x * stretch:.1f} {y * stretch:.1f}" for x, y in points) + "z"


def tier_in_words(tier: Tier) -> str:
    """The tier as a reader of the map calls it."""
    return "no tier" if tier is Tier.NONE else tier.value


def legend() -> tuple[Sign, ...]:
    """The signs and their meanings: tiers from the highest to none, then the sizes, then the cluster."""
    most = ceil(((LARGEST_RADIUS - SMALLEST_RADIUS) / GROWTH) ** 2)
    return (
        *(_sign(f"{tier.value}-published", tier, 6.5, tier_in_words(tier)) for tier in reversed(Tier)),
        _sign("none-unpublished", Tier.NONE, radius(0), "hollow: nothing published"),
        _sign("none-published", Tier.NONE, radius(1), "small: 1 version published"),
        _sign("none-published", Tier.NONE, radius(most), f"large: {most} versions or more"),
        _sign("cluster", Tier.NONE, CLUSTER_RADIUS, "several sites: their number; leads to their names"),
    )


def _sign(kind: str, tier: Tier, size: float, meaning: str) -> Sign:
    return Sign(kind=kind, outline=outline(tier, size), meaning=meaning)

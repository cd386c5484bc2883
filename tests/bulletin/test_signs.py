"""The signs: five shapes that differ without colour, of the same area, growing with the versions."""

import re
from itertools import pairwise
from math import pi

import pytest

from generator.bulletin.signs import legend, outline, radius
from generator.terms import Tier

ANGULAR = [tier for tier in Tier if tier is not Tier.NONE]


def corners(path: str) -> list[tuple[float, float]]:
    points = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]
    return [*points, points[0]]


def test_every_tier_has_its_own_shape() -> None:
    assert 5 == len({outline(tier, 8) for tier in Tier})


@pytest.mark.parametrize("tier", ANGULAR)
def test_a_shape_has_the_area_of_the_circle(tier: Tier) -> None:
    area = abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(corners(outline(tier, 8))))) / 2

    assert pi * 8**2 == pytest.approx(area, rel=0.02)


@pytest.mark.parametrize("tier", ANGULAR)
def test_no_shape_leaves_its_target(tier: Tier) -> None:
    assert 13 >= max(max(abs(x), abs(y)) for x, y in corners(outline(tier, radius(99))))


def test_the_circle_is_round() -> None:
    assert "M-8.0 0a8.0 8.0 0 1 1 16.0 0a8.0 8.0 0 1 1 -16.0 0z" == outline(Tier.NONE, 7.96)


def test_signs_grow_with_the_versions_up_to_the_number_that_the_legend_names() -> None:
    sizes = [radius(versions) for versions in range(20)]

    assert sizes == sorted(sizes)
    assert radius(8) < radius(9) == radius(99)
    assert "large: 9 versions or more" in [sign.meaning for sign in legend()]


def test_the_legend_explains_every_tier_in_words() -> None:
    assert ["platinum", "gold", "silver", "collaborating", "no tier"] == [sign.meaning for sign in legend()[:5]]

"""Draws the outlines of this folder from Natural Earth's land; its README says when and how to run it."""
# ruff: noqa: INP001 - a script that stands beside what it draws, no module

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import accumulate, groupby
from math import hypot
from pathlib import Path
from typing import Any

from generator.bulletin.projection import EUROPE, WORLD, Frame, Point

Ring = list[Point]
# Axis, limit, and 1 where the part above the limit is kept or -1 where the part below.
Sides = tuple[tuple[int, float, int], ...]

TOLERANCE = {"europe": 0.3, "world": 0.2}
SMALLEST_ISLAND = {"europe": 1.0, "world": 0.6}
# Far enough outside for the false edges along the clip to stay out of sight.
BLEED = 6.0
# More than a step of the graticule, so that its lines reach the edge.
REACH = 40.0
HALF_TURN = 180.0


def land(topology: dict[str, Any]) -> Iterator[Ring]:
    """Every ring of the land as (latitude, longitude)."""
    arcs = [_degrees(arc, topology["transform"]) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                yield [point for index in ring for point in _arc(arcs, index)[:-1]]


def _degrees(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    (east, north), (left, bottom) = transform["scale"], transform["translate"]
    longitudes = accumulate(x for x, _ in arc)
    latitudes = accumulate(y for _, y in arc)
    return [(y * north + bottom, x * east + left) for x, y in zip(longitudes, latitudes, strict=True)]


def _arc(arcs: list[Ring], index: int) -> Ring:
    """Arc number `index`; a negative number is the complement of an arc that is walked backwards."""
    return arcs[index] if index >= 0 else arcs[~index][::-1]


def cut(ring: Ring) -> Iterator[Ring]:
    """A ring of places, cut where it crosses the date line; a ring around a pole (Antarctica) is off the map."""
    turns = accumulate(-round((lon - ring[n - 1][1]) / 360) if n else 0 for n, (_, lon) in enumerate(ring))
    whole = [(lat, lon + 360 * turn) for (lat, lon), turn in zip(ring, turns, strict=True)]
    if abs(whole[-1][1] - whole[0][1]) < HALF_TURN:
        for shift in (-360, 0, 360):
            yield clip([(lat, lon + shift) for lat, lon in whole], ((1, -HALF_TURN, 1), (1, HALF_TURN, -1)))


def clip(ring: Ring, sides: Sides) -> Ring:
    """The part of a ring within all sides, one after the other (Sutherland and Hodgman)."""
    for axis, limit, sign in sides:
        ring = list(_one_side(ring, axis, limit, sign))
    return ring


def _one_side(ring: Ring, axis: int, limit: float, sign: int) -> Iterator[Point]:
    for start, end in zip(ring[-1:] + ring[:-1], ring, strict=True):
        before, after = sign * (start[axis] - limit), sign * (end[axis] - limit)
        if (before < 0) != (after < 0):
            part = before / (before - after)
            yield (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
        if after >= 0:
            yield end


def simplify(line: Ring, tolerance: float) -> Ring:
    """The line without the points that lie closer than `tolerance` to it (Douglas and Peucker)."""
    keep, open_parts = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        between = ((_distance(line[n], line[first], line[last]), n) for n in range(first + 1, last))
        far, farthest = max(between, default=(0.0, first))
        if far > tolerance:
            keep.add(farthest)
            open_parts += [(first, farthest), (farthest, last)]
    return [line[n] for n in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (dx, dy) = (point[0] - start[0], point[1] - start[1]), (end[0] - start[0], end[1] - start[1])
    length = hypot(dx, dy)
    if not length:
        return hypot(x, y)
    along = min(max((x * dx + y * dy) / length, 0), length)
    return hypot(x - along * dx / length, y - along * dy / length)


def area(ring: Ring) -> float:
    """The area of a ring in square pixels."""
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring[-1:] + ring[:-1], ring, strict=True))) / 2


def path(ring: Ring, *, closed: bool) -> str:
    """A ring or line as SVG path text in tenths of a pixel, each step relative to the last point as it was written."""
    steps: list[str] = []
    x, y = 0, 0
    for point in ring:
        to_x, to_y = round(point[0] * 10), round(point[1] * 10)
        if not steps or (to_x, to_y) != (x, y):
            steps.append(f"{'l' if steps else 'M'}{_number(to_x - x)}{_number(to_y - y, after=True)}")
        x, y = to_x, to_y
    return "".join(steps) + ("z" if closed else "")


def _number(tenths: int, *, after: bool = False) -> str:
    text = f"{tenths / 10:g}"
    return f" {text}" if after and tenths >= 0 else text


def outline(frame: Frame, topology: dict[str, Any]) -> str:
    """The land of a frame as one path."""
    sides = ((0, -BLEED, 1), (0, frame.width + BLEED, -1), (1, -BLEED, 1), (1, frame.height + BLEED, -1))
    pieces = (piece for ring in land(topology) for piece in cut(ring))
    rings = (clip([frame.on_paper(*place) for place in piece], sides) for piece in pieces)
    drawn = [ring for ring in rings if ring and area(ring) >= SMALLEST_ISLAND[frame.name]]
    drawn.sort(key=area, reverse=True)
    return "".join(path(simplify([*ring, ring[0]], TOLERANCE[frame.name])[:-1], closed=True) for ring in drawn)


def sea(frame: Frame) -> str:
    """The globe as far as the frame shows it."""
    if frame is EUROPE:
        return path([(0, 0), (frame.width, 0), (frame.width, frame.height), (0, frame.height)], closed=True)
    east, west = ([frame.on_paper(lat, lon) for lat in range(-60, 85, 2)] for lon in (HALF_TURN, -HALF_TURN))
    return path(simplify(east + west[::-1], 0.05), closed=True)


def graticule(frame: Frame, step: int) -> str:
    """Meridians and parallels every `step` degrees, as far as they cross the frame."""
    north = range(-60 if frame is WORLD else 20, 85 if frame is WORLD else 81, 2)
    east = range(-180, 181, 2) if frame is WORLD else range(-60, 81, 2)
    meridians = [[(float(lat), float(lon)) for lat in north] for lon in east if lon % step == 0]
    parallels = [[(float(lat), float(lon)) for lon in east] for lat in north if lat % step == 0]
    lines = ([frame.on_paper(*place) for place in line] for line in meridians + parallels)
    return "".join(path(simplify(part, 0.1), closed=False) for line in lines for part in _inside(line, frame))


def _inside(line: Ring, frame: Frame) -> Iterator[Ring]:
    """The stretches of a line that are near the frame."""
    for near, stretch in groupby(line, key=lambda point: _is_near(point, frame)):
        if near:
            yield list(stretch)


def _is_near(point: Point, frame: Frame) -> bool:
    return -REACH <= point[0] <= frame.width + REACH and -REACH <= point[1] <= frame.height + REACH


def main(land_110m: str, land_50m: str) -> None:
    """Write the fragments of both frames beside this file."""
    for frame, source, step in ((EUROPE, land_50m, 10), (WORLD, land_110m, 30)):
        topology = json.loads(Path(source).read_text(encoding="utf-8"))
        drawn = {"sea": sea(frame), "graticule": graticule(frame, step), "land": outline(frame, topology)}
        paths = "".join(f'<path class="pps-map-{layer}" d="{text}"/>\n' for layer, text in drawn.items())
        Path(__file__).with_name(f"{frame.name}.svg").write_text(paths, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The geographic map: where the sites lie in each view, and which of them share one mark because they lie too close."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import dist
from operator import itemgetter

from generator.bulletin.projection import FRAMES, Frame, Point
from generator.bulletin.signs import CLUSTER_RADIUS, Sign, legend, outline, radius, tier_in_words
from generator.terms import Tier

# Marks closer than this, in pixels, are one mark; it leaves each a target of 24 pixels and keeps their shapes apart.
SPACING = 26.0
NAMES_IN_TITLE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A site to be marked; `lat` and `lon` in degrees, both None where the record has no location."""

    site: str
    name: str
    city: str
    country: str
    lat: float | None
    lon: float | None
    tier: Tier
    versions: int
    link: str

    @property
    def title(self) -> str:
        """The site in words, as its mark says it."""
        return f"{', '.join(filter(None, (f'{self.name} ({self.site})', self.city, self.country)))}: {self.standing}"

    @property
    def standing(self) -> str:
        """The tier and the number of published versions in words."""
        versions = "1 version" if self.versions == 1 else f"{self.versions or 'no'} versions"
        return f"{tier_in_words(self.tier)}, {versions} published"

    @property
    def kind(self) -> str:
        """What tells its sign from others: the tier, and whether there is anything to see."""
        return f"{self.tier.value}-{'published' if self.versions else 'unpublished'}"

    @property
    def outline(self) -> str:
        """The shape of the site's tier, as large as its number of published versions asks."""
        return outline(self.tier, radius(self.versions))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """
    One target on the map, in pixels: a single site that leads to its row, or several that lead to their list.

    `kind` is the tier with "-published" or "-unpublished", or "cluster"; `count` is empty for a single site.
    """

    x: float
    y: float
    link: str
    title: str
    count: str
    kind: str
    outline: str
    markers: tuple[Marker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The list behind a mark of several sites, by name; `anchor` is its id on the page."""

    anchor: str
    heading: str
    markers: tuple[Marker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GeographicView:
    """One drawing: marks in the order of their first site's name; `outside` are the sites beyond its frame."""

    name: str
    title: str
    heading: str
    width: int
    height: int
    marks: tuple[Mark, ...]
    clusters: tuple[Cluster, ...]
    outside: tuple[Marker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GeographicMap:
    """All views of the same sites, those that have no location, the number of those that have, and the legend."""

    views: tuple[GeographicView, ...]
    unplaced: tuple[Marker, ...]
    count: int
    legend: tuple[Sign, ...]


def geographic_map(markers: Iterable[Marker]) -> GeographicMap:
    """The map of these sites, each given once; the same whatever their order."""
    by_name = sorted(markers, key=_by_name)
    unplaced = tuple(marker for marker in by_name if marker.lat is None or marker.lon is None)
    return GeographicMap(
        views=tuple(geographic_view(frame, by_name) for frame in FRAMES),
        unplaced=unplaced,
        count=len(by_name) - len(unplaced),
        legend=legend(),
    )


def geographic_view(frame: Frame, markers: Iterable[Marker]) -> GeographicView:
    """The drawing of the sites that have a location in one frame."""
    points = _points(frame, sorted(markers, key=_by_name))
    shown = {marker: point for marker, point in points.items() if frame.shows(point)}
    groups = sorted(_groups(shown), key=lambda group: _by_name(min(group, key=_by_name)))
    return GeographicView(
        name=frame.name,
        title=frame.title,
        heading=f"{frame.title}: {len(shown)} of {len(points)} sites that have a location",
        width=frame.width,
        height=frame.height,
        marks=tuple(_mark(frame, group, shown[group[0]]) for group in groups),
        clusters=tuple(_cluster(frame, group) for group in groups if len(group) > 1),
        outside=tuple(marker for marker in points if marker not in shown),
    )


def _points(frame: Frame, markers: Iterable[Marker]) -> dict[Marker, Point]:
    """Where the sites fall, to a tenth of a pixel as it is printed, so that what is compared is what is seen."""
    exact = (
        (marker, frame.on_paper(marker.lat, marker.lon))
        for marker in markers
        if marker.lat is not None and marker.lon is not None
    )
    # Adding zero turns -0.0 into 0.0.
    return {marker: (round(x, 1) + 0, round(y, 1) + 0) for marker, (x, y) in exact}


def _groups(points: Mapping[Marker, Point]) -> Iterable[list[Marker]]:
    """
    Sites that share a mark; the first of each group is the one whose place the mark takes.

    The sites with most to show come first. Each joins the nearest mark closer than the spacing, or sets a new one:
    thus no two marks are closer than that, and a grid of this step finds all neighbours of a point around its cell.
    """
    cells: dict[tuple[int, int], list[list[Marker]]] = defaultdict(list)
    for marker in sorted(points, key=_by_weight):
        x, y = points[marker]
        column, row = int(x // SPACING), int(y // SPACING)
        around = (cells[i, j] for i in range(column - 1, column + 2) for j in range(row - 1, row + 2))
        near = [(dist(points[group[0]], (x, y)), group) for groups in around for group in groups]
        distance, nearest = min(near, key=itemgetter(0), default=(SPACING, []))
        if distance < SPACING:
            nearest.append(marker)
        else:
            cells[column, row].append([marker])
    return [group for groups in cells.values() for group in groups]


def _mark(frame: Frame, group: list[Marker], point: Point) -> Mark:
    return _single_mark(group[0], point) if len(group) == 1 else _cluster_mark(_cluster(frame, group), point)


def _single_mark(marker: Marker, point: Point) -> Mark:
    return Mark(
        x=point[0],
        y=point[1],
        link=marker.link,
        title=marker.title,
        count="",
        kind=marker.kind,
        outline=marker.outline,
        markers=(marker,),
    )


def _cluster_mark(cluster: Cluster, point: Point) -> Mark:
    names = [marker.name for marker in cluster.markers[:NAMES_IN_TITLE]]
    rest = len(cluster.markers) - len(names)
    return Mark(
        x=point[0],
        y=point[1],
        link=f"#{cluster.anchor}",
        title=f"{cluster.heading}: {', '.join(names)}{f' and {rest} more' if rest else ''}",
        count=str(len(cluster.markers)),
        kind="cluster",
        outline=outline(Tier.NONE, CLUSTER_RADIUS),
        markers=cluster.markers,
    )


def _cluster(frame: Frame, group: list[Marker]) -> Cluster:
    middle = group[0]
    return Cluster(
        anchor=f"map-{frame.name}-{middle.site}",
        heading=f"{len(group)} sites near {middle.city or middle.name}",
        markers=tuple(sorted(group, key=_by_name)),
    )


def _by_name(marker: Marker) -> tuple[str, str]:
    return (marker.name.casefold(), marker.site)


def _by_weight(marker: Marker) -> tuple[int, int, str, str]:
    return (-marker.versions, -marker.tier.rank, *_by_name(marker))

"""The map of places, drawn by the server: outlines of divisions, and a numbered pin per place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tongban.kernel.text import Text
from tongban.places.api import AreaView, Openness, PlaceKind, Point, lies_within
from tongban.web.portal.ground import WIDTH, Ground
from tongban.web.portal.regions import region_name
from tongban.web.present.queueing import PlaceLine

_MARGIN = 24
_RADIUS = 15
_GRID = 12
_HALF_NAME = 32
_ENOUGH = 60.0


@dataclass(frozen=True, slots=True)
class DrawnArea:
    """A division: the points of its polygon, and its name where it is free."""

    points: str
    name: Text
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Pin:
    """A place: a square hall, a round station, a diamond terminal; hollow when closed."""

    line: PlaceLine
    x: float
    y: float

    @property
    def shape(self) -> str:
        """The path of the pin."""
        x, y, r = self.x, self.y, _RADIUS
        if self.line.seen.place.kind is PlaceKind.HALL:
            return f"M{x - r:.1f} {y - r:.1f}h{2 * r}v{2 * r}h{-2 * r}z"
        if self.line.seen.place.kind is PlaceKind.KIOSK:
            d = r * 1.3
            return f"M{x:.1f} {y - d:.1f}l{d:.1f} {d:.1f}l{-d:.1f} {d:.1f}l{-d:.1f} {-d:.1f}z"
        return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"

    @property
    def is_open(self) -> bool:
        """Whether it is drawn full."""
        return self.line.seen.openness is Openness.OPEN

    @property
    def at(self) -> tuple[str, str]:
        """Where its number is written."""
        return f"{self.x:.1f}", f"{self.y + 5:.1f}"


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The picture: a view box and what is drawn in it."""

    view_box: str
    areas: tuple[DrawnArea, ...]
    pins: tuple[Pin, ...]


def place_map(lines: Sequence[PlaceLine], outlines: Sequence[AreaView]) -> PlaceMap | None:
    """The map of these places; None when there is nothing to draw."""
    points = [p for area in outlines for p in area.outline]
    points += [line.seen.place.point for line in lines]
    if not points or not lines:
        return None
    ground = Ground(points, _MARGIN)
    pins: list[Pin] = []
    for line in lines:
        x, y = ground.at(line.seen.place.point)
        while any(math.hypot(x - pin.x, y - pin.y) < 2 * _RADIUS for pin in pins):
            x += _RADIUS
        pins.append(Pin(line, round(x, 1), round(y, 1)))
    width = max(WIDTH, math.ceil(max(pin.x for pin in pins)) + _MARGIN)
    areas = tuple(_area(area, ground, pins) for area in outlines)
    return PlaceMap(f"0 0 {width} {math.ceil(ground.height)}", areas, tuple(pins))


def _area(area: AreaView, ground: Ground, pins: Sequence[Pin]) -> DrawnArea:
    corners = [Point(*ground.at(point)) for point in area.outline]
    x, y = _name_place(corners, pins)
    return DrawnArea(
        " ".join(f"{corner.east:.1f},{corner.north:.1f}" for corner in corners),
        region_name(area.region),
        round(x, 1),
        round(y, 1),
    )


def _name_place(corners: Sequence[Point], pins: Sequence[Pin]) -> tuple[float, float]:
    """Where a name fits into an outline: well inside, and as far from the pins as it gets."""
    xs, ys = [corner.east for corner in corners], [corner.north for corner in corners]
    middle = (sum(xs) / len(xs), sum(ys) / len(ys))
    spots = [
        (min(xs) + (max(xs) - min(xs)) * i / _GRID, min(ys) + (max(ys) - min(ys)) * j / _GRID)
        for i in range(1, _GRID)
        for j in range(1, _GRID)
    ]
    inside = [
        (x, y)
        for x, y in spots
        if all(lies_within(Point(x + dx, y - 7), corners) for dx in (-_HALF_NAME, 0, _HALF_NAME))
    ]

    def room(spot: tuple[float, float]) -> tuple[float, float]:
        away = min((math.dist(spot, (pin.x, pin.y + 7)) for pin in pins), default=_ENOUGH)
        return min(away, _ENOUGH), -math.dist(spot, middle)

    return max(inside, key=room, default=middle)

"""From degrees to a picture drawn by the server, and back."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tongban.places.api import Point

WIDTH = 600


class Ground:
    """Degrees to units of a picture; a degree of longitude is shorter away from the equator.

    ``margin`` is left free on every side. ``east_unit`` and ``north_unit`` are units of the picture
    for a degree, ``west`` and ``top`` the degrees of its left and upper edge.
    """

    def __init__(self, points: Sequence[Point], margin: float) -> None:
        west, top = min(p.east for p in points), max(p.north for p in points)
        bottom = min(p.north for p in points)
        narrowing = math.cos(math.radians((top + bottom) / 2))
        width = max((max(p.east for p in points) - west) * narrowing, 0.01)
        self.north_unit = (WIDTH - 2 * margin) / width
        self.east_unit = self.north_unit * narrowing
        self.height = (top - bottom) * self.north_unit + 2 * margin
        self.west = west - margin / self.east_unit
        self.top = top + margin / self.north_unit

    def at(self, point: Point) -> tuple[float, float]:
        """Where a position is drawn."""
        x = (point.east - self.west) * self.east_unit
        return x, (self.top - point.north) * self.north_unit

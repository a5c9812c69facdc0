"""The ground a division covers, as a polygon of longitudes and latitudes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A point in degrees (CGCS2000): ``east`` is the longitude, ``north`` the latitude."""

    east: float
    north: float


def lies_within(point: Point, outline: Sequence[Point]) -> bool:
    """Whether ``point`` lies inside the polygon: a ray to the east crosses an odd number of edges.

    ``outline`` are its corners in order, at least three, in the units of the point.
    """
    inside = False
    for one, other in zip(outline, (*outline[1:], *outline[:1]), strict=True):
        if (one.north > point.north) != (other.north > point.north):
            share = (point.north - one.north) / (other.north - one.north)
            if point.east < one.east + share * (other.east - one.east):
                inside = not inside
    return inside

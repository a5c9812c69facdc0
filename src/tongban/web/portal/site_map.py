"""The map on which the corners of a plot are picked: the zones that assessed themselves 区域评估.

Drawn by the server. With the page's script corners are picked on it; without it they are typed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from tongban.catalogue.api import ItemView
from tongban.forms.api import FormView
from tongban.kernel.text import Text
from tongban.places.api import Point
from tongban.web.portal.ground import WIDTH, Ground
from tongban.web.present.questions import ANSWER
from tongban.zones.api import ZoneView, zones

_MARGIN = 90.0


@dataclass(frozen=True, slots=True)
class DrawnZone:
    """A zone: the points of its polygon, and its name in the middle."""

    points: str
    name: Text
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class SiteMap:
    """The picture, and for ``control``, the question it answers, how to read a position off it.

    ``west`` and ``top`` are the degrees of its left and upper edge, ``east_unit`` and
    ``north_unit`` its units for a degree, as decimals.
    """

    control: str
    view_box: str
    zones: tuple[DrawnZone, ...]
    west: str
    top: str
    east_unit: str
    north_unit: str


def site_map(control: str, zones: Sequence[ZoneView]) -> SiteMap | None:
    """The map of these zones; None when there is none to draw."""
    points = [Point(*corner) for zone in zones for corner in zone.outline]
    if not points:
        return None
    ground = Ground(points, _MARGIN)
    return SiteMap(
        control,
        f"0 0 {WIDTH} {math.ceil(ground.height)}",
        tuple(_drawn(zone, ground) for zone in zones),
        f"{ground.west:.9f}",
        f"{ground.top:.9f}",
        f"{ground.east_unit:.9f}",
        f"{ground.north_unit:.9f}",
    )


def site_map_for(item: ItemView, shape: FormView | None) -> SiteMap | None:
    """The map to pick the site on, where a form asks for one that a zone may have assessed."""
    sites = {one.site_element for one in item.materials if one.area_kind}
    asked = shape.fields if shape and sites else ()
    control = next((ANSWER + one.name for one in asked if one.element_id in sites), None)
    return site_map(control, zones(timezone.now())) if control else None


def _drawn(zone: ZoneView, ground: Ground) -> DrawnZone:
    corners = [ground.at(Point(*corner)) for corner in zone.outline]
    x, y = (sum(axis) / len(corners) for axis in zip(*corners, strict=True))
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return DrawnZone(drawn, zone.name, f"{x:.1f}", f"{y:.1f}")

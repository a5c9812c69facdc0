"""What is drawn: one page of texts and paths. Millimetres from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

Segment: TypeAlias = tuple[str, tuple[float, ...]]
"""One step of a path: ``M`` x y, ``L`` x y, ``B`` two control points and an end, ``C`` close."""

_ROUND = 0.5522847498  # control points that make four Bézier curves a circle, off by 0.03 %


class Face(Enum):
    """Which cut of the typeface."""

    REGULAR = "regular"
    BOLD = "bold"


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green and blue, 0 to 255 each."""

    red: int
    green: int
    blue: int


BLACK = Colour(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left upper corner, width and height, mm."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words with its baseline at ``x``, ``y``; ``size`` is the em in mm.

    ``angle`` turns it counter-clockwise around that point, in degrees. Nothing is see-through:
    common OFD readers ignore opacity, so a watermark is light ink, drawn first.
    """

    x: float
    y: float
    words: str
    size: float
    face: Face = Face.REGULAR
    ink: Colour = BLACK
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class Shape:
    """Lines, boxes, curves, QR modules: stroked when it has a ``pen``, filled when a ``fill``."""

    segments: tuple[Segment, ...]
    pen: Colour | None = None
    width: float = 0.35
    fill: Colour | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``marks`` are drawn in order; ``seal`` is where the seal's picture goes."""

    width: float
    height: float
    title: str
    marks: tuple[Text | Shape, ...]
    seal: Box


def line_outline(x1: float, y1: float, x2: float, y2: float) -> tuple[Segment, ...]:
    """A straight line."""
    return (("M", (x1, y1)), ("L", (x2, y2)))


def box_outline(box: Box) -> tuple[Segment, ...]:
    """The outline of a box."""
    right, low = box.x + box.width, box.y + box.height
    corners = ((right, box.y), (right, low), (box.x, low))
    return (("M", (box.x, box.y)), *(("L", corner) for corner in corners), ("C", ()))


def circle_outline(x: float, y: float, radius: float) -> tuple[Segment, ...]:
    """A circle around ``x``, ``y``."""
    return oval_outline(x, y, radius, radius)


def oval_outline(x: float, y: float, half: float, high: float) -> tuple[Segment, ...]:
    """An ellipse around ``x``, ``y``: half its width, half its height."""
    across, down = half * _ROUND, high * _ROUND
    return (
        ("M", (x + half, y)),
        ("B", (x + half, y + down, x + across, y + high, x, y + high)),
        ("B", (x - across, y + high, x - half, y + down, x - half, y)),
        ("B", (x - half, y - down, x - across, y - high, x, y - high)),
        ("B", (x + across, y - high, x + half, y - down, x + half, y)),
        ("C", ()),
    )

"""Frame, ground and rosettes of a certificate: invented curves, no emblem of any state.

They are the same for every certificate of one look, so they are made once per process.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise

from tongban_trust.drawing import Box, Colour, Segment, Shape, box_outline

_HANDLE = 0.3642  # of a half wave: where the handles of a Bézier curve make it a sine


@cache
def ground(width: float, height: float, ink: Colour) -> tuple[Shape, ...]:
    """A faint rosette behind the words, as on security paper."""
    middle = (width / 2, height / 2)
    return tuple(
        Shape(rosette(*middle, reach, 0.13, petals), pen=ink, width=0.5)
        for reach, petals in ((34, 12), (42, 16), (50, 20), (58, 24))
    )


@cache
def frame(width: float, height: float, ink: Colour) -> tuple[Shape, ...]:
    """Two lines around, a chain of waves between them, a knot in each corner."""
    found = [
        Shape(box_outline(Box(inset, inset, width - 2 * inset, height - 2 * inset)), ink, pen)
        for inset, pen in ((10.0, 0.9), (16.0, 0.35))
    ]
    for side in (1, -1):
        found += [
            Shape(_wave(18, width - 18, 13, side, lying=True), ink, 0.25),
            Shape(_wave(18, width - 18, height - 13, side, lying=True), ink, 0.25),
            Shape(_wave(18, height - 18, 13, side, lying=False), ink, 0.25),
            Shape(_wave(18, height - 18, width - 13, side, lying=False), ink, 0.25),
        ]
    found += [
        Shape(rosette(x, y, 1.9, 0.3, 4), ink, 0.3, fill=ink)
        for x in (13.0, width - 13)
        for y in (13.0, height - 13)
    ]
    return tuple(found)


def rosette(x: float, y: float, reach: float, depth: float, petals: int) -> tuple[Segment, ...]:
    """A closed wave around a circle: ``reach`` mm wide, ``depth`` of that in and out."""
    step = math.pi / petals
    stops = []
    for place in range(2 * petals + 1):
        turn, far = step * place, reach * (1 + depth * (-1) ** place)
        point = (x + far * math.cos(turn), y + far * math.sin(turn))
        handle = _HANDLE * step * far
        stops.append((point, (-handle * math.sin(turn), handle * math.cos(turn))))
    curves = (
        ("B", (a[0] + from_a[0], a[1] + from_a[1], b[0] - to_b[0], b[1] - to_b[1], *b))
        for (a, from_a), (b, to_b) in pairwise(stops)
    )
    return (("M", stops[0][0]), *curves, ("C", ()))


def _wave(start: float, end: float, level: float, side: int, *, lying: bool) -> tuple[Segment, ...]:
    """A sine along a line, three millimetres to the half wave."""
    halves = 2 * round((end - start) / 6)
    step = (end - start) / halves
    found: list[Segment] = [("M", (start, level) if lying else (level, start))]
    for place in range(halves):
        at = start + step * place
        high = level + side * (-1) ** place * 1.7 * 4 / 3
        points = (
            (at + _HANDLE * step, high),
            (at + (1 - _HANDLE) * step, high),
            (at + step, level),
        )
        found.append(("B", tuple(v for x, y in points for v in ((x, y) if lying else (y, x)))))
    return tuple(found)

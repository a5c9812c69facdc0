"""Whether a site lies in an area: exact, in whole ten-millionths of a degree.

A site is one position or the corners of its boundary in order. It lies in an area when all of its
boundary does, the area's own edge included; a pentagon that reaches over a notch does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

Point = tuple[int, int]
"""East and north, in ten-millionths of a degree (about a centimetre)."""
_Exact = tuple[Fraction, Fraction]
MOST_CORNERS = 60
_UNIT = 10_000_000
_CORNER = re.compile(r"(\d{1,3}(?:\.\d{1,7})?)\s*[,，]\s*(\d{1,2}(?:\.\d{1,7})?)")
_BETWEEN = re.compile(r"[;；\n]+")


def read_site(text: str) -> tuple[Point, ...]:
    """Corners as people type them: ``150.4312,20.5123; 150.4330,20.5123``.

    Decimal degrees, east before north. Empty when it cannot be read: nothing is guessed.
    """
    written = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    found = [_CORNER.fullmatch(part) for part in written]
    if not found or len(found) > MOST_CORNERS or None in found:
        return ()
    return tuple(
        (_ten_millionths(one.group(1)), _ten_millionths(one.group(2))) for one in found if one
    )


def lies_in(site: Sequence[Point], outline: Sequence[Point]) -> bool:
    """Whether the whole boundary of ``site`` is within ``outline`` (a simple polygon) or on it."""
    if not site or len(outline) < 3:
        return False
    corners = list(dict.fromkeys(site))
    if len(corners) == 1:
        return _holds(outline, (Fraction(corners[0][0]), Fraction(corners[0][1])))
    edges = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    return all(_edge_within(start, end, outline) for start, end in edges)


def _edge_within(start: Point, end: Point, outline: Sequence[Point]) -> bool:
    """Cut where it meets the outline; each end and the middle of each piece must be within."""
    cuts = sorted({Fraction(0), Fraction(1), *_cuts(start, end, outline)})
    middles = [(a + b) / 2 for a, b in pairwise(cuts)]
    return all(_holds(outline, _at(start, end, t)) for t in (*cuts, *middles))


def _cuts(start: Point, end: Point, outline: Sequence[Point]) -> list[Fraction]:
    run = (end[0] - start[0], end[1] - start[1])
    found: list[Fraction] = []
    for p, q in _sides(outline):
        side = (q[0] - p[0], q[1] - p[1])
        across = run[0] * side[1] - run[1] * side[0]
        to = (p[0] - start[0], p[1] - start[1])
        if across:
            t = Fraction(to[0] * side[1] - to[1] * side[0], across)
            found += [t] if 0 < t < 1 else []
        elif to[0] * run[1] == to[1] * run[0]:  # along the same line: cut at its ends
            length = run[0] ** 2 + run[1] ** 2
            for corner in (p, q):
                dot = (corner[0] - start[0]) * run[0] + (corner[1] - start[1]) * run[1]
                t = Fraction(dot, length)
                found += [t] if 0 < t < 1 else []
    return found


def _holds(outline: Sequence[Point], point: _Exact) -> bool:
    """Within or on the edge: an odd number of sides lies to the east, or it is on one."""
    x, y = point
    inside = False
    for (px, py), (qx, qy) in _sides(outline):
        turn = (qx - px) * (y - py) - (qy - py) * (x - px)
        if turn == 0 and min(px, qx) <= x <= max(px, qx) and min(py, qy) <= y <= max(py, qy):
            return True
        if (py > y) != (qy > y) and (turn > 0) == (qy > py):
            inside = not inside
    return inside


def _sides(outline: Sequence[Point]) -> list[tuple[Point, Point]]:
    return list(zip(outline, [*outline[1:], outline[0]], strict=True))


def _at(start: Point, end: Point, t: Fraction) -> _Exact:
    return start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])


def _ten_millionths(degrees: str) -> int:
    return int(Fraction(degrees) * _UNIT)

"""The words as outlines, slanted, again and again over one page.

Letters are drawn hollow: what stands under them stays readable whether or not a reader knows
opacity (common OFD readers do not), and no font has to be put into somebody else's document.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.misc.transform import Transform
from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from tongban_trust.drawing import Colour, Segment, Shape
from tongban_trust.marking.limits import DocumentTooLarge

_INK = Colour(176, 18, 26)
_DEGREES, _LETTERS_ACROSS, _GAP = 30, 22, 2.4
_SMALLEST, _PEN = 2.4, 0.045  # mm; the pen as a share of the letter
_MOST_STAMPS = 400


@dataclass(frozen=True, slots=True)
class Stamps:
    """The words once, drawn from ``0, 0``, and where they stand on the page, mm."""

    shape: Shape
    places: tuple[tuple[float, float], ...]


@lru_cache(maxsize=8)
def slanted(words: str, width: float, height: float, font_file: Path) -> Stamps:
    """The words all over a page of ``width`` by ``height`` mm.

    DocumentTooLarge for a page so long or so large that they would stand there more than 400
    times; KeyError for a character the font does not draw.
    """
    size = max(min(width, height) / _LETTERS_ACROSS, _SMALLEST)
    turn = math.radians(_DEGREES)
    segments, length = _outlines(words, Transform().scale(size, -size).rotate(turn), font_file)
    along = (length + 2 * _GAP) * size
    across, down = along * math.cos(turn), along * math.sin(turn) + size
    places = tuple(_places(width, height, across, down))
    return Stamps(Shape(segments, pen=_INK, width=size * _PEN), places)


def _places(
    width: float, height: float, across: float, down: float
) -> Iterator[tuple[float, float]]:
    """Left ends of the words, so far apart that no two meet."""
    columns, rows = math.ceil(width / across) + 2, math.ceil(height / down) + 1
    if columns * rows > _MOST_STAMPS:
        raise DocumentTooLarge(f"A page of {width:.0f} by {height:.0f} mm is too large to mark")
    for row in range(rows):
        for column in range(columns):
            yield (column - 0.5 - 0.5 * (row % 2)) * across, (row + 0.5) * down


def _outlines(words: str, place: Transform, font_file: Path) -> tuple[tuple[Segment, ...], float]:
    """The outlines of the words put at ``place``, and how long they are, in em."""
    font = _font(font_file)
    glyphs, names, em = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
    pen, along = _Segments(glyphs), 0.0
    for character in words:
        glyph = glyphs[names[ord(character)]]
        put = place.translate(along, 0).scale(1 / em)
        glyph.draw(TransformPen(pen, put))
        along += glyph.width / em
    return tuple(pen.found), along


@lru_cache(maxsize=2)
def _font(font_file: Path) -> TTFont:
    return TTFont(font_file, fontNumber=0)


class _Segments(BasePen):
    """Collects what a glyph draws as our segments; quadratic curves become cubic ones."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.found: list[Segment] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 the names are fontTools'
        self.found.append(("M", _rounded(pt)))

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.found.append(("L", _rounded(pt)))

    def _curveToOne(  # noqa: N802
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self.found.append(("B", _rounded((*pt1, *pt2, *pt3))))

    def _closePath(self) -> None:  # noqa: N802
        self.found.append(("C", ()))


def _rounded(values: tuple[float, ...]) -> tuple[float, ...]:
    """To hundredths of a millimetre: a third of what a document would carry otherwise."""
    return tuple(round(value, 2) for value in values)

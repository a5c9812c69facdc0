"""TrueType fonts, read once, and the small fonts cut out of them for one document.

fontTools reads the tables; the cutting is ours because a general subsetter takes a tenth of a
second for what is a matter of copying some outlines. One character of a cut font is one glyph,
so that copied text comes out as it was printed. Source: OpenType 1.9, ISO/IEC 14496-22.
"""

from __future__ import annotations

import mmap
import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from tongban_trust.drawing import sfnt

_WORDS, _SCALE, _MORE, _XY_SCALE, _MATRIX, _INSTRUCTIONS = 0x01, 0x08, 0x20, 0x40, 0x80, 0x100
_DEEPEST = 8


class FontUnreadable(ValueError):
    """The file is no TrueType font with outlines that can be cut."""


@dataclass(frozen=True, slots=True)
class Subset:
    """A small font: glyph ``i + 1`` draws ``characters[i]``, ``advances[i]`` em wide."""

    name: str
    data: bytes
    characters: str
    advances: tuple[float, ...]
    ascent: float
    descent: float
    box: tuple[float, float, float, float]


class TrueType:
    """One font file. Outlines stay on disk until they are asked for."""

    def __init__(self, path: Path) -> None:
        """Read the tables; FontUnreadable when the file is none of ours."""
        try:
            self._open(path)
        except (TTLibError, OSError, KeyError, ValueError, struct.error) as error:
            raise FontUnreadable(f"{path.name}: {error}") from error

    def _open(self, path: Path) -> None:
        with path.open("rb") as file, TTFont(file, lazy=True, fontNumber=0) as font:
            tables = font.reader.tables
            if "glyf" not in tables or "CFF " in tables:
                raise FontUnreadable(f"{path.name} has no TrueType outlines")
            self.name = "".join(c for c in path.stem if c.isascii() and c.isalnum())
            self.characters: dict[int, str] = font.getBestCmap()
            self.numbers: dict[str, int] = font.getReverseGlyphMap()
            self.units: int = font["head"].unitsPerEm
            self.ascent: int = font["hhea"].ascent
            self.descent: int = font["hhea"].descent
            self._offsets = array("L", font["loca"].locations)
            self._wide: int = font["hhea"].numberOfHMetrics
            self._metrics: bytes = font.reader["hmtx"]
            self._start: int = tables["glyf"].offset
            self.bounds: tuple[int, int, int, int] = (
                font["head"].xMin, font["head"].yMin, font["head"].xMax, font["head"].yMax,
            )  # fmt: skip
            self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    @cached_property
    def _glyphs(self) -> dict[int, int]:
        return {code: self.numbers[name] for code, name in self.characters.items()}

    def draws(self, character: str) -> bool:
        """Whether the font has an outline for this character (an empty one only for a space)."""
        glyph = self._glyphs.get(ord(character), 0)
        return glyph != 0 and (character.isspace() or bool(self._outline(glyph)))

    def advance(self, character: str) -> float:
        """How far this character moves the pen, in em."""
        return self._metric(self._glyphs[ord(character)])[0] / self.units

    def cut(self, characters: Sequence[str], name: str) -> Subset:
        """A font called ``name`` that draws exactly these characters; KeyError for a missing one.

        The same characters give the same bytes.
        """
        wanted = [self._glyphs[ord(each)] for each in characters]
        order = [0, *wanted]  # .notdef first, as every TrueType font
        outlines = [b"", *(b"" for _ in wanted)]
        place = 0
        while place < len(order):
            outlines[place] = self._renumbered(self._outline(order[place]), order, outlines)
            place += 1
        metrics = [self._metric(glyph) for glyph in order]
        data = sfnt.build(
            name=name,
            units=self.units,
            bounds=self.bounds,
            ascent=self.ascent,
            descent=self.descent,
            outlines=outlines,
            metrics=metrics,
            characters={ord(each): place + 1 for place, each in enumerate(characters)},
        )
        em = self.units
        return Subset(
            name=name,
            data=data,
            characters="".join(characters),
            advances=tuple(metrics[place + 1][0] / em for place in range(len(characters))),
            ascent=self.ascent / em,
            descent=self.descent / em,
            box=(self.bounds[0] / em, self.bounds[1] / em,
                 self.bounds[2] / em, self.bounds[3] / em),
        )  # fmt: skip

    def _outline(self, glyph: int) -> bytes:
        first, last = self._offsets[glyph], self._offsets[glyph + 1]
        return self._file[self._start + first : self._start + last]

    def _metric(self, glyph: int) -> tuple[int, int]:
        """Advance and left side bearing, in font units."""
        if glyph < self._wide:
            advance, bearing = struct.unpack_from(">Hh", self._metrics, 4 * glyph)
            return advance, bearing
        (advance,) = struct.unpack_from(">H", self._metrics, 4 * (self._wide - 1))
        place = 4 * self._wide + 2 * (glyph - self._wide)
        (bearing,) = struct.unpack_from(">h", self._metrics, place)
        return advance, bearing

    def _renumbered(self, outline: bytes, order: list[int], outlines: list[bytes]) -> bytes:
        """An outline without hints; parts of a composite are added to ``order`` and renumbered."""
        if not outline:
            return b""
        (contours,) = struct.unpack_from(">h", outline, 0)
        if contours >= 0:
            return _without_hints(outline, contours)
        changed, place = bytearray(outline), 10
        while True:
            flags, part = struct.unpack_from(">HH", outline, place)
            order.append(part)
            outlines.append(b"")
            if len(order) > sfnt.MOST_GLYPHS:
                raise FontUnreadable("A composite glyph has too many parts")
            struct.pack_into(">HH", changed, place, flags & ~_INSTRUCTIONS, len(order) - 1)
            place += 4 + (4 if flags & _WORDS else 2) + _scale_bytes(flags)
            if not flags & _MORE:
                return bytes(changed[:place])


def _scale_bytes(flags: int) -> int:
    if flags & _MATRIX:
        return 8
    if flags & _XY_SCALE:
        return 4
    return 2 if flags & _SCALE else 0


def _without_hints(outline: bytes, contours: int) -> bytes:
    place = 10 + 2 * contours
    (hints,) = struct.unpack_from(">H", outline, place)
    return outline[:place] + b"\0\0" + outline[place + 2 + hints :]

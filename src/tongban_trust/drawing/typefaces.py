"""Which font draws which character: the house's own first, then those that know rare ones.

A rare character 生僻字 (GB 18030-2022 has 87,887) that no font of the machine draws stops the
document: a wrong or missing name on a certificate is worse than no certificate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from tongban_trust.drawing.model import Face
from tongban_trust.drawing.truetype import FontUnreadable, TrueType


class NoGlyph(ValueError):
    """No font at hand draws these characters; ``characters`` are all of them, once each."""

    def __init__(self, characters: str) -> None:
        named = ", ".join(f"{each} U+{ord(each):04X}" for each in characters)
        super().__init__(f"No font here draws {named}")
        self.characters = characters


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in a row that one font draws; ``advances`` in em."""

    font: TrueType
    words: str
    advances: tuple[float, ...]


class _Drawn(NamedTuple):
    font: TrueType
    advance: float


@cache
def read_font(path: Path) -> TrueType | None:
    """A font file, read once per process; None when it cannot be cut."""
    try:
        return TrueType(path)
    except FontUnreadable:
        return None


class Typefaces:
    """For each face the files to try, best first. Files are opened when they are first needed."""

    def __init__(self, files: Mapping[Face, Sequence[Path]]) -> None:
        """``files`` may name files that are no usable fonts: they are passed over."""
        self._files = {face: tuple(paths) for face, paths in files.items()}
        self._drawn_by: Callable[[str, Face], _Drawn | None] = lru_cache(65536)(self._find)

    def missing(self, words: str) -> str:
        """The characters of ``words`` that cannot be printed, once each."""
        return "".join(
            each for each in dict.fromkeys(words) if self._drawn_by(each, Face.REGULAR) is None
        )

    def runs(self, words: str, face: Face = Face.REGULAR) -> tuple[Run, ...]:
        """Cut ``words`` where the font changes; NoGlyph for characters no font draws."""
        found: list[tuple[TrueType, list[str], list[float]]] = []
        for each in words:
            drawn = self._drawn_by(each, face) or self._drawn_by(each, Face.REGULAR)
            if drawn is None:
                raise NoGlyph(self.missing(words))
            if not found or found[-1][0] is not drawn.font:
                found.append((drawn.font, [], []))
            found[-1][1].append(each)
            found[-1][2].append(drawn.advance)
        return tuple(Run(font, "".join(run), tuple(advances)) for font, run, advances in found)

    def width(self, words: str, size: float, face: Face = Face.REGULAR) -> float:
        """Width of one line in the unit of ``size``; NoGlyph as ``runs``."""
        return size * sum(sum(run.advances) for run in self.runs(words, face))

    def _find(self, character: str, face: Face) -> _Drawn | None:
        for path in self._files.get(face, ()):
            font = read_font(path)
            if font is not None and font.draws(character):
                return _Drawn(font, font.advance(character))
        return None

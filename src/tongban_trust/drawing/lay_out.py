"""From a page to what writers write: each text cut into runs, each font cut to its characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from tongban_trust.drawing.model import Page, Shape, Text
from tongban_trust.drawing.truetype import Subset, TrueType
from tongban_trust.drawing.typefaces import Run, Typefaces


@dataclass(frozen=True, slots=True)
class Letters:
    """A piece of a text in one font, ``offset`` mm along its baseline.

    ``glyphs`` are glyph numbers in the page's font ``font``; ``advances`` in em.
    """

    text: Text
    words: str
    offset: float
    font: int
    glyphs: tuple[int, ...]
    advances: tuple[float, ...]


Mark: TypeAlias = Letters | Shape


@dataclass(frozen=True, slots=True)
class LaidPage:
    """A page with its fonts cut to what it prints; both document formats are written from it."""

    page: Page
    marks: tuple[Mark, ...]
    fonts: tuple[Subset, ...]


def lay_out(page: Page, typefaces: Typefaces) -> LaidPage:
    """Choose fonts and cut them. NoGlyph names characters that cannot be printed."""
    runs: dict[int, tuple[Run, ...]] = {}
    needed: dict[TrueType, dict[str, int]] = {}
    for place, mark in enumerate(page.marks):
        if isinstance(mark, Text):
            runs[place] = typefaces.runs(mark.words, mark.face)
            for run in runs[place]:
                glyphs = needed.setdefault(run.font, {})
                for each in run.words:
                    glyphs.setdefault(each, len(glyphs) + 1)
    fonts = list(needed)
    marks: list[Mark] = []
    for place, mark in enumerate(page.marks):
        if isinstance(mark, Shape):
            marks.append(mark)
        else:
            marks += _letters(mark, runs[place], fonts, needed)
    subsets = [
        font.cut(tuple(needed[font]), f"TB{number}{font.name}") for number, font in enumerate(fonts)
    ]
    return LaidPage(page, tuple(marks), tuple(subsets))


def _letters(
    text: Text,
    runs: tuple[Run, ...],
    fonts: list[TrueType],
    needed: dict[TrueType, dict[str, int]],
) -> list[Letters]:
    found, offset = [], 0.0
    for run in runs:
        glyphs = tuple(needed[run.font][each] for each in run.words)
        number = fonts.index(run.font)
        found.append(Letters(text, run.words, offset, number, glyphs, run.advances))
        offset += text.size * sum(run.advances)
    return found

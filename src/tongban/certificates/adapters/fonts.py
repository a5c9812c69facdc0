"""Finds a font that can print what a certificate says, whatever the machine has.

Order: TrueType in ``settings.FONT_DIR`` (put there by the set-up), TrueType of the machine, and at
last the CID font every PDF reader brings along (STSong-Light, not embedded).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

log = logging.getLogger(__name__)

_MACHINE_DIRS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
_PREFERRED = (
    "notosanssc",
    "notosanscjk",
    "sourcehansans",
    "wqy",
    "droidsansfallback",
    "dejavusans",
)
_VARIANTS = ("Bold", "Oblique", "Italic", "Mono", "Condensed", "Light", "Serif")
_CID = "STSong-Light"
_PROBE = "证照签发机关"


@dataclass(frozen=True, slots=True)
class Face:
    """A registered font; ``glyphs`` None means the reader's own font (any BMP character)."""

    name: str
    glyphs: frozenset[int] | None

    def has(self, character: str) -> bool:
        """Whether it can draw this character."""
        code = ord(character)
        return code in self.glyphs if self.glyphs is not None else 0x20 <= code <= 0xFFFF


@lru_cache(maxsize=1)
def faces() -> tuple[Face, ...]:
    """Fonts to try for each character, best first; never empty."""
    found = [face for path in _files() if (face := _register(path)) is not None]
    pdfmetrics.registerFont(UnicodeCIDFont(_CID))
    chinese_first = sorted(found, key=lambda face: not all(map(face.has, _PROBE)))
    return (*chinese_first, Face(_CID, None))


def runs(words: str) -> Iterator[tuple[str, str]]:
    """``(font name, piece)`` such that every character is drawn by a font that has it.

    A character no font has is written as its code point and reported, never drawn as a box.
    """
    current, piece = "", ""
    for character in words:
        face = next((face for face in faces() if face.has(character)), None)
        if face is None:
            log.warning("no font on this machine draws U+%04X", ord(character))
            face, character = faces()[0], f"[U+{ord(character):04X}]"
        if face.name != current and piece:
            yield current, piece
            piece = ""
        current, piece = face.name, piece + character
    if piece:
        yield current, piece


def width(words: str, size: float) -> float:
    """Width in points."""
    return sum(pdfmetrics.stringWidth(piece, font, size) for font, piece in runs(words))


def _files() -> list[Path]:
    ours = sorted(Path(settings.FONT_DIR).rglob("*.tt[fc]"))
    machine = [
        path
        for folder in _MACHINE_DIRS
        for path in sorted(folder.rglob("*.tt[fc]"))
        if any(word in path.name.lower().replace("-", "") for word in _PREFERRED)
    ]
    plain = [path for path in machine if not _is_variant(path)]
    return ours[:4] + sorted(plain, key=_rank)[:4]


def _is_variant(path: Path) -> bool:
    return any(word in path.stem for word in _VARIANTS)


def _rank(path: Path) -> int:
    name = path.name.lower().replace("-", "")
    return next(place for place, word in enumerate(_PREFERRED) if word in name)


def _register(path: Path) -> Face | None:
    name = f"tb-{path.stem}"
    try:
        font = TTFont(name, str(path))
    except (TTFError, OSError) as fault:
        # A CFF outline in a .ttc, or a broken file: try the next one.
        log.debug("font %s cannot be embedded: %s", path.name, fault)
        return None
    pdfmetrics.registerFont(font)
    return Face(name, frozenset(font.face.charToGlyph))

"""The fonts certificates are printed with, whatever the machine has.

First those in ``settings.FONT_DIR`` (put there by the set-up), then TrueType fonts of the machine
that know rare characters. Fonts with other outlines (CFF) are passed over.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from tongban_trust.drawing import Face, Typefaces

_MACHINE_DIRS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
# In this order: BabelStone Han and Hanazono match our own serif and know Extensions A to H.
_KNOWN = ("babelstonehan", "hanamina", "hanaminb", "wqyzenhei", "droidsansfallback")


def typefaces() -> Typefaces:
    """Fonts to try for each face, found once per process and font directory."""
    return _typefaces(Path(settings.FONT_DIR))


def bold_file() -> Path:
    """One bold font file, for the words of a seal; a file that may not exist when none is here."""
    ours = Path(settings.FONT_DIR) / "NotoSerifSC-Bold.ttf"
    return ours if ours.exists() else next(iter(_of_machine()), ours)


@cache
def _typefaces(folder: Path) -> Typefaces:
    ours = sorted(folder.glob("*.ttf"))
    bold = [path for path in ours if path.stem.endswith("Bold")]
    plain = [path for path in ours if path not in bold]
    return Typefaces({Face.REGULAR: [*plain, *_of_machine()], Face.BOLD: bold})


@cache
def _of_machine() -> tuple[Path, ...]:
    found = [
        path
        for folder in _MACHINE_DIRS
        for path in sorted(folder.rglob("*.tt[fc]"))
        if _plain(path) in _KNOWN
    ]
    return tuple(sorted(found, key=lambda path: _KNOWN.index(_plain(path))))


def _plain(path: Path) -> str:
    return path.stem.lower().replace("-", "").replace(" ", "")

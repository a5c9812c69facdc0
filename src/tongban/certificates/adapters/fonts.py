"""The fonts certificates are printed with, whatever the machine has.

First those in ``settings.FONT_DIR`` (put there by the set-up), then TrueType fonts of the machine
that know rare characters. Fonts with other outlines (CFF) are passed over.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from tongban_trust.drawing import Face, Typefaces, fonts_of_machine


def typefaces() -> Typefaces:
    """Fonts to try for each face, found once per process and font directory."""
    return _typefaces(Path(settings.FONT_DIR))


@cache
def _typefaces(folder: Path) -> Typefaces:
    ours = sorted(folder.glob("*.ttf"))
    bold = [path for path in ours if path.stem.endswith("Bold")]
    plain = [path for path in ours if path not in bold]
    return Typefaces({Face.REGULAR: [*plain, *fonts_of_machine()], Face.BOLD: bold})

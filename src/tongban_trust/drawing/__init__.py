"""One drawing model 版式 for every document format, with the fonts that print it."""

from __future__ import annotations

from tongban_trust.drawing.font_files import bold_file, fonts_of_machine
from tongban_trust.drawing.lay_out import LaidPage, Letters, lay_out
from tongban_trust.drawing.model import (
    BLACK,
    Box,
    Colour,
    Face,
    Page,
    Segment,
    Shape,
    Text,
    box_outline,
    circle_outline,
    line_outline,
    oval_outline,
)
from tongban_trust.drawing.overprint import overprint
from tongban_trust.drawing.pictures import (
    PictureTooLarge,
    PictureUnreadable,
    is_picture,
    on_white,
    open_picture,
)
from tongban_trust.drawing.qr import qr_outline
from tongban_trust.drawing.truetype import FontUnreadable, Subset, TrueType
from tongban_trust.drawing.typefaces import NoGlyph, Run, Typefaces

__all__ = [
    "BLACK",
    "Box",
    "Colour",
    "Face",
    "FontUnreadable",
    "LaidPage",
    "Letters",
    "NoGlyph",
    "Page",
    "PictureTooLarge",
    "PictureUnreadable",
    "Run",
    "Segment",
    "Shape",
    "Subset",
    "Text",
    "TrueType",
    "Typefaces",
    "bold_file",
    "box_outline",
    "circle_outline",
    "fonts_of_machine",
    "is_picture",
    "lay_out",
    "line_outline",
    "on_white",
    "open_picture",
    "oval_outline",
    "overprint",
    "qr_outline",
]

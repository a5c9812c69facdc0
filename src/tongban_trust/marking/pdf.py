"""Words across every page of a PDF (ISO 32000) that somebody else made.

``mark_pdf`` of this module trusts the bytes no further than the process it runs in: ``apart``
runs it in a small one. Only pages are carried over. What could lie over the words or act by itself
(annotations, scripts, forms, attachments, signatures over other bytes) stays behind.
"""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    NameObject,
)

from tongban_trust.drawing import Shape
from tongban_trust.marking.limits import (
    MOST_BYTES,
    MOST_PAGES,
    DocumentTooLarge,
    DocumentUnreadable,
)
from tongban_trust.marking.slanted import slanted
from tongban_trust.pdf import POINTS_PER_MM, drawn_shape

_LEFT_BEHIND = ("/Annots", "/AA", "/B", "/Metadata", "/PieceInfo", "/StructParents", "/Trans")
_LONGEST = 14_400 / POINTS_PER_MM  # mm: the largest page a reader need show
_NAME, _EVERYWHERE = "/WordsAcross", (-30_000, -30_000, 30_000, 30_000)
# What the library answers to odd bytes.
_ODD = (
    PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError,
    RecursionError, NotImplementedError, AssertionError, zlib.error, struct.error,
)  # fmt: skip


def mark_here(data: bytes, words: str, font_file: Path) -> bytes:
    """The document with ``words`` slanted over every page. DocumentTooLarge (32 MB, 300 pages),
    DocumentUnreadable; KeyError for a character the font does not draw."""
    if len(data) > MOST_BYTES:
        raise DocumentTooLarge(f"{len(data)} bytes are more than {MOST_BYTES}")
    slanted(words, 210, 297, font_file)  # a missing character is the words' fault, not the file's
    try:
        return _marked(data, words, font_file)
    except (DocumentTooLarge, DocumentUnreadable):
        raise
    except _ODD as error:
        raise DocumentUnreadable(f"{type(error).__name__}: {error}") from error


def _marked(data: bytes, words: str, font_file: Path) -> bytes:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise DocumentUnreadable("It is encrypted")
    if len(reader.pages) > MOST_PAGES:
        raise DocumentTooLarge(f"{len(reader.pages)} pages are more than {MOST_PAGES}")
    if not reader.pages:
        raise DocumentUnreadable("It has no page")
    writer = PdfWriter()
    for page in reader.pages:
        for key in _LEFT_BEHIND:
            page.pop(NameObject(key), None)
        kept = writer.add_page(page)
        kept.transfer_rotation_to_content()
        _mark(kept, words, font_file)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def _mark(page: PageObject, words: str, font_file: Path) -> None:
    shown = page.cropbox
    width, height = float(shown.width) / POINTS_PER_MM, float(shown.height) / POINTS_PER_MM
    if not (1 <= width <= _LONGEST and 1 <= height <= _LONGEST):
        raise DocumentTooLarge(f"A page of {width:.0f} by {height:.0f} mm")
    stamps = slanted(words, round(width, 2), round(height, 2), font_file)
    over = PageObject.create_blank_page(width=float(shown.width), height=float(shown.height))
    over[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject(_NAME): _form(stamps.shape)})}
    )
    drawn = DecodedStreamObject()
    drawn.set_data(b"\n".join(_put(x, height - y) for x, y in stamps.places))
    over[NameObject("/Contents")] = drawn
    moved = Transformation().translate(float(shown.left), float(shown.bottom))
    page.merge_transformed_page(over, moved, over=True, expand=False)


def _form(shape: Shape) -> EncodedStreamObject:
    """The words once, as a form every place refers to."""
    form = DecodedStreamObject()
    form.set_data(drawn_shape(shape, 0))
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(FloatObject(value) for value in _EVERYWHERE)
    return form.flate_encode()


def _put(x: float, y: float) -> bytes:
    return f"q 1 0 0 1 {x * POINTS_PER_MM:.2f} {y * POINTS_PER_MM:.2f} cm {_NAME} Do Q".encode()

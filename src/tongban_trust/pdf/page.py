"""A laid page as PDF: its content stream and the objects of its fonts (ISO 32000-1, 8, 9)."""

from __future__ import annotations

import hashlib
import math
import zlib
from collections.abc import Sequence
from functools import lru_cache

from tongban_trust.drawing import Colour, LaidPage, Letters, Segment, Shape, Subset
from tongban_trust.pdf.objects import number, numbers, stream

POINTS_PER_MM = 72 / 25.4
OBJECTS_PER_FONT = 5
_OPERATORS = {"M": b"m", "L": b"l", "B": b"c", "C": b"h"}
_BLOCK = 100  # entries one block of a character map may have


def content(laid: LaidPage) -> bytes:
    """The page's content stream as an object."""
    high = laid.page.height
    parts = [
        _letters(mark, high) if isinstance(mark, Letters) else drawn_shape(mark, high)
        for mark in laid.marks
    ]
    return stream(b"/Filter /FlateDecode", zlib.compress(b"\n".join(parts)))


def resources(laid: LaidPage, first_font: int) -> bytes:
    """The page's resource dictionary; fonts start at object ``first_font``."""
    fonts = b" ".join(
        b"/F%d %d 0 R" % (place, first_font + place * OBJECTS_PER_FONT)
        for place in range(len(laid.fonts))
    )
    return b"<< /Font << %s >> >>" % fonts


def font_objects(fonts: Sequence[Subset], first: int) -> list[bytes]:
    """Five objects a font: the font, its descendant, its descriptor, its file, its characters."""
    found: list[bytes] = []
    for place, font in enumerate(fonts):
        at = first + place * OBJECTS_PER_FONT
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(font.data).digest()[:6])
        name = f"{tag}+{font.name}".encode()
        widths = numbers(*(1000 * advance for advance in font.advances))
        box = numbers(*(1000 * edge for edge in font.box))
        ascent, descent = number(1000 * font.ascent), number(1000 * font.descent)
        found += [
            b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H"
            b" /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (name, at + 1, at + 4),
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo"
            b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R"
            b" /DW 1000 /W [1 [%s]] /CIDToGIDMap /Identity >>" % (name, at + 2, widths),
            b"<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%s] /ItalicAngle 0"
            b" /Ascent %s /Descent %s /CapHeight %s /StemV 80 /FontFile2 %d 0 R >>"
            % (name, box, ascent, descent, ascent, at + 3),
            stream(b"/Length1 %d /Filter /FlateDecode" % len(font.data), zlib.compress(font.data)),
            stream(b"/Filter /FlateDecode", zlib.compress(_characters(font))),
        ]
    return found


def _characters(font: Subset) -> bytes:
    """The map from glyphs back to characters, so that text can be searched and copied (9.10.3)."""
    lines = [
        b"<%04X> <%s>" % (place, each.encode("utf-16-be").hex().upper().encode())
        for place, each in enumerate(font.characters, start=1)
    ]
    blocks = b"".join(
        b"%d beginbfchar\n%s\nendbfchar\n" % (len(some), b"\n".join(some))
        for some in (lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK))
    )
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + blocks
        + b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def _letters(letters: Letters, high: float) -> bytes:
    text = letters.text
    turn = math.radians(text.angle)
    sine, cosine = math.sin(turn), math.cos(turn)
    x = (text.x + letters.offset * cosine) * POINTS_PER_MM
    y = (high - text.y + letters.offset * sine) * POINTS_PER_MM
    glyphs = b"".join(b"%04X" % glyph for glyph in letters.glyphs)
    return b"BT %s rg /F%d %s Tf %s Tm <%s> Tj ET" % (
        _colour(text.ink),
        letters.font,
        number(text.size * POINTS_PER_MM),
        numbers(cosine, sine, -sine, cosine, x, y),
        glyphs,
    )


def drawn_shape(shape: Shape, high: float) -> bytes:
    """One shape as operators of a page ``high`` mm high."""
    paint = b"B" if shape.pen and shape.fill else b"S" if shape.pen else b"f"
    pen = b"" if shape.pen is None else _colour(shape.pen) + b" RG "
    fill = b"" if shape.fill is None else _colour(shape.fill) + b" rg "
    width = number(shape.width * POINTS_PER_MM)
    return pen + fill + width + b" w " + _steps(shape.segments, high) + b" " + paint


@lru_cache(maxsize=128)
def _steps(segments: tuple[Segment, ...], high: float) -> bytes:
    """Frames and grounds come again with every page of one look: they are written once."""
    steps = []
    for letter, points in segments:
        turned = [
            (high - value if place % 2 else value) * POINTS_PER_MM
            for place, value in enumerate(points)
        ]
        steps.append(b" ".join((*map(number, turned), _OPERATORS[letter])))
    return b" ".join(steps)


def _colour(colour: Colour) -> bytes:
    return numbers(colour.red / 255, colour.green / 255, colour.blue / 255)

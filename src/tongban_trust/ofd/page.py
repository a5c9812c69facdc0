"""A laid page as OFD: its content, its fonts as resources (GB/T 33190-2016, 8.1, 11, 9)."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import accumulate, pairwise

from tongban_trust.drawing import Colour, LaidPage, Letters, Segment, Shape
from tongban_trust.ofd.markup import escape, number, root

FIRST_FONT_ID = 10
_FIRST_OBJECT_ID = 100
PAGE_ID, LAYER_ID = 1, 2


def page_content(laid: LaidPage) -> bytes:
    """``Content.xml``: one layer, objects in drawing order."""
    objects = []
    for place, mark in enumerate(laid.marks):
        identifier = _FIRST_OBJECT_ID + place
        if isinstance(mark, Letters):
            objects.append(_text(mark, identifier, laid))
        else:
            objects.append(_path(mark, identifier, laid))
    layer = f'<ofd:Layer ID="{LAYER_ID}" Type="Body">{"".join(objects)}</ofd:Layer>'
    return root("Page", f"<ofd:Content>{layer}</ofd:Content>")


def last_object_id(laid: LaidPage) -> int:
    """The largest identifier in use on the page."""
    return _FIRST_OBJECT_ID + len(laid.marks)


def font_resources(laid: LaidPage) -> tuple[bytes, dict[str, bytes]]:
    """``PublicRes.xml`` and the font files it names, under ``Doc_0/Res``."""
    files, entries = {}, ""
    for place, font in enumerate(laid.fonts):
        identifier = FIRST_FONT_ID + place
        file = f"font_{identifier}.ttf"
        files[f"Doc_0/Res/{file}"] = font.data
        entries += (
            f'<ofd:Font ID="{identifier}" FontName="{font.name}" FamilyName="{font.name}">'
            f"<ofd:FontFile>{file}</ofd:FontFile></ofd:Font>"
        )
    return root("Res", f"<ofd:Fonts>{entries}</ofd:Fonts>", ' BaseLoc="Res"'), files


def _text(letters: Letters, identifier: int, laid: LaidPage) -> str:
    text, font = letters.text, laid.fonts[letters.font]
    width = text.size * sum(letters.advances)
    rise = text.size * font.ascent
    if text.angle:
        turn = math.radians(text.angle)
        sine, cosine = math.sin(turn), math.cos(turn)
        x, y = text.x + letters.offset * cosine, text.y - letters.offset * sine
        matrix = " ".join(map(number, (cosine, -sine, sine, cosine, x, y)))
        place = f'{_whole(laid)} CTM="{matrix}"'
        start = "0"
    else:
        corner = (text.x + letters.offset, text.y - rise)
        size = (max(width, 0.001), text.size * (font.ascent - font.descent))
        place = f'Boundary="{" ".join(map(number, (*corner, *size)))}"'
        start = number(rise)
    return (
        f'<ofd:TextObject ID="{identifier}" {place} Font="{FIRST_FONT_ID + letters.font}"'
        f' Size="{number(text.size)}">'
        f"{_colour('FillColor', text.ink)}"
        f'<ofd:TextCode X="0" Y="{start}"{_deltas(letters)}>{escape(letters.words)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def _deltas(letters: Letters) -> str:
    """Steps from character to character, rounded so that errors do not add up."""
    if len(letters.advances) < 2:
        return ""
    size = letters.text.size
    stops = [round(size * stop, 3) for stop in accumulate(letters.advances[:-1], initial=0.0)]
    steps = (b - a for a, b in pairwise(stops))
    return f' DeltaX="{" ".join(map(number, steps))}"'


def _path(shape: Shape, identifier: int, laid: LaidPage) -> str:
    pen = "" if shape.pen is None else _colour("StrokeColor", shape.pen)
    fill = "" if shape.fill is None else _colour("FillColor", shape.fill)
    return (
        f'<ofd:PathObject ID="{identifier}" {_whole(laid)} LineWidth="{number(shape.width)}"'
        f' Stroke="{_truth(shape.pen)}" Fill="{_truth(shape.fill)}">'
        f"{fill}{pen}<ofd:AbbreviatedData>{steps(shape.segments)}</ofd:AbbreviatedData></ofd:PathObject>"
    )


@lru_cache(maxsize=128)
def steps(segments: tuple[Segment, ...]) -> str:
    """A path as OFD abbreviates it.

    Frames and grounds come again with every page of one look: they are written once.
    """
    return " ".join(
        f"{letter} {' '.join(map(number, points))}" if points else letter
        for letter, points in segments
    )


def _whole(laid: LaidPage) -> str:
    return f'Boundary="0 0 {number(laid.page.width)} {number(laid.page.height)}"'


def _colour(element: str, colour: Colour) -> str:
    return f'<ofd:{element} Value="{colour.red} {colour.green} {colour.blue}"/>'


def _truth(thing: object) -> str:
    return "false" if thing is None else "true"

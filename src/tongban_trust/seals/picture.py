"""The picture of a seal 印模: red, round or oval, words on an arc, a star, drawn by us.

Sizes follow 国发〔1999〕25号 and common practice: 42 mm for an agency, 40 mm for a firm, 40 × 30 mm
oval for invoices. An invented mark, never the national emblem.
"""

from __future__ import annotations

import bisect
import io
import math
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tongban_trust.seals.read import SealPicture

_RED, _WHITE = (200, 16, 24), (255, 255, 255)
_DOTS_PER_MM = 12  # 305 dots per inch
_FINER = 4  # drawn larger, then reduced: smooth edges
_SWEEP = 250.0  # degrees of the arc the name may take
_STAR_POINTS = 5


@dataclass(frozen=True, slots=True)
class SealShape:
    """What the picture says: ``around`` on the arc, ``caption`` below the star.

    ``code`` are small digits on the lower arc; width and height in mm, equal for a round seal.
    """

    around: str
    caption: str = ""
    code: str = ""
    width: int = 42
    height: int = 42
    star: bool = True


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character on the rim: ``angle`` degrees of arc from the top, height and inset in mm."""

    character: str
    angle: float
    height: float
    inset: float
    feet_out: bool = False


def draw_seal(shape: SealShape, font_file: Path) -> SealPicture:
    """The picture as PNG with a clear ground; ``font_file`` is a bold Chinese font.

    The same shape gives the same bytes on one version of Pillow.
    """
    dots = _DOTS_PER_MM * _FINER
    size = (shape.width * dots, shape.height * dots)
    mask = Image.new("L", size, 0)
    pen = ImageDraw.Draw(mask)
    ring = round(1.2 * dots)
    pen.ellipse((dots // 4, dots // 4, size[0] - dots // 4, size[1] - dots // 4), 255)
    inner = dots // 4 + ring
    pen.ellipse((inner, inner, size[0] - inner, size[1] - inner), 0)
    middle = (size[0] / 2, size[1] / 2)
    if shape.star:
        pen.polygon(_star(middle, size[1] * 0.155, size[1] * 0.02), 255)
    _around(mask, shape, font_file)
    if shape.caption:
        below = middle[1] + size[1] * (0.245 if shape.star else 0.16)
        _across(mask, shape.caption, (middle[0], below), shape, font_file)
    small = mask.resize((size[0] // _FINER, size[1] // _FINER), Image.Resampling.LANCZOS)
    return SealPicture("PNG", _png(small), shape.width, shape.height)


def _star(middle: tuple[float, float], radius: float, lift: float) -> list[tuple[float, float]]:
    points = []
    for step in range(2 * _STAR_POINTS):
        reach = radius if step % 2 == 0 else radius * 0.382
        turn = math.pi * step / _STAR_POINTS - math.pi / 2
        points.append(
            (middle[0] + reach * math.cos(turn), middle[1] - lift + reach * math.sin(turn))
        )
    return points


def _around(mask: Image.Image, shape: SealShape, font_file: Path) -> None:
    """The name on the upper arc, read from left to right, and the code on the lower one."""
    room = shape.height / 42
    count = max(len(shape.around), 1)
    height = min(6.6 * room, 2 * room * shape.height / count)
    step = min(_SWEEP / count, 30.0)
    for place, each in enumerate(shape.around):
        angle = step * (place - (count - 1) / 2)
        _turned(mask, _Letter(each, angle, height, 2.4 * room), font_file)
    for place, each in enumerate(shape.code):
        angle = 180 - 6.5 * (place - (len(shape.code) - 1) / 2)
        _turned(mask, _Letter(each, angle, 2.0, 1.9, feet_out=True), font_file)


def _turned(mask: Image.Image, letter: _Letter, font_file: Path) -> None:
    dots = _DOTS_PER_MM * _FINER
    narrow = 1.0 if letter.feet_out else 0.86
    glyph = _glyph(letter.character, letter.height * dots, font_file, narrow)
    inset = letter.inset * dots + glyph.height / 2
    wide, high = mask.width / 2 - inset, mask.height / 2 - inset
    turn = _at_arc(letter.angle, wide, high)
    x = mask.width / 2 + wide * math.sin(turn)
    y = mask.height / 2 - high * math.cos(turn)
    tilt = math.degrees(math.atan2(high * math.sin(turn), wide * math.cos(turn)))
    turned = glyph.rotate(
        180 - tilt if letter.feet_out else -tilt, Image.Resampling.BICUBIC, expand=True
    )
    mask.paste(255, (round(x - turned.width / 2), round(y - turned.height / 2)), turned)


def _at_arc(angle: float, wide: float, high: float) -> float:
    """The parameter of an ellipse at a share of its length: letters stand evenly on an oval."""
    steps = 720
    share, sign = abs(angle) / 360, math.copysign(1.0, angle)
    turns = [2 * math.pi * step / steps for step in range(steps + 1)]
    lengths = [0.0]
    for each in turns[:-1]:
        lengths.append(lengths[-1] + math.hypot(wide * math.cos(each), high * math.sin(each)))
    return sign * turns[bisect.bisect_left(lengths, share * lengths[-1])]


def _across(
    mask: Image.Image, words: str, middle: tuple[float, float], shape: SealShape, font_file: Path
) -> None:
    dots = _DOTS_PER_MM * _FINER
    height = min(4.6, 0.55 * shape.width / max(len(words), 1)) * shape.height / 42 * dots
    pieces = [_glyph(each, height, font_file, 1.0) for each in words]
    x = middle[0] - sum(piece.width for piece in pieces) / 2
    for piece in pieces:
        mask.paste(255, (round(x), round(middle[1] - piece.height / 2)), piece)
        x += piece.width


def _glyph(character: str, height: float, font_file: Path, narrow: float) -> Image.Image:
    size = round(height)
    font = ImageFont.truetype(str(font_file), size)
    advance = round(font.getlength(character))
    glyph = Image.new("L", (max(advance, 1), round(size * 1.06)), 0)
    ImageDraw.Draw(glyph).text((0, size * 0.94), character, 255, font, anchor="ls")
    return glyph.resize((max(round(glyph.width * narrow), 1), glyph.height))


def _png(mask: Image.Image) -> bytes:
    """Red with the mask as its alpha, in few shades: a third of the size of full colour."""
    shades = 16
    level = mask.point([round(value / 255 * (shades - 1)) for value in range(256)])
    picture = Image.frombytes("P", level.size, level.tobytes())
    picture.putpalette((*_WHITE, *_RED * (shades - 1)))  # readers without alpha see white paper
    alpha = bytes(round(255 * step / (shades - 1)) for step in range(shades))
    target = io.BytesIO()
    picture.save(target, "PNG", transparency=alpha, bits=4, optimize=True)
    return target.getvalue()

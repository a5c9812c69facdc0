"""Print words across a picture 水印, so that whoever keeps the picture keeps the words."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from tongban_trust.drawing.pictures import on_white, open_picture

_MOST_PIXELS, _WIDE = 40_000_000, 2_400
_INK, _PAPER = (176, 18, 26), (255, 255, 255)
_DEGREES, _INK_SHARE, _QUALITY = 30, 0.42, 88
_LETTERS_ACROSS, _SMALLEST, _APART = 30, 12, 0.6


def overprint(data: bytes, words: str, font_file: Path) -> bytes:
    """The picture as JPEG, upright, with ``words`` slanted across all of it, again and again.

    ``font_file`` prints Chinese. The same input gives the same bytes on one version of Pillow.
    PictureTooLarge (32 MB, 40 million pixels once decoded), PictureUnreadable.
    """
    opened = open_picture(data, most_pixels=_MOST_PIXELS, wide=_WIDE)
    page = on_white(ImageOps.exif_transpose(opened)).convert("RGB")
    ink = _tiled(_stamp(words, page.size, font_file), page.size)
    # A light rim first: the words are read on dark ground, too.
    rim = ink.point(lambda value: 255 if value else 0)
    for colour, mask in ((_PAPER, _thinner(rim, 0.25)), (_INK, _thinner(ink, _INK_SHARE))):
        page.paste(colour, (0, 0, *page.size), mask)
    held = io.BytesIO()
    page.save(held, "JPEG", quality=_QUALITY)
    return held.getvalue()


def _stamp(words: str, page: tuple[int, int], font_file: Path) -> Image.Image:
    """The words once, slanted, as a mask."""
    size = max(min(page) // _LETTERS_ACROSS, _SMALLEST)
    font = ImageFont.truetype(str(font_file), size)
    left, top, right, bottom = (int(each) for each in font.getbbox(words))
    gap = int(size * _APART)
    stamp = Image.new("L", (right - left + 4 * gap, bottom - top + 4 * gap), 0)
    ImageDraw.Draw(stamp).text((2 * gap - left, 2 * gap - top), words, fill=255, font=font)
    return stamp.rotate(_DEGREES, Image.Resampling.BICUBIC, expand=True)


def _tiled(stamp: Image.Image, page: tuple[int, int]) -> Image.Image:
    """The stamp side by side, over the whole page."""
    mask = Image.new("L", page, 0)
    for top in range(-stamp.height // 2, page[1], stamp.height):
        for left in range(-stamp.width // 2, page[0], stamp.width):
            mask.paste(stamp, (left, top))
    return mask


def _thinner(mask: Image.Image, share: float) -> Image.Image:
    return mask.point(lambda value: int(value * share))

"""Open a picture somebody sent: PNG or JPEG, bounded before anything is decoded."""

from __future__ import annotations

import io

from PIL import Image

_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_MOST_BYTES = 32 * 1024 * 1024
# What the library answers to odd bytes: none of it may reach whoever sent them.
_ODD = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, MemoryError)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class PictureTooLarge(ValueError):
    """More bytes or pixels than may be decoded."""


class PictureUnreadable(ValueError):
    """No picture of these kinds, or a damaged one."""


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as a PNG or a JPEG does."""
    return _kind_of(data) is not None


def open_picture(data: bytes, *, most_pixels: int, wide: int) -> Image.Image:
    """The picture, decoded. PictureTooLarge and PictureUnreadable, whatever the bytes are.

    A JPEG is decoded at the coarsest of 1, 1/2, 1/4 and 1/8 of its size that is still ``wide``
    pixels on each side; ``most_pixels`` are counted after that.
    """
    kind = _kind_of(data)
    if kind is None:
        raise PictureUnreadable
    if len(data) > _MOST_BYTES:
        raise PictureTooLarge
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as opened:
            opened.draft(None, (wide, wide))  # only says so: nothing is decoded yet
            if opened.width * opened.height > most_pixels:
                raise PictureTooLarge
            opened.load()
            return opened
    except PictureTooLarge:
        raise
    except _BOMBS as error:
        raise PictureTooLarge from error
    except _ODD as error:
        raise PictureUnreadable from error


def on_white(picture: Image.Image) -> Image.Image:
    """What is transparent becomes paper, not ink."""
    if not picture.has_transparency_data:
        return picture
    coloured = picture.convert("RGBA")
    paper = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(paper, coloured)


def _kind_of(data: bytes) -> str | None:
    return next((kind for mark, kind in _KINDS.items() if data.startswith(mark)), None)

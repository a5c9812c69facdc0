"""The words of a certificate's QR code in a picture 图片识码: a screenshot, a scan, a photograph.

Whoever has the picture and no camera page reads it here. What the code says is then judged as if
it had been typed; a picture itself proves nothing.
"""

from __future__ import annotations

import io

import zxingcpp
from PIL import Image

from tongban_trust.tokens.qr import LONGEST, token_in

_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_MOST_BYTES = 16 * 1024 * 1024
_MOST_PIXELS = 16_000_000
_WIDE = (1_600, 1_600)  # a JPEG is decoded at the coarsest of 1, 1/2, 1/4, 1/8 that is as wide
_LONGEST_ADDRESS = 600
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
# What the library answers to odd bytes: none of it may reach whoever sent them.
_ODD = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, MemoryError)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class BadPicture(ValueError):
    """No code could be read; ``code`` is the stable code of the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as a PNG or a JPEG does."""
    return _kind_of(data) is not None


def words_in_picture(data: bytes) -> str:
    """What the one code of a certificate in the picture says: an address, a token, or both.

    Other codes beside it are passed over. BadPicture: ``verify.picture_too_large`` (16 MB, 16
    million pixels once decoded), ``verify.picture_unreadable``, ``verify.picture_without_code``,
    ``verify.picture_several_codes``.
    """
    pixels = _pixels(data)
    found = zxingcpp.read_barcodes(pixels, formats=_QR)
    said = {each.text.strip() for each in found}
    ours = sorted(words for words in said if _is_ours(words))
    if not ours:
        raise BadPicture("verify.picture_without_code")
    if len(ours) > 1:
        raise BadPicture("verify.picture_several_codes")
    return ours[0]


def _pixels(data: bytes) -> memoryview:
    """The picture in grey on white, one byte for a pixel, rows first."""
    kind = _kind_of(data)
    if kind is None:
        raise BadPicture("verify.picture_unreadable")
    if len(data) > _MOST_BYTES:
        raise BadPicture("verify.picture_too_large")
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as opened:
            opened.draft("L", _WIDE)  # only says so: nothing is decoded yet
            if opened.width * opened.height > _MOST_PIXELS:
                raise BadPicture("verify.picture_too_large")
            grey = _on_white(opened).convert("L")
    except BadPicture:
        raise
    except _BOMBS as error:
        raise BadPicture("verify.picture_too_large") from error
    except _ODD as error:
        raise BadPicture("verify.picture_unreadable") from error
    return memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))


def _on_white(picture: Image.Image) -> Image.Image:
    """What is transparent is paper, not ink."""
    if not picture.has_transparency_data:
        return picture
    coloured = picture.convert("RGBA")
    paper = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(paper, coloured)


def _kind_of(data: bytes) -> str | None:
    return next((kind for mark, kind in _KINDS.items() if data.startswith(mark)), None)


def _is_ours(words: str) -> bool:
    if len(words) > LONGEST + _LONGEST_ADDRESS:
        return False
    return token_in(words) is not None or "/verify/" in words

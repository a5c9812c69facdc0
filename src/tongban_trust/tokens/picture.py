"""The words of a certificate's QR code in a picture 图片识码: a screenshot, a scan, a photograph.

Whoever has the picture and no camera page reads it here. What the code says is then judged as if
it had been typed; a picture itself proves nothing.
"""

from __future__ import annotations

import zxingcpp

from tongban_trust.drawing import (
    PictureTooLarge,
    PictureUnreadable,
    is_picture,
    on_white,
    open_picture,
)
from tongban_trust.tokens.qr import LONGEST, token_in

__all__ = ["BadPicture", "is_picture", "words_in_picture"]

_MOST_BYTES = 16 * 1024 * 1024
_MOST_PIXELS, _WIDE = 16_000_000, 1_600
_LONGEST_ADDRESS = 600
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


class BadPicture(ValueError):
    """No code could be read; ``code`` is the stable code of the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def words_in_picture(data: bytes) -> str:
    """What the one code of a certificate in the picture says: an address, a token, or both.

    Other codes beside it are passed over. BadPicture: ``verify.picture_too_large`` (16 MB, 16
    million pixels once decoded), ``verify.picture_unreadable``, ``verify.picture_without_code``,
    ``verify.picture_several_codes``.
    """
    found = zxingcpp.read_barcodes(_pixels(data), formats=_QR)
    said = {each.text.strip() for each in found}
    ours = sorted(words for words in said if _is_ours(words))
    if not ours:
        raise BadPicture("verify.picture_without_code")
    if len(ours) > 1:
        raise BadPicture("verify.picture_several_codes")
    return ours[0]


def _pixels(data: bytes) -> memoryview:
    """The picture in grey on white, one byte for a pixel, rows first."""
    try:
        if len(data) > _MOST_BYTES:
            raise PictureTooLarge
        opened = open_picture(data, most_pixels=_MOST_PIXELS, wide=_WIDE)
        grey = on_white(opened).convert("L")
    except PictureTooLarge as error:
        raise BadPicture("verify.picture_too_large") from error
    except PictureUnreadable as error:
        raise BadPicture("verify.picture_unreadable") from error
    return memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))


def _is_ours(words: str) -> bool:
    if len(words) > LONGEST + _LONGEST_ADDRESS:
        return False
    return token_in(words) is not None or "/verify/" in words

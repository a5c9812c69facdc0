"""Write a page as a signed PDF with its attachments and the visible seal."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from PIL import Image

from tongban_trust.drawing import Box, LaidPage
from tongban_trust.pdf.objects import date, numbers, stream, text
from tongban_trust.pdf.page import OBJECTS_PER_FONT, POINTS_PER_MM, content, font_objects, resources
from tongban_trust.pdf.sign import PdfSigner, sign

PRODUCER = b"Tongban"
_FIELD, _LOOK, _PICTURE, _MASK, _CONTENT, _FIRST_FONT = 6, 7, 8, 9, 10, 11
_ATTACHMENT = re.compile(r"[a-z][a-z0-9_]{0,30}(\.[a-z0-9]{1,8})?", re.ASCII)


def write_pdf(
    laid: LaidPage,
    attachments: Mapping[str, bytes],
    signer: PdfSigner,
    *,
    identifier: str,
    author: str,
    at: datetime,
) -> bytes:
    """The signed file, as bytes. Only the signature differs between two runs with one input.

    ``attachments`` are files by plain name (``record.json``); ``at`` is aware, whole seconds are
    kept. ValueError for names that cannot be attached or a chain that is too long,
    NotCanonicalPdf when the whole is too large.
    Source: ISO 32000-1:2008, ETSI EN 319 142-1 (PAdES B-B).
    """
    for name in attachments:
        if not _ATTACHMENT.fullmatch(name):
            raise ValueError(f"“{name[:60]}” cannot name an attachment")
    first_attachment = _FIRST_FONT + OBJECTS_PER_FONT * len(laid.fonts)
    names = sorted(attachments)
    page = laid.page
    size = numbers(page.width * POINTS_PER_MM, page.height * POINTS_PER_MM)
    picture, mask = _picture(signer.picture.data)
    bodies = [
        catalog(names, first_attachment),
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 %s] /Resources %s /Contents %d 0 R"
        b" /Annots [%d 0 R] >>" % (size, resources(laid, _FIRST_FONT), _CONTENT, _FIELD),
        _info(page.title, identifier, author, at),
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /TU %s /V 1 0 R /Rect [%s] /P 4 0 R"
        b" /F 132 /AP << /N %d 0 R >> >>"
        % (text(signer.name), _rectangle(page.seal, page.height), _LOOK),
        stream(
            b"/Type /XObject /Subtype /Form /BBox [0 0 1 1]"
            b" /Resources << /XObject << /S %d 0 R >> >>" % _PICTURE,
            b"/S Do",
        ),
        picture,
        mask,
        content(laid),
        *font_objects(laid.fonts, _FIRST_FONT),
    ]
    for place, name in enumerate(names):
        bodies += attachment(name, attachments[name], first_attachment + 2 * place)
    return sign(bodies, signer, at)


def catalog(names: list[str], first: int) -> bytes:
    """Object 2; attachments ``names`` start at object ``first``, two objects each."""
    filed = b" ".join(
        b"(%s) %d 0 R" % (name.encode(), first + 2 * place + 1) for place, name in enumerate(names)
    )
    beside = b" ".join(b"%d 0 R" % (first + 2 * place + 1) for place in range(len(names)))
    return (
        b"<< /Type /Catalog /Pages 3 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true"
        b" >> /AcroForm << /Fields [%d 0 R] /SigFlags 3 >> /Perms << /DocMDP 1 0 R >>"
        b" /Names << /EmbeddedFiles << /Names [%s] >> >> /AF [%s] >>" % (_FIELD, filed, beside)
    )


def attachment(name: str, data: bytes, first: int) -> list[bytes]:
    """The two objects of an attachment: its bytes as they are, and its file specification."""
    plain = name.encode()
    return [
        stream(b"/Type /EmbeddedFile /Params << /Size %d >>" % len(data), data),
        b"<< /Type /Filespec /F (%s) /UF (%s) /AFRelationship /Data /EF << /F %d 0 R >> >>"
        % (plain, plain, first),
    ]


def _info(title: str, identifier: str, author: str, at: datetime) -> bytes:
    words = (text(title), text(author), text(identifier), PRODUCER, PRODUCER, date(at))
    return (
        b"<< /Title %s /Author %s /Subject %s /Creator (%s) /Producer (%s) /CreationDate %s >>"
        % words
    )


def _rectangle(box: Box, high: float) -> bytes:
    left, top = box.x * POINTS_PER_MM, (high - box.y) * POINTS_PER_MM
    return numbers(left, top - box.height * POINTS_PER_MM, left + box.width * POINTS_PER_MM, top)


@lru_cache(maxsize=64)
def _picture(png: bytes) -> tuple[bytes, bytes]:
    """The seal's colours and its transparency as two image objects."""
    with Image.open(io.BytesIO(png)) as opened:
        whole = opened.convert("RGBA")
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8" % whole.size
    colours = zlib.compress(whole.convert("RGB").tobytes(), 9)
    alpha = zlib.compress(whole.getchannel("A").tobytes(), 9)
    filtered = b" /Filter /FlateDecode"
    return (
        stream(head + b" /ColorSpace /DeviceRGB /SMask %d 0 R" % _MASK + filtered, colours),
        stream(head + b" /ColorSpace /DeviceGray" + filtered, alpha),
    )

"""Kept scans 自存证照 as they are shown: the words of their trust level printed across them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tongban.certificates import policies
from tongban.certificates.adapters.fonts import typefaces
from tongban.certificates.models import KeptCopy
from tongban.certificates.queries.kept import kept_view
from tongban.certificates.refusals import KeptCopyNotFound, RareCharacterUnprintable
from tongban.files.api import FileDamaged, FileIsBomb, read_blob
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban_trust.drawing import (
    PictureTooLarge,
    PictureUnreadable,
    bold_file,
    is_picture,
    overprint,
)
from tongban_trust.marking import DocumentTooLarge, DocumentUnreadable, mark_ofd, mark_pdf

_PLATFORM = Actor.system("certificates")
_TOO_LARGE = Text.of(
    "文件过大（图片超过4000万像素，或文档超过300页），加不上规定的水印，不能显示。",
    "The file is too large (a picture over 40 million pixels, a document over 300 pages): its"
    " watermark cannot be printed, so it is not shown.",
)


@dataclass(frozen=True, slots=True)
class ShownScan:
    """A scan to show, the words across every page of it; with its media type and name's ending."""

    content: bytes
    kind: str
    ending: str

    @property
    def is_picture(self) -> bool:
        """Whether a browser may show it in a page."""
        return self.kind.startswith("image/")


def kept_copy_file(actor: Actor, kept_id: str) -> ShownScan:
    """One's own kept copy. Refuses KeptCopyNotFound, also when not one's own, and ``kept_scan``'s:
    RareCharacterUnprintable, and FileIsBomb and FileDamaged of files."""
    row = KeptCopy.objects.filter(id=kept_id, dropped_at=None).order_by("id").first()
    if row is None or not policies.is_holder(actor, row.holder_id):
        raise KeptCopyNotFound
    return _shown(row)


def kept_scan(blob_id: str, holder_id: str, type_code: str) -> ShownScan:
    """The same for a room above, whose reader may see this upload in a case of the holder's.

    What cannot be printed on is not shown: RareCharacterUnprintable where no font here prints the
    words, and of files FileIsBomb over 40 million pixels or 300 pages, FileDamaged.
    Refuses KeptCopyNotFound.
    """
    rows = KeptCopy.objects.filter(holder_id=holder_id, type_code=type_code, blob_id=blob_id)
    row = rows.order_by("id").first()
    if row is None:
        raise KeptCopyNotFound
    return _shown(row)


def _shown(row: KeptCopy) -> ShownScan:
    content = read_blob(_PLATFORM, row.blob_id, granted=True)
    words = kept_view(row).watermark.zh
    missing = typefaces().missing(words)
    if missing:
        raise RareCharacterUnprintable(missing)
    mark, kind, ending = _way(content)
    try:
        marked = mark(content, words, bold_file(Path(settings.FONT_DIR)))
        return ShownScan(marked, kind, ending)
    except (PictureTooLarge, DocumentTooLarge) as error:
        raise FileIsBomb(_TOO_LARGE) from error
    except (PictureUnreadable, DocumentUnreadable) as error:
        raise FileDamaged from error


def _way(content: bytes) -> tuple[Callable[[bytes, str, Path], bytes], str, str]:
    """How this kind of file is printed on; what it is then, and how its name ends."""
    if is_picture(content):
        return overprint, "image/jpeg", "jpg"
    if content.startswith(b"PK"):
        return mark_ofd, "application/ofd", "ofd"
    return mark_pdf, "application/pdf", "pdf"

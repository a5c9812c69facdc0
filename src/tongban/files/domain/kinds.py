"""What a file may be: its first bytes, its ending and the declared type must agree."""

from __future__ import annotations

from enum import Enum

from tongban.files.domain.names import ending_of
from tongban.files.refusals import FileTypeNotAllowed
from tongban.kernel.text import Text

HEAD_BYTES = 65_536
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream"})


class MediaType(Enum):
    """The types the platform keeps. OFD 版式文件 (GB/T 33190) is a zip of XML."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    OFD = "application/ofd"


_MAGIC = (
    (b"%PDF-", MediaType.PDF),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"PK\x03\x04", MediaType.OFD),
)
_ENDINGS = {
    MediaType.PDF: ("pdf",),
    MediaType.PNG: ("png",),
    MediaType.JPEG: ("jpg", "jpeg"),
    MediaType.OFD: ("ofd",),
}
_DECLARED = {
    MediaType.PDF: ("application/pdf", "application/x-pdf"),
    MediaType.PNG: ("image/png",),
    MediaType.JPEG: ("image/jpeg", "image/jpg", "image/pjpeg"),
    MediaType.OFD: ("application/ofd", "application/vnd.ofd", "application/zip"),
}


def media_type_of(head: bytes, filename: str, declared_type: str) -> MediaType:
    """The type of the bytes; FileTypeNotAllowed when name or declaration tell another story."""
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    if found is None:
        raise FileTypeNotAllowed(
            Text.of("文件内容不是可接受的类型。", "The file's content is of no accepted type.")
        )
    ending = ending_of(filename)
    if ending not in _ENDINGS[found]:
        raise FileTypeNotAllowed(
            Text.of(
                f"文件名后缀是 .{ending}，内容却是 {found.name}。",
                f"The name ends in .{ending} but the content is {found.name}.",
            )
        )
    declared = declared_type.partition(";")[0].strip().lower()
    if declared not in _UNTOLD and declared not in _DECLARED[found]:
        raise FileTypeNotAllowed(
            Text.of(
                f"声明的类型与内容（{found.name}）不符。",
                f"The declared type is not that of the content ({found.name}).",
            )
        )
    return found

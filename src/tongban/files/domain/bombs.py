"""Files that are small to send and huge to open."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from tongban.files.domain.kinds import MediaType
from tongban.files.refusals import FileIsBomb, FileTypeNotAllowed
from tongban.kernel.text import Text

MAX_PIXELS = 100_000_000
MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 200 * 1_048_576
MAX_RATIO = 100
_RATIO_MATTERS_FROM = 1_048_576
_ENCRYPTED = 0x1
_JPEG_NO_LENGTH = frozenset({0x01, *range(0xD0, 0xDA)})
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class PackedEntry:
    """One entry of an archive's directory; sizes in bytes, ``flags`` as in the zip format."""

    name: str
    packed: int
    unpacked: int
    flags: int = 0


def refuse_huge_picture(kind: MediaType, head: bytes) -> None:
    """FileIsBomb when a picture claims more than 100 million pixels."""
    size = picture_size(kind, head)
    if size is not None and size[0] * size[1] > MAX_PIXELS:
        raise FileIsBomb(
            Text.of(
                f"图片尺寸 {size[0]}×{size[1]} 过大。",
                f"The picture claims {size[0]}×{size[1]} pixels, which is too many.",
            )
        )


def picture_size(kind: MediaType, head: bytes) -> tuple[int, int] | None:
    """Width and height in pixels from the first bytes; None when they do not tell."""
    if kind is MediaType.PNG and head[12:16] == b"IHDR" and len(head) >= 24:
        width, height = struct.unpack(">II", head[16:24])
        return width, height
    return _jpeg_size(head) if kind is MediaType.JPEG else None


def _jpeg_size(head: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 < len(head) and head[place] == 0xFF:
        marker = head[place + 1]
        if marker == 0xFF or marker in _JPEG_NO_LENGTH:
            place += 1 if marker == 0xFF else 2
            continue
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", head[place + 5 : place + 9])
            return width, height
        place += 2 + int(struct.unpack(">H", head[place + 2 : place + 4])[0])
    return None


def refuse_unsafe_archive(entries: Iterable[PackedEntry]) -> None:
    """Check an OFD's directory: it is an OFD, unpacks to a sane size, and stays in its folder.

    Raises FileTypeNotAllowed or FileIsBomb.
    """
    listed = tuple(entries)
    if "OFD.xml" not in {entry.name for entry in listed}:
        raise FileTypeNotAllowed(
            Text.of("压缩包里没有 OFD.xml，不是 OFD。", "The archive has no OFD.xml: not an OFD.")
        )
    if any(_leads_out(entry.name) or entry.flags & _ENCRYPTED for entry in listed):
        raise FileTypeNotAllowed(
            Text.of(
                "OFD 内含有越界路径或加密内容。",
                "The OFD holds paths that lead out of it, or encrypted parts.",
            )
        )
    if _unpacks_too_far(listed):
        raise FileIsBomb(Text.of("OFD 解压后会过大。", "The OFD would unpack to far too much."))


def _leads_out(name: str) -> bool:
    return (
        name.startswith(("/", "\\"))
        or "\\" in name
        or ":" in name
        or "\0" in name
        or ".." in name.split("/")
        or name.lower().endswith(".zip")
    )


def _unpacks_too_far(entries: tuple[PackedEntry, ...]) -> bool:
    if len(entries) > MAX_ENTRIES or sum(e.unpacked for e in entries) > MAX_UNPACKED_BYTES:
        return True
    return any(
        entry.unpacked > _RATIO_MATTERS_FROM and entry.unpacked > entry.packed * MAX_RATIO
        for entry in entries
    )

"""One byte string for one set of files: ZIP (APPNOTE 6.3) with every freedom taken away.

Entries are stored, never deflated: compressed bytes differ between versions of zlib, so a sealed
file could not be rebuilt on another machine, and what is not compressed cannot be a bomb. First
``OFD.xml``, then by name; no times, extras, comments, folders, or bytes between.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping

MOST_BYTES = 16 * 1024 * 1024
_MOST_FILES = 64
_FIRST = "OFD.xml"
_NAME = re.compile(r"[A-Za-z0-9_]+(?:[./-][A-Za-z0-9_]+){0,12}", re.ASCII)
_LONGEST_NAME = 100
_DAY = 0x0021  # 1 January 1980, the first day ZIP knows
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_HEAD = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL_HEAD = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END_RECORD = struct.Struct("<4sHHHHIIH")


class NotCanonicalArchive(ValueError):
    """The bytes are not the one archive of its files; the message says where it departs."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """The archive of ``files`` by name; NotCanonicalArchive for names or sizes out of bounds."""
    if not 1 <= len(files) <= _MOST_FILES:
        raise NotCanonicalArchive(f"An archive has 1 to {_MOST_FILES} files, not {len(files)}")
    if sum(map(len, files.values())) > MOST_BYTES:
        raise NotCanonicalArchive(f"The files have more than {MOST_BYTES} bytes together")
    local: list[bytes] = []
    central = bytearray()
    place = 0
    for name in sorted(files, key=lambda name: (name != _FIRST, name)):
        if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
            raise NotCanonicalArchive(f"“{name[:60]}” cannot name a file in an archive")
        data, plain = files[name], name.encode("ascii")
        facts = (zlib.crc32(data), len(data), len(data), len(plain), 0)
        local += _LOCAL_HEAD.pack(_LOCAL, 10, 0, 0, 0, _DAY, *facts), plain, data
        central += _CENTRAL_HEAD.pack(
            _CENTRAL, 10, 10, 0, 0, 0, _DAY, *facts, 0, 0, 0, 0, place
        ) + plain  # fmt: skip
        place += _LOCAL_HEAD.size + len(plain) + len(data)
    end = _END_RECORD.pack(_END, 0, 0, len(files), len(files), len(central), place, 0)
    return b"".join((*local, central, end))


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of an archive that ``pack`` would make byte for byte; else NotCanonicalArchive.

    Only local headers are read; everything else is held against a rebuilt archive.
    """
    if len(data) > MOST_BYTES + _MOST_FILES * 512:
        raise NotCanonicalArchive(f"{len(data)} bytes are more than an archive may have")
    files: dict[str, bytes] = {}
    place = 0
    while data.startswith(_LOCAL, place):
        if len(files) >= _MOST_FILES:
            raise NotCanonicalArchive(f"There are more than {_MOST_FILES} files")
        name, content, place = _entry(data, place)
        if name in files:
            raise NotCanonicalArchive(f"{name} is there twice")
        files[name] = content
    if not files or pack(files) != data:
        raise NotCanonicalArchive("Headers, order or the bytes after the files are not canonical")
    return files


def _entry(data: bytes, place: int) -> tuple[str, bytes, int]:
    if len(data) < place + _LOCAL_HEAD.size:
        raise NotCanonicalArchive("The archive was cut short")
    head = _LOCAL_HEAD.unpack_from(data, place)
    flags, method, size, name_size, extra = head[2], head[3], head[8], head[9], head[10]
    if flags or method or extra or name_size > _LONGEST_NAME:
        raise NotCanonicalArchive("An entry is compressed, encrypted or carries extra fields")
    start = place + _LOCAL_HEAD.size
    end = start + name_size + size
    if end > len(data):
        raise NotCanonicalArchive("The archive was cut short")
    try:
        name = data[start : start + name_size].decode("ascii")
    except UnicodeDecodeError as error:
        raise NotCanonicalArchive("A file name is not ASCII") from error
    return name, data[start + name_size : end], end

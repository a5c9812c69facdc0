"""Small real files for tests."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from tongban.kernel.actor import Actor, ActorKind, Assurance

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


def person(subject_id: str = "person_a") -> Actor:
    return Actor(
        kind=ActorKind.PERSON,
        subject_id=subject_id,
        account_id=f"account_{subject_id}",
        assurance=Assurance.L3,
    )


def png(width: int = 1, height: int = 1) -> bytes:
    def part(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + header + part(b"IDAT", zlib.compress(b"\0\0")) + part(b"IEND", b"")
    )


def jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHH", 11, 8, height, width) + b"\x01\x11\x00\x00"
    return JPEG + frame + b"\xff\xd9"


def ofd(*extra: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OFD.xml", "<OFD/>")
        for name, content in extra:
            archive.writestr(name, content)
    return buffer.getvalue()

"""Blobs on disk, under their SHA-256: written aside, flushed, then renamed into place."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings

from tongban.files.domain.bombs import PackedEntry
from tongban.files.domain.kinds import HEAD_BYTES
from tongban.files.refusals import FileEmpty, FileTooLarge, FileTypeNotAllowed
from tongban.kernel.text import Text

_CHUNK = 262_144


class Readable(Protocol):
    """Anything uploads come from: a request's file, an open file, BytesIO."""

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; empty at the end."""


@dataclass(frozen=True, slots=True)
class Received:
    """An upload that lies aside, not yet among the blobs."""

    path: Path
    sha256: str
    size: int
    head: bytes


@contextmanager
def received(stream: Readable, limit_bytes: int) -> Iterator[Received]:
    """Take in a stream, never more than the limit, never more than a chunk in memory.

    The file aside is gone after the block unless ``keep`` moved it. Raises FileEmpty, or
    FileTooLarge as soon as the limit is passed.
    """
    aside = _blobs() / "incoming"
    aside.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=aside, delete=False) as file:
        path = Path(file.name)
        try:
            digest, size, head = _copy(stream, file, limit_bytes)
            file.flush()
            os.fsync(file.fileno())
            yield Received(path, digest, size, head)
        finally:
            path.unlink(missing_ok=True)


def _copy(stream: Readable, file: IO[bytes], limit_bytes: int) -> tuple[str, int, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit_bytes:
            raise FileTooLarge(limit_bytes)
        if len(head) < HEAD_BYTES:
            head += chunk[: HEAD_BYTES - len(head)]
        digest.update(chunk)
        file.write(chunk)
    if size == 0:
        raise FileEmpty
    return digest.hexdigest(), size, head


def archive_entries(path: Path) -> tuple[PackedEntry, ...]:
    """The directory of a zip; FileTypeNotAllowed when it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(
                PackedEntry(info.filename, info.compress_size, info.file_size, info.flag_bits)
                for info in archive.infolist()
            )
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, OSError):
        raise FileTypeNotAllowed(Text.of("OFD 文件已损坏。", "The OFD file is damaged.")) from None


def keep(upload: Received) -> None:
    """Move the file aside to its place; nothing happens when the same bytes are there."""
    place = place_of(upload.sha256)
    if place.exists() and place.stat().st_size == upload.size:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    upload.path.chmod(0o640)
    upload.path.replace(place)
    _flush_directory(place.parent)


def read(sha256: str) -> bytes | None:
    """The bytes; None when they are gone or no longer have their hash."""
    try:
        content = place_of(sha256).read_bytes()
    except FileNotFoundError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def place_of(sha256: str) -> Path:
    """``blobs/ab/cd/abcd…``."""
    return _blobs() / sha256[:2] / sha256[2:4] / sha256


def _blobs() -> Path:
    return Path(settings.BLOB_DIR)


def _flush_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

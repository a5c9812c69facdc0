"""The spool 存证缓冲: leaves with their exact messages, on disk before anybody is answered.

Segments hold records one after another, each with its length and CRC. What comes in one turn of the
event loop, or while the disk is busy, shares one write that is on the disk when it returns (group
commit). A thread of its own waits for it; the bytes are put together before, since a thread gets
the interpreter's lock back late while the loop is at work. They are written over zeros laid down a
megabyte at a time, so that most commits change no metadata of the file system. A torn end, as a
crash leaves it, is cut off at the next start: nobody was answered for it. The place of a record is
the place of its leaf in the evidence log.
"""

from __future__ import annotations

import asyncio
import errno
import os
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from queue import SimpleQueue

from tongban_node.together import settle
from tongban_trust.whole_file import OURS_ALONE, flush_folder
from tongban_wire.leaves import Record

_HEAD_BYTES = 8
_LEAF_BYTES = 2
_SEGMENT_BYTES = 64 * 1024 * 1024
_ZEROS = bytes(1024 * 1024)
_MOST_RECORD_BYTES = 256 * 1024
_SUFFIX = ".journal"
_MEASURE_EVERY_S = 0.25
_DURABLY = os.O_WRONLY | os.O_DSYNC
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_Waiting = tuple[Sequence[Record], "asyncio.Future[None]"]
_Batch = tuple[bytes, list[_Waiting]]


class EvidenceClosed(RuntimeError):
    """Evidence cannot be kept now, so nothing may be served; the message says why."""


class Journal:
    """The writer of one spool; ``count`` records stand in it, durable."""

    def __init__(
        self,
        folder: Path,
        *,
        least_free_bytes: int = 0,
        most_waiting: int = 65_536,
        put: Callable[[int, bytes], int] = os.write,
    ) -> None:
        """Open or begin the spool in ``folder``; a torn end is cut. ``put`` is for fault tests."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder, self._put = folder, put
        self._least_free, self._most_waiting = least_free_bytes, most_waiting
        self._waiting: list[_Waiting] = []
        self._for_disk: SimpleQueue[_Batch | None] = SimpleQueue()
        self._queued, self._is_busy = 0, False
        self._broken = ""
        self._is_full, self._measured_at = False, -_MEASURE_EVERY_S
        self.count = 0
        self._handle, self._length = self._open_last()
        self._cut()
        os.fsync(self._handle)
        self._written = self.count

    def append(self, records: Sequence[Record]) -> asyncio.Future[None]:
        """Keep these records, in this order; the future is done when they are on the disk.

        EvidenceClosed at once when too many wait, and from the future when the disk refuses.
        """
        if self._broken or self._queued >= self._most_waiting:
            raise EvidenceClosed(self._broken or "Too many messages wait for the disk")
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self._queued += len(records)
        self._waiting.append((records, done))
        if not self._is_busy:
            self._is_busy = True
            loop.call_soon(self._hand_over)
        return done

    async def run(self, kept: Callable[[list[bytes]], object]) -> None:
        """Commit what waits, for ever; ``kept`` hears the leaves of each commit, in order."""
        loop = asyncio.get_running_loop()

        def write() -> None:
            while found := self._for_disk.get():
                data, batch = found
                error = self._written_whole(data, sum(len(some) for some, _ in batch))
                loop.call_soon_threadsafe(self._tell, batch, error, kept)

        writer = threading.Thread(target=write, name="journal", daemon=True)
        writer.start()
        try:
            await loop.create_future()
        finally:
            self._hand_over()
            self._for_disk.put(None)
            writer.join()

    def read(self, start: int = 0, written_since_s: float = 0) -> Iterator[tuple[int, Record]]:
        """The durable records from ``start`` on with their places, oldest first.

        Segments last written before ``written_since_s`` (Unix seconds) are passed over.
        """
        segments = [*_segments(self._folder), (self.count, self._folder)]
        for (first, path), (after, _) in pairwise(segments):
            if after > start and path.stat().st_mtime >= written_since_s:
                for place, record in enumerate(_records(path), first):
                    if start <= place < self.count:
                        yield place, record

    def drop_before(self, place: int, older_than_s: float) -> None:
        """Delete whole segments whose records all lie before ``place`` and are that old."""
        for (_, path), (after, _) in pairwise(_segments(self._folder)):
            if after <= place and path.stat().st_mtime < time.time() - older_than_s:
                path.unlink()

    def close(self) -> None:
        """Let go of the file, without the zeros at its end."""
        os.ftruncate(self._handle, self._length)
        os.close(self._handle)

    def _hand_over(self) -> None:
        """Give the disk all that waits."""
        batch, self._waiting = self._waiting, []
        self._is_busy = bool(batch)
        if batch:
            data = b"".join(framed(record) for some, _ in batch for record in some)
            self._for_disk.put((data, batch))

    def _written_whole(self, data: bytes, count: int) -> str:
        """Write ``count`` records to the disk; what went wrong, empty when nothing did."""
        try:
            self._commit(data)
        except OSError as error:
            return error.strerror or str(error) or type(error).__name__
        self._written += count
        return ""

    def _tell(
        self, batch: Sequence[_Waiting], error: str, kept: Callable[[list[bytes]], object]
    ) -> None:
        self._hand_over()
        leaves = [record.leaf for some, _ in batch for record in some]
        self._queued -= len(leaves)
        if not error:
            self.count += len(leaves)
            kept(leaves)
        told = EvidenceClosed(f"The spool cannot be written: {error}") if error else None
        for _, done in batch:
            settle(done, told)

    def _commit(self, data: bytes) -> None:
        if self._broken:
            raise OSError(self._broken)
        if time.monotonic() - self._measured_at > _MEASURE_EVERY_S:
            free = os.statvfs(self._folder)
            self._is_full = free.f_bavail * free.f_frsize < self._least_free
            self._measured_at = time.monotonic()
        if self._is_full:
            raise OSError("The disk is as good as full")
        if self._length >= _SEGMENT_BYTES:
            self._next_segment()
        try:
            while self._room < self._length + len(data):
                self._room += os.pwrite(self._handle, _ZEROS, self._room)
            written = 0
            while written < len(data):
                written += self._put(self._handle, data[written:])
        except OSError as error:
            if error.errno not in _FULL:
                # What a disk has after a failed flush nobody knows: start anew, read what stands.
                self._broken = "The disk failed to flush: restart the node when it is mended"
            self._cut()
            raise
        self._length += len(data)

    def _open_last(self) -> tuple[int, int]:
        segments = _segments(self._folder)
        if not segments:
            return self._begin(0), 0
        first, path = segments[-1]
        lengths = [len(framed(record)) for record in _records(path)]
        self.count = first + len(lengths)
        return os.open(path, _DURABLY), sum(lengths)

    def _begin(self, first: int) -> int:
        path = self._folder / f"{first:016d}{_SUFFIX}"
        handle = os.open(path, os.O_CREAT | _DURABLY, OURS_ALONE)
        flush_folder(self._folder)
        return handle

    def _next_segment(self) -> None:
        handle = self._begin(self._written)
        self.close()
        self._handle, self._length, self._room = handle, 0, 0

    def _cut(self) -> None:
        """Take back what was not committed, the zeros too, and go on behind what was."""
        os.ftruncate(self._handle, self._length)
        os.lseek(self._handle, self._length, os.SEEK_SET)
        self._room = self._length


def framed(record: Record) -> bytes:
    """The record as it stands in a segment."""
    body = len(record.leaf).to_bytes(_LEAF_BYTES, "big") + record.leaf + record.message
    return len(body).to_bytes(4, "big") + zlib.crc32(body).to_bytes(4, "big") + body


def look_through(folder: Path) -> Iterator[tuple[int, Record]]:
    """Every whole record of a spool with its place, oldest first, beside whoever writes it."""
    for first, path in _segments(folder):
        yield from enumerate(_records(path), first)


def _segments(folder: Path) -> list[tuple[int, Path]]:
    return sorted((int(path.stem), path) for path in folder.glob(f"*{_SUFFIX}"))


def _records(path: Path) -> Iterator[Record]:
    """The whole records of a segment, up to a torn end."""
    with path.open("rb") as file:
        while True:
            head = file.read(_HEAD_BYTES)
            length = int.from_bytes(head[:4], "big")
            if len(head) < _HEAD_BYTES or not _LEAF_BYTES <= length <= _MOST_RECORD_BYTES:
                return
            body = file.read(length)
            if len(body) < length or zlib.crc32(body) != int.from_bytes(head[4:], "big"):
                return
            end = _LEAF_BYTES + int.from_bytes(body[:_LEAF_BYTES], "big")
            yield Record(body[_LEAF_BYTES:end], body[end:])

"""A log in a directory: appended in batches, one signature each, whole again after any crash.

The checkpoint is the one truth. Everything a checkpoint needs is on disk before it is put in
place by a rename; what lies beyond it after a crash is written again, the same or not, and nobody
was ever promised it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tongban_trust.signing import SigningKey
from tongban_trust.suites import Suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.layout import (
    HEIGHT,
    LARGEST_ENTRY,
    WIDTH,
    BadTile,
    bundle,
    entries_path,
    tile_path,
    unbundle,
    width_of,
)
from tongban_trust.tlog.note import Checkpoint, NoteKey, parse_checkpoint, sign
from tongban_trust.tlog.reading import TileReader
from tongban_trust.whole_file import flush_folder, put_whole

CHECKPOINT = "checkpoint"
MOST_AT_ONCE = 100_000
_FOR_ALL_TO_READ = 0o644


class LogBroken(RuntimeError):
    """The directory holds no log of this origin and key, or its tiles do not make its root."""


class Disk(Protocol):
    """Where files go; a test puts one in that fails at any moment."""

    def write(self, path: Path, data: bytes) -> None:
        """Put a whole file in place, durable, or leave what was there."""
        ...

    def flush(self, folders: Sequence[Path]) -> None:
        """Make the names in these folders durable."""
        ...


class PlainDisk:
    """Files by way of a temporary name, fsync and rename."""

    def write(self, path: Path, data: bytes) -> None:
        """Put a whole file in place, durable, or leave what was there."""
        put_whole(path, data, _FOR_ALL_TO_READ)

    def flush(self, folders: Sequence[Path]) -> None:
        """Make the names in these folders durable."""
        for folder in folders:
            flush_folder(folder)


class TileLog:
    """The writer of one log. One process at a time: ``open_log`` holds a lock."""

    def __init__(
        self, folder: Path, suite: Suite, origin: str, key: SigningKey, disk: Disk | None = None
    ) -> None:
        """Read what stands, or start empty. LogBroken when it is not this log or not whole."""
        self._folder, self._suite, self._origin, self._key = folder, suite, origin, key
        self._disk = disk or PlainDisk()
        self._made: set[Path] = set()
        self._filled: list[Path] = []
        standing = self._standing()
        self.checkpoint = standing or Checkpoint(origin, 0, tree.empty_root(suite))
        self._edge, self._tail = self._read_edge(self.checkpoint.size)
        if self._root() != self.checkpoint.root:
            raise LogBroken("The tiles of the log do not make the root its checkpoint signs")

    def append(self, entries: Sequence[bytes], hashes: Sequence[bytes] | None = None) -> Checkpoint:
        """Add entries in this order and sign once; durable when it returns.

        ``hashes`` are the entries' ``tree.leaf_hashes``, where the caller has them already.
        ValueError for more than 100,000 at once, or not as many hashes; BadTile for an entry over
        64 KiB. When writing fails the log stands as before and must be opened anew. No entries:
        nothing is written.
        """
        if len(entries) > MOST_AT_ONCE:
            raise ValueError(f"At most {MOST_AT_ONCE} entries at once")
        if hashes is not None and len(hashes) != len(entries):
            raise ValueError("Each entry has one hash")
        if any(len(entry) > LARGEST_ENTRY for entry in entries):
            raise BadTile(f"An entry has at most {LARGEST_ENTRY} bytes")
        if not entries:
            return self.checkpoint
        touched: set[Path] = set()
        size = self.checkpoint.size
        self._write_entries(size, entries, touched)
        known = tree.leaf_hashes(self._suite, entries) if hashes is None else list(hashes)
        self._write_tiles(size, known, touched)
        self._disk.flush(sorted(touched))
        bare = Checkpoint(self._origin, size + len(entries), self._root())
        signed = bare.with_signatures([sign(bare, self._origin, self._key)])
        self._disk.write(self._folder / CHECKPOINT, signed.text.encode())
        self._disk.flush([self._folder])
        self.checkpoint = signed
        self._drop_partials()
        return signed

    def reader(self) -> TileReader:
        """The log as it stands, for proofs."""
        return reader_of(self._folder, self._suite, self.checkpoint.size)

    def _standing(self) -> Checkpoint | None:
        try:
            text = (self._folder / CHECKPOINT).read_text("utf-8")
        except FileNotFoundError:
            return None
        try:
            found = parse_checkpoint(text)
        except ValueError as error:
            raise LogBroken(f"The checkpoint cannot be read: {error}") from error
        if found.origin != self._origin or not found.signed_by(
            NoteKey(self._origin, self._key.public)
        ):
            raise LogBroken("The checkpoint is not signed by this log's key under its name")
        return found

    def _read_edge(self, size: int) -> tuple[list[list[bytes]], list[bytes]]:
        """The hashes of each level's partial tile, and the entries of the partial bundle."""
        reader = reader_of(self._folder, self._suite, size)
        edge: list[list[bytes]] = []
        try:
            while size >> (HEIGHT * len(edge)):
                level = len(edge)
                index = (size >> (HEIGHT * level)) // WIDTH
                partial = width_of(size, level, index)
                edge.append(list(reader.tile(level, index)) if partial else [])
            width = size % WIDTH
            path = self._folder / entries_path(size // WIDTH, width)
            tail = list(unbundle(path.read_bytes(), width)) if width else []
        except (OSError, BadTile) as error:
            raise LogBroken(f"A tile the checkpoint rests on is missing or cut: {error}") from error
        return edge, tail

    def _root(self) -> bytes:
        found: bytes | None = None
        for hashes in self._edge:
            level = [*hashes] if found is None else [*hashes, found]
            found = tree.root_over(self._suite, level) if level else None
        return tree.empty_root(self._suite) if found is None else found

    def _write_entries(self, size: int, entries: Sequence[bytes], touched: set[Path]) -> None:
        waiting = [*self._tail, *entries]
        index = size // WIDTH
        while len(waiting) >= WIDTH:
            self._put(entries_path(index), bundle(waiting[:WIDTH]), touched)
            waiting, index = waiting[WIDTH:], index + 1
        if waiting:
            self._put(entries_path(index, len(waiting)), bundle(waiting), touched)
        self._tail = waiting

    def _write_tiles(self, size: int, hashes: list[bytes], touched: set[Path]) -> None:
        level = 0
        while hashes:
            if level == len(self._edge):
                self._edge.append([])
            waiting = self._edge[level] + hashes
            index = (size >> (HEIGHT * level)) // WIDTH
            hashes = []
            start = 0
            while len(waiting) - start >= WIDTH:
                whole = waiting[start : start + WIDTH]
                self._put(tile_path(level, index), b"".join(whole), touched)
                hashes.append(tree.root_over(self._suite, whole))
                start, index = start + WIDTH, index + 1
            waiting = waiting[start:]
            if waiting:
                self._put(tile_path(level, index, len(waiting)), b"".join(waiting), touched)
            self._edge[level] = waiting
            level += 1

    def _drop_partials(self) -> None:
        """Partial tiles of what is whole by now: readers find the whole one in their place."""
        for path in self._filled:
            shutil.rmtree(path.with_name(path.name + ".p"), ignore_errors=True)
        self._made -= {path.with_name(path.name + ".p") for path in self._filled}
        self._filled.clear()

    def _put(self, place: str, data: bytes, touched: set[Path]) -> None:
        path = self._folder / place
        folder = path.parent
        if folder not in self._made:
            for above in reversed([folder, *folder.parents]):
                if above.is_relative_to(self._folder) and not above.exists():
                    above.mkdir()
                    touched.add(above.parent)
            self._made.add(folder)
        self._disk.write(path, data)
        touched.add(folder)
        if not folder.name.endswith(".p"):
            self._filled.append(path)


@contextmanager
def open_log(
    folder: Path, suite: Suite, origin: str, key: SigningKey, disk: Disk | None = None
) -> Iterator[TileLog]:
    """The one writer of the log in ``folder``. LogBroken also when another process has it open."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LogBroken("Another process writes this log: stop it first") from error
        yield TileLog(folder, suite, origin, key, disk)
    finally:
        os.close(lock)


def reader_of(folder: Path, suite: Suite, size: int) -> TileReader:
    """The first ``size`` leaves of the log in a directory."""
    return TileReader(suite, size, lambda place: (folder / place).read_bytes())

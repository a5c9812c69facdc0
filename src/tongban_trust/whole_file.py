"""Files that are there whole or not at all, and on the disk when it was said so."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OURS_ALONE = 0o600


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Hold the lock that goes with ``path``; its folder is made (0700) if need be."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, OURS_ALONE)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def write_whole(path: Path, data: bytes) -> None:
    """Replace ``path`` (0600) with these bytes, on the disk when this returns. Hold its lock."""
    put_whole(path, data, OURS_ALONE)
    flush_folder(path.parent)


def put_whole(path: Path, data: bytes, mode: int) -> None:
    """As ``write_whole``, but the name is durable only after ``flush_folder``: for many files."""
    temporary = path.with_name(path.name + ".new")
    handle = os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

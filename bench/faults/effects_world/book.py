"""A book on disk: what was done under which key, before anybody is told that it was."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Book:
    """JSON lines, each on disk before ``write`` returns; a torn last line was never promised."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a+b")
        self._file.seek(0)
        data = self._file.read()
        self._good = data.rfind(b"\n") + 1
        self.lines: list[dict[str, Any]] = [
            json.loads(line) for line in data[: self._good].splitlines()
        ]
        self._file.truncate(self._good)
        self.lock = threading.Lock()

    def write(self, line: Mapping[str, Any]) -> None:
        """Append and flush to disk; on a full disk nothing is kept and OSError is raised."""
        raw = json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n"
        descriptor = self._file.fileno()
        try:
            written = 0
            while written < len(raw):
                written += os.write(descriptor, raw[written:])
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, self._good)
            raise
        self._good += len(raw)
        self.lines.append(dict(line))


def read_book(path: Path) -> list[dict[str, Any]]:
    """Every whole line of a book."""
    data = path.read_bytes() if path.exists() else b""
    return [json.loads(line) for line in data[: data.rfind(b"\n") + 1].splitlines()]

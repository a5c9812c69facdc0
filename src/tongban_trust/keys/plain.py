"""A secret in a plain file: made at first use, readable by its owner alone, kept for ever."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The text in ``path``, made when there is none: whole or not at all, the first one stays."""
    if not path.exists():
        create_once(path, make())
    return path.read_text("ascii", errors="replace").strip()


def create_once(path: Path, secret: str) -> None:
    """Write ``secret`` (0600) unless the file is there; of two at once the first one's stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)  # created with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secret + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, path)
    except FileExistsError:
        return
    finally:
        Path(temporary).unlink()

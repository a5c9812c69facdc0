"""A PDF is read in a small process of its own: its bytes come from anybody.

A PDF may ask its reader for unbounded work in a hundred ways. Here it gets ten seconds of a
processor and 768 MB, and nothing of ours lies in its memory.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

from tongban_trust.marking.limits import MOST_BYTES, DocumentTooLarge, DocumentUnreadable

SECONDS, MEMORY = 10, 768 * 1024 * 1024
HEAD = struct.Struct(">HH")  # lengths of the words and of the font's path, UTF-8
DONE, TOO_LARGE, UNREADABLE = b"done", b"size", b"odd."
_PATIENCE = 60
_COMMAND = (sys.executable, "-I", "-m", "tongban_trust.marking.child")


def mark_pdf(data: bytes, words: str, font_file: Path) -> bytes:
    """The document with ``words`` slanted over every page, by a process apart.

    DocumentTooLarge (32 MB, 300 pages, ten seconds, 768 MB), DocumentUnreadable. The font must draw
    every one of the words.
    """
    if len(data) > MOST_BYTES:
        raise DocumentTooLarge(f"{len(data)} bytes are more than {MOST_BYTES}")
    said, font = words.encode(), str(font_file).encode()
    asked = b"".join((HEAD.pack(len(said), len(font)), said, font, data))
    try:
        ran = subprocess.run(  # noqa: S603 our own module
            _COMMAND, input=asked, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentTooLarge("Reading it took too long") from error
    answer, content = ran.stdout[:4], ran.stdout[4:]
    if ran.returncode > 0:
        raise RuntimeError(ran.stderr.decode(errors="replace")[-2000:])
    if answer == DONE:
        return content
    if answer == UNREADABLE:
        raise DocumentUnreadable(content.decode(errors="replace"))
    # It said so itself, or its limits ended it.
    raise DocumentTooLarge(content.decode(errors="replace") or "Reading it took too much")

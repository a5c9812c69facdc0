"""The small process ``apart`` starts: one PDF in, the marked one out, within hard limits."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from tongban_trust.marking.apart import DONE, HEAD, MEMORY, SECONDS, TOO_LARGE, UNREADABLE
from tongban_trust.marking.limits import DocumentTooLarge, DocumentUnreadable
from tongban_trust.marking.pdf import mark_here


def answer(asked: bytes) -> bytes:
    """Four letters that say how it went, then the document or the reason."""
    words, font = HEAD.unpack_from(asked)
    start = HEAD.size
    said = asked[start : start + words].decode()
    file = Path(asked[start + words : start + words + font].decode())
    try:
        return DONE + mark_here(asked[start + words + font :], said, file)
    except DocumentTooLarge as error:
        return TOO_LARGE + str(error).encode()
    except DocumentUnreadable as error:
        return UNREADABLE + str(error).encode()
    except MemoryError:
        return TOO_LARGE


def limit() -> None:
    """From here on this process has so much time and memory, and writes no file."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    limit()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))

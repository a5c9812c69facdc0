"""Compiled translations: made from the ``.po`` files whenever these have changed."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

_WEB = Path(__file__).resolve().parents[1]


def catalogues() -> tuple[Path, ...]:
    """Every ``django.po`` of the web areas."""
    return tuple(sorted(_WEB.glob("*/locale/*/LC_MESSAGES/django.po")))


def compile_stale() -> int:
    """Compile every catalogue that is not of its source's time; how many were written.

    Called by the settings, before any translation is read, so that an edited ``.po`` needs no extra
    command. A read-only installation keeps what its set-up compiled.
    """
    written = 0
    for source in catalogues():
        target, stamp = source.with_suffix(".mo"), source.stat().st_mtime_ns
        if target.exists() and target.stat().st_mtime_ns == stamp:
            continue
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale="zh_Hans", abort_invalid=True)
        fresh = target.with_suffix(f".{os.getpid()}.part")
        try:
            with fresh.open("wb") as out:
                write_mo(out, catalogue)
            os.utime(fresh, ns=(stamp, stamp))  # how the next start knows that nothing changed
            fresh.replace(target)
        except PermissionError:
            continue
        written += 1
    return written

"""Font files of this machine that can print Chinese, for want of fonts of one's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_MACHINE_DIRS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
# In this order: BabelStone Han and Hanazono match a serif and know Extensions A to H.
_KNOWN = ("babelstonehan", "hanamina", "hanaminb", "wqyzenhei", "droidsansfallback")


@cache
def fonts_of_machine() -> tuple[Path, ...]:
    """TrueType files that know rare characters, the fittest first; found once per process."""
    found = [
        path
        for folder in _MACHINE_DIRS
        for path in sorted(folder.rglob("*.tt[fc]"))
        if _plain(path) in _KNOWN
    ]
    return tuple(sorted(found, key=lambda path: _KNOWN.index(_plain(path))))


def bold_file(folder: Path) -> Path:
    """One bold font file, the one in ``folder`` first; one that may not exist when none is here."""
    ours = folder / "NotoSerifSC-Bold.ttf"
    return ours if ours.exists() else next(iter(fonts_of_machine()), ours)


def _plain(path: Path) -> str:
    return path.stem.lower().replace("-", "").replace(" ", "")

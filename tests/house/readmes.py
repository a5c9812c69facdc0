"""Reading a room's README: its headings and the tables it offers as anchors."""

from __future__ import annotations

import re
from pathlib import Path

_HEADING = re.compile(r"^(?:#+\s*|[-*]?\s*\*\*)(?P<name>[A-Za-z ]+?)(?:\s*[:.\u4e00-\u9fff(（*]|$)")


def section(readme: Path, name: str) -> list[str] | None:
    """Lines under the heading ``name`` (``## Nouns`` or ``**Nouns**``), None when it is missing."""
    wanted, inside, lines = name.casefold(), False, []
    found = False
    for line in readme.read_text(encoding="utf-8").splitlines():
        heading = _HEADING.match(line)
        if heading:
            inside = heading["name"].strip().casefold() == wanted
            found = found or inside
        if inside:
            lines.append(line)
    return lines if found else None


def anchors(readme: Path) -> set[str]:
    """Models named in backquotes under “Anchor tables”, lower case as Django labels are."""
    if not readme.exists():
        return set()
    words = re.findall(r"`([\w.]+)`", "\n".join(section(readme, "Anchor tables") or []))
    return {word.split(".")[-1].lower() for word in words}

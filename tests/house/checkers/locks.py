"""Locks: every package pinned with a hash, and no host named, so any mirror will do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.violation import Violation

_HOST = re.compile(r"(?:https?:)?//[\w.-]+|--(?:extra-)?index-url|--find-links|\bfile:")
_PINNED = re.compile(r"^[\w.\[\],-]+==\S+")


def check(root: Path) -> list[Violation]:
    """Python locks (``*.lock``, ``requirements*.txt``) and npm locks of the checkout."""
    found = []
    for path in _locks(root):
        text = path.read_text(encoding="utf-8")
        where = str(path.relative_to(root))
        found += _hosts(where, text)
        if path.suffix != ".json":
            found += _unpinned(where, text)
    return found


def _locks(root: Path) -> list[Path]:
    patterns = (
        "*.lock",
        "requirements*.txt",
        "locks/*",
        "package-lock.json",
        "*/package-lock.json",
    )
    return sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()})


def _hosts(where: str, text: str) -> Iterator[Violation]:
    for number, line in enumerate(text.splitlines(), start=1):
        # An npm lock also tells funding pages and licences; only "resolved" is fetched from.
        fetched = (
            "resolved" in line if where.endswith(".json") else not line.lstrip().startswith("#")
        )
        if fetched and _HOST.search(line):
            mend = "Lock again without hosts (make lock); the machine's own mirror decides."
            yield Violation(f"{where}:{number}", "The lock names a host.", mend)


def _unpinned(where: str, text: str) -> Iterator[Violation]:
    whole = text.replace("\\\n", " ")
    for line in whole.splitlines():
        if _PINNED.match(line) and "--hash=" not in line:
            name = line.split("==")[0]
            yield Violation(
                where, f"{name} is pinned without a hash.", "Lock it again (make lock)."
            )

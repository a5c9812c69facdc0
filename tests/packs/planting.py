"""How a mistake is planted in a copy of the demo pack, and where it must be seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Edit = Callable[[str], str]


@dataclass(frozen=True)
class Planted:
    """After ``edit`` of ``file``, ``code`` must be reported on a line that holds ``seen``.

    ``reported_in`` names the file of the report where it is another than the edited one.
    """

    code: str
    file: str
    edit: Edit
    seen: str
    reported_in: str | None = None


def swap(old: str, new: str) -> Edit:
    """Replace the first ``old``; planting fails when it is not there."""

    def edit(words: str) -> str:
        assert old in words, f"nothing to swap: {old!r}"
        return words.replace(old, new, 1)

    return edit


def drop(key: str) -> Edit:
    """Take out a whole top-level key."""
    block = re.compile(rf"^{key}:.*?(?=^\S|\Z)", re.DOTALL | re.MULTILINE)

    def edit(words: str) -> str:
        assert block.search(words), f"nothing to drop: {key}"
        return block.sub("", words, count=1)

    return edit


def add(lines: str) -> Edit:
    """Append lines at the end."""
    return lambda words: words + lines

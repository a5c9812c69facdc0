"""What is written about places and codes, as values: the common end of packs and imported files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tongban.jurisdiction.views import DivisionLevel
from tongban.kernel.text import Text

Progress = Callable[[int, int], None]
"""Called with (done, total) while long work goes on."""


@dataclass(frozen=True, slots=True)
class DivisionRecord:
    """One period in the life of a division."""

    code: str
    valid_from: date
    valid_until: date | None
    name: Text
    level: DivisionLevel
    parent_code: str


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """One entry of a code list."""

    code: str
    name: Text
    also: Mapping[str, str] = field(default_factory=dict)
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """How many things were new, different, or already so."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.added or self.changed)

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
        )


def no_progress(done: int, total: int) -> None:
    """For callers that show none."""
    del done, total

"""What jurisdiction hands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from tongban.kernel.text import Text


class DivisionLevel(Enum):
    """Level of an administrative division 行政区划级别 (GB/T 2260, GB/T 10114)."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"

    @property
    def rank(self) -> int:
        """0 for the nation, growing downward."""
        return tuple(DivisionLevel).index(self)

    @property
    def code_length(self) -> int:
        """Digits of a code: 6 down to the county, 9 for townships, 12 for villages."""
        return {DivisionLevel.TOWNSHIP: 9, DivisionLevel.VILLAGE: 12}.get(self, 6)


@dataclass(frozen=True, slots=True)
class DivisionView:
    """A division in one period of its life.

    Valid from ``valid_from`` up to but not including ``valid_until`` (None: still). A code can be
    used again later for another place. ``successors`` are the codes that took over all of it.
    """

    code: str
    name: Text
    level: DivisionLevel
    parent_code: str
    valid_from: date
    valid_until: date | None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One entry of a code list; ``valid`` says whether it may still be chosen.

    ``also`` holds the same thing's codes in sister schemes (``{"alpha2": "CN"}``).
    """

    code: str
    name: Text
    valid: bool
    also: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodeListView:
    """A code list 代码表 with its entries in the list's own order."""

    scheme: str
    title: Text
    entries: tuple[CodeEntry, ...]

    def name_of(self, code: str) -> Text | None:
        """The name of a code, retired ones included."""
        return next((entry.name for entry in self.entries if entry.code == code), None)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row of an imported file that was not taken: its line in the file, why, how to mend it."""

    line: int
    key: str
    reason: Text
    mend: Text


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do (``dry_run``): rows read, and what became of them."""

    kind: str
    read: int
    added: int
    changed: int
    unchanged: int
    rejected: tuple[RejectedRow, ...]
    dry_run: bool

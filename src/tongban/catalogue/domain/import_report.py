"""What an import did."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowNote:
    """A row worth telling: its line in the file, its item code, and why."""

    line: int
    code: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """An item that got a new version: compare ``old`` and ``new`` with ``item_diff``."""

    code: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class CatalogueImportReport:
    """Counts of one import run, the rows refused and flagged, and the items that changed.

    ``changed_items`` lists at most the first thousand. ``resumed_at`` is the number of rows an
    interrupted run had already done.
    """

    run_id: str
    profile: str
    dry_run: bool
    rows: int
    created: int
    changed: int
    unchanged: int
    rejected: tuple[RowNote, ...]
    flagged: tuple[RowNote, ...]
    changed_items: tuple[ChangedItem, ...]
    resumed_at: int

    @property
    def landed(self) -> int:
        """Rows that stand as drafts now."""
        return self.created + self.changed + self.unchanged

"""How large a document may be that is printed on, and what is said of one that cannot be."""

from __future__ import annotations

MOST_BYTES = 32 * 1024 * 1024
MOST_PAGES = 300


class DocumentTooLarge(ValueError):
    """More bytes, pages, files or work than a document may ask for."""


class DocumentUnreadable(ValueError):
    """No document of this kind: damaged, encrypted, or written to mislead its reader."""

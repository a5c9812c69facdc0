"""Open a sealed document of either format: what it carries and who sealed it, or what is wrong."""

from __future__ import annotations

from tongban_trust.documents.opening import MOST_BYTES, open_document
from tongban_trust.documents.results import (
    Altered,
    DocumentKind,
    Opened,
    Reason,
    SealedDocument,
    SealFacts,
    Unreadable,
)

__all__ = [
    "MOST_BYTES",
    "Altered",
    "DocumentKind",
    "Opened",
    "Reason",
    "SealFacts",
    "SealedDocument",
    "Unreadable",
    "open_document",
]

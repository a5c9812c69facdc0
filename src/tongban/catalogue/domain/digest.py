"""The content digest of a document: equal documents, equal digests."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tongban.catalogue.domain.fields import Part


def stored_form(document: Part) -> dict[str, Any]:
    """The JSON a document is stored as: what is at its default is left out."""
    return document.model_dump(mode="json", exclude_defaults=True)


def canonical(stored: dict[str, Any]) -> str:
    """The stored form as JSON text with sorted keys: equal documents, equal texts."""
    return json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(stored: dict[str, Any]) -> str:
    """SHA-256, hex, of the canonical text. For comparison, not for evidence."""
    return digest_of_text(canonical(stored))


def digest_of_text(text: str) -> str:
    """SHA-256, hex, of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()

"""The content digest of a document: equal documents, equal digests."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tongban.catalogue.domain.fields import Part


def stored_form(document: Part) -> dict[str, Any]:
    """The JSON a document is stored as: what is at its default is left out."""
    return document.model_dump(mode="json", exclude_defaults=True)


def digest_of(stored: dict[str, Any]) -> str:
    """SHA-256, hex, of the stored form with sorted keys. For comparison, not for evidence."""
    text = json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

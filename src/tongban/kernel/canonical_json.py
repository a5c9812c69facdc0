"""One JSON text for equal values: what the digests of published definitions are made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical_json(value: Mapping[str, Any]) -> str:
    """Sorted keys, no spaces; ValueError for a number JSON cannot hold (NaN, infinity)."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest_of(value: Mapping[str, Any]) -> str:
    """SHA-256, hex, of the canonical text. For comparing versions; evidence has its own suite."""
    return digest_of_text(canonical_json(value))


def digest_of_text(text: str) -> str:
    """SHA-256, hex, of a canonical text that is already there."""
    return hashlib.sha256(text.encode()).hexdigest()

"""The terms of an annotated copy 加注件, as they travel sealed in its file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongban_trust.canonical import canonical_bytes, read_canonical

_TAG = b"tongban annotated copy v1\x00"
_NAMES = frozenset(("v", "number", "purpose", "user", "valid_from", "valid_until", "key"))
_KEY = re.compile(r"[0-9a-f]{32}")
_MOST_BYTES, _LONGEST = 8 * 1024, 400


@dataclass(frozen=True, slots=True)
class CopyTerms:
    """For whom, for what and until when a copy may be used; both days are included.

    ``key`` names the copy in lists of what was withdrawn: nobody guesses it from a number.
    """

    number: str
    purpose: str
    user: str
    valid_from: date
    valid_until: date
    key: str

    def to_bytes(self) -> bytes:
        """Canonical JSON, as documents carry it."""
        return canonical_bytes(
            {
                "v": 1,
                "number": self.number,
                "purpose": self.purpose,
                "user": self.user,
                "valid_from": self.valid_from.isoformat(),
                "valid_until": self.valid_until.isoformat(),
                "key": self.key,
            }
        )


def copy_key(secret: str) -> str:
    """``CopyTerms.key``, 32 hex digits, from the copy's unguessable token."""
    return hashlib.sha256(_TAG + secret.encode()).hexdigest()[:32]


def parse_copy_terms(data: bytes) -> CopyTerms:
    """The terms in these bytes, strictly; ValueError when they are none."""
    said: Any = read_canonical(data, _MOST_BYTES)
    if not isinstance(said, Mapping) or set(said) != _NAMES or type(said["v"]) is not int:
        raise ValueError("The terms of a copy have exactly the fields of their version")
    words = [said[name] for name in _NAMES - {"v"}]
    if not all(isinstance(each, str) and 0 < len(each) <= _LONGEST for each in words):
        raise ValueError("The terms of a copy are texts of bearable length")
    found = CopyTerms(
        number=said["number"],
        purpose=said["purpose"],
        user=said["user"],
        valid_from=date.fromisoformat(said["valid_from"]),
        valid_until=date.fromisoformat(said["valid_until"]),
        key=said["key"],
    )
    if found.to_bytes() != data or not _KEY.fullmatch(found.key):
        raise ValueError("The terms of the copy are not in their one form")
    return found

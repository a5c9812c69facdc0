"""What a receiver is told, and how it knows that it comes from here. Pure."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """One event as a receiver gets it, with ids and codes only.

    ``key`` is the idempotency key 幂等键: the same one again is the same message. ``sequence`` is
    the place of the event among those of ``about``.
    """

    key: str
    event: str
    about: str
    sequence: int
    payload: Mapping[str, Any]
    occurred_at: datetime

    def to_bytes(self) -> bytes:
        """The body that is sent and signed: JSON with sorted names."""
        said = {
            "key": self.key,
            "event": self.event,
            "about": self.about,
            "sequence": self.sequence,
            "payload": dict(self.payload),
            "occurred_at": self.occurred_at.isoformat(),
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def signature(secret: str, body: bytes) -> str:
    """HMAC-SHA256 (RFC 2104) of ``body`` in hex, which the receiver checks."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()

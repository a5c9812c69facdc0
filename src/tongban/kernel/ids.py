"""Prefixed, time-sortable identifiers: ``case_01JD…``."""

from __future__ import annotations

import secrets
import time
from datetime import datetime

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = tuple(first + second for first in _ALPHABET for second in _ALPHABET)
_SHIFTS = tuple(range(120, -1, -10))  # 13 pairs of characters, five bits each
_RANDOM_BITS = 80


def new_id(prefix: str) -> str:
    """A fresh identifier, sortable by the millisecond it was made in.

    26 Crockford base-32 characters after the prefix: 48 bits of Unix time in milliseconds,
    80 random bits (the ULID layout, lower case).
    """
    return _written(prefix, time.time_ns() // 1_000_000, secrets.randbits(_RANDOM_BITS))


def earliest_id(prefix: str, moment: datetime) -> str:
    """What sorts before every identifier made at ``moment`` or later, and after all earlier."""
    return _written(prefix, int(moment.timestamp() * 1000), 0)


def _written(prefix: str, unix_ms: int, drawn: int) -> str:
    value = (unix_ms << _RANDOM_BITS) | drawn
    return f"{prefix}_{''.join([_PAIRS[value >> shift & 1023] for shift in _SHIFTS])}"

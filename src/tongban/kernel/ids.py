"""Prefixed, time-sortable identifiers: ``case_01JD…``."""

from __future__ import annotations

import secrets
import threading
import time
from datetime import datetime

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = tuple(first + second for first in _ALPHABET for second in _ALPHABET)
_SHIFTS = tuple(range(120, -1, -10))  # 13 pairs of characters, five bits each
_RANDOM_BITS = 80
_STEP_BITS = 64
_SET_BACK_MS = 1000
_one_at_a_time = threading.Lock()
_last = 0


def new_id(prefix: str) -> str:
    """A fresh identifier, sortable by when it was made: within one process after all before it.

    26 Crockford base-32 characters after the prefix: 48 bits of Unix time in milliseconds,
    80 random bits (the ULID layout, lower case). Within a millisecond, and while a clock set back
    by less than a second catches up, the next is a random step of 64 bits after the last.
    """
    global _last
    now_ms = time.time_ns() // 1_000_000
    with _one_at_a_time:
        if 0 <= (_last >> _RANDOM_BITS) - now_ms < _SET_BACK_MS:
            _last += 1 + secrets.randbits(_STEP_BITS)
        else:
            # The highest bit stays free for the steps.
            _last = (now_ms << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS - 1)
        return _written(prefix, _last)


def earliest_id(prefix: str, moment: datetime) -> str:
    """What sorts before every identifier made at ``moment`` or later, and after all earlier."""
    return _written(prefix, int(moment.timestamp() * 1000) << _RANDOM_BITS)


def _written(prefix: str, value: int) -> str:
    return f"{prefix}_{''.join([_PAIRS[value >> shift & 1023] for shift in _SHIFTS])}"

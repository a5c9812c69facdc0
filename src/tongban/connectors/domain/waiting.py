"""How long to wait before trying again: twice as long each time, never without end."""

from __future__ import annotations

from datetime import datetime, timedelta

_FIRST_S, _LONGEST_S = 2, 120


def next_try(now: datetime, failures: int) -> datetime:
    """After ``failures`` (1 or more) in a row: 2, 4, 8 … at most 120 seconds on."""
    return now + timedelta(seconds=min(_FIRST_S * 2 ** min(failures - 1, 10), _LONGEST_S))

"""How often and how late a failed delivery is tried again."""

from __future__ import annotations

MAX_ATTEMPTS = 8
_FIRST_WAIT_S = 1
_LONGEST_WAIT_S = 300


def wait_before_retry_s(attempts_made: int) -> int:
    """Seconds to wait after the ``attempts_made``-th failure: 1, 2, 4 … at most five minutes."""
    return min(_FIRST_WAIT_S * 2 ** max(attempts_made - 1, 0), _LONGEST_WAIT_S)


def is_last_attempt(attempts_made: int) -> bool:
    """Whether a failure now parks the delivery instead of trying again."""
    return attempts_made >= MAX_ATTEMPTS

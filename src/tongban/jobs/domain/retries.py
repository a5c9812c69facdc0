"""How often and how late a failed delivery is tried again."""

from __future__ import annotations

MAX_ATTEMPTS = 8
_FIRST_WAIT_S = 1
_LONGEST_WAIT_S = 300


class TryAgainLater(RuntimeError):
    """Raised by a handler whose receiver is away or full: nobody's fault, and it may take hours.

    The delivery keeps its place and is tried until it succeeds; it is never parked, so nothing
    behind it overtakes. ``waited_s`` is filled in by whoever delivers.
    """

    waited_s: float = 0.0


def wait_before_retry_s(attempts_made: int) -> int:
    """Seconds to wait after the ``attempts_made``-th failure: 1, 2, 4 … at most five minutes."""
    return min(_FIRST_WAIT_S * 2 ** max(attempts_made - 1, 0), _LONGEST_WAIT_S)


def is_last_attempt(attempts_made: int) -> bool:
    """Whether a failure now parks the delivery instead of trying again."""
    return attempts_made >= MAX_ATTEMPTS


def wait_for_receiver_s(waited_s: float) -> int:
    """Seconds to the next try of a receiver that is away: as long as was waited, 1 to 300."""
    return int(min(max(waited_s, _FIRST_WAIT_S), _LONGEST_WAIT_S))

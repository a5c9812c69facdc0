"""When another platform is asked again: soon, never all at once, and later while it is away."""

from __future__ import annotations

from datetime import datetime, timedelta

PERIOD = timedelta(seconds=30)
LONGEST = timedelta(minutes=15)
_MOST_DOUBLINGS = 5


def next_fetch(now: datetime, failures: int, draw: float, period: timedelta = PERIOD) -> datetime:
    """The next moment to ask, after ``failures`` in a row; ``draw`` in 0..1 spreads askers out.

    A period, doubled for each failure up to a limit, of which between three quarters and the
    whole is waited.
    """
    wait = min(period * 2 ** min(failures, _MOST_DOUBLINGS), LONGEST)
    return now + wait * (0.75 + 0.25 * draw)

"""The calendar pages show dates by: the jurisdiction's own, read at most twice a minute."""

from __future__ import annotations

import time

from tongban.jurisdiction.api import calendar
from tongban.kernel.calendar import Calendar
from tongban.kernel.refusal import Refusal

_KEPT_S = 30.0
_UNKNOWN = Calendar("UTC")
_kept: list[tuple[float, Calendar]] = []


def office_calendar() -> Calendar:
    """Zone and working days; plain UTC while no calendar has been published."""
    now = time.monotonic()
    if _kept and now - _kept[0][0] < _KEPT_S:
        return _kept[0][1]
    try:
        found = calendar()
    except Refusal:
        return _UNKNOWN
    _kept[:] = [(now, found)]
    return found


def forget_calendar() -> None:
    """Read it again at the next look (tests)."""
    _kept.clear()

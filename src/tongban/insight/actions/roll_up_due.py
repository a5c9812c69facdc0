"""Roll up the days that are due: today again and again, each past day twice more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tongban.insight.actions.roll_up_day import roll_up_day
from tongban.insight.models import DayRun
from tongban.jurisdiction.api import CalendarUnknown, calendar, local_date

_TODAY_AGAIN = timedelta(minutes=10)
# A result is handed over within ten working days: who came for it is known by then.
_SETTLED = timedelta(days=16)
_BACK = 45
_AT_ONCE = 5


def roll_up_due(now: datetime) -> int:
    """Roll up at most five days of the last 45; how many.

    Today every ten minutes, a day once when it is over and once more when its results are handed
    over. None before a content pack says which days are working days: there is no case to count.
    """
    try:
        calendar()
    except CalendarUnknown:
        return 0
    due = list(_due(now))[:_AT_ONCE]
    for day in due:
        roll_up_day(day=day, now=now)
    return len(due)


def _due(now: datetime) -> Iterator[date]:
    today = local_date(now)
    since = today - timedelta(days=_BACK)
    runs = DayRun.objects.filter(day__gte=since).order_by("day")
    done = dict(runs.values_list("day", "computed_at"))
    for back in range(_BACK + 1):
        day = today - timedelta(days=back)
        if _is_due(day, done.get(day), today, now):
            yield day


def _is_due(day: date, done: datetime | None, today: date, now: datetime) -> bool:
    if done is None:
        return True
    if day == today:
        return now - done >= _TODAY_AGAIN
    counted = local_date(done)
    return counted <= day or counted < day + _SETTLED <= today

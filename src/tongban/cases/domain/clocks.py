"""The clocks of a case: when defects must be told, when the promise and the law run out.

Source: 行政许可法 32 (five working days), 42 (limits), 45 (special procedures do not count).
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from tongban.cases.views import Light
from tongban.kernel.calendar import Calendar, Pause, Span, SpanUnit, due_at, due_with_pauses

TELL_DEFECTS = Span(5, SpanUnit.WORKING_DAY)
_YELLOW_SHARE = 5  # the last fifth


def tell_defects_by(received_at: datetime, calendar: Calendar) -> datetime:
    """End of the five working days in which all defects are told, else it counts as accepted."""
    return due_at(received_at, TELL_DEFECTS, calendar)


def promised(
    accepted_at: datetime, span: Span, pauses: tuple[Pause, ...], calendar: Calendar
) -> datetime:
    """When the span runs out, counting from acceptance and leaving the pauses out."""
    return due_with_pauses(accepted_at, span, pauses, calendar)


def yellow_from(due: datetime, span: Span, calendar: Calendar) -> datetime:
    """From when at most a fifth of the span, or one day of it, is left. Immediate: never."""
    if span.unit is SpanUnit.IMMEDIATE:
        return due
    if span.unit is SpanUnit.HOUR:
        return due - timedelta(hours=span.amount) / _YELLOW_SHARE
    days = max(1, span.amount // _YELLOW_SHARE)
    day = calendar.local_date(due)
    while days > 0:
        counts = span.unit is SpanUnit.NATURAL_DAY or calendar.is_working_day(day)
        days -= counts
        day -= timedelta(days=1)
    return datetime.combine(day, time.min, calendar.tz).astimezone(UTC)


def light(
    as_of: datetime,
    *,
    due: datetime | None,
    yellow: datetime | None,
    paused: bool,
    closed_at: datetime | None,
) -> Light:
    """The colour to show. A closed case keeps the colour it ended with: green in time, red late."""
    if due is None:
        return Light.NONE
    if closed_at is not None:
        return Light.RED if closed_at > due else Light.GREEN
    if paused:
        return Light.PAUSED
    if as_of > due:
        return Light.RED
    return Light.YELLOW if yellow is not None and as_of >= yellow else Light.GREEN

"""The clocks of a case: when defects must be told, when the promise and the law run out.

Source: 行政许可法 32 (five working days), 42 (limits), 45 (special procedures do not count).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from tongban.cases.domain.terms import TELL_DEFECTS
from tongban.cases.views.clock import Light
from tongban.kernel.calendar import Calendar, Pause, Span, SpanUnit, due_at, due_with_pauses

_YELLOW_SHARE = 5  # the last fifth


def tell_defects_by(received_at: datetime, calendar: Calendar) -> datetime:
    """End of the five working days in which all defects are told, else it counts as accepted."""
    return due_at(received_at, TELL_DEFECTS, calendar)


def promised(
    accepted_at: datetime, span: Span, pauses: tuple[Pause, ...], calendar: Calendar
) -> datetime:
    """When the span runs out, counting from acceptance and leaving the pauses out."""
    return due_with_pauses(accepted_at, span, pauses, calendar)


def extended(span: Span, added: Span | None) -> Span:
    """The span with what was added to it; a span of another unit stays as it was promised."""
    if added is None or added.unit is not span.unit:
        return span
    return Span(span.amount + added.amount, span.unit)


def yellow_from(due: datetime, span: Span, calendar: Calendar, since: datetime) -> datetime:
    """From when at most a fifth of the span, or one day of it, is left. Immediate: never.

    Days left are counted after the day itself, so what is due on Monday is yellow on Friday. Never
    before the day of ``since``, when the clock began.
    """
    if span.unit is SpanUnit.IMMEDIATE:
        return due
    if span.unit is SpanUnit.HOUR:
        return due - timedelta(hours=span.amount) / _YELLOW_SHARE
    left = max(1, span.amount // _YELLOW_SHARE)
    day, first = calendar.local_date(due), calendar.local_date(since)
    while day > first and (left > 0 or not _counts(day, span, calendar)):
        left -= _counts(day, span, calendar)
        day -= timedelta(days=1)
    return datetime.combine(day, time.min, calendar.tz).astimezone(UTC)


def _counts(day: date, span: Span, calendar: Calendar) -> bool:
    return span.unit is SpanUnit.NATURAL_DAY or calendar.is_working_day(day)


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

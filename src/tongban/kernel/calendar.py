"""Working days 工作日, legal periods and the clocks that count them.

A calendar is a value: zone, public holidays, and the weekend days worked instead (调休). It comes
from jurisdiction; nothing here knows a country. Days count from the day after the start and a
period ends with its last local day, 24:00 (行政许可法 82, 民法典 201, 203). A term that binds an
authority is not stretched when its last natural day is a day off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.span import Span, SpanUnit
from tongban.kernel.text import Text

_ONE_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


class CalendarYearUnknown(Refusal):
    """The calendar has no holiday table for a year that must be counted through."""

    def __init__(self, year: int) -> None:
        super().__init__(
            code="kernel.calendar_year_unknown",
            message=Text.of(
                f"{year}年的放假调休安排还没有录入，不能推算工作日。",
                f"The holidays of {year} are not in the calendar yet,"
                " so working days cannot be counted.",
            ),
            mend=Text.of(
                f"请管理员录入{year}年的日历：tongban codes import calendar 文件。",
                f"Ask the operator to load {year}: tongban codes import calendar FILE.",
            ),
            kind=RefusalKind.UNAVAILABLE,
        )
        self.year = year


@dataclass(frozen=True)
class Calendar:
    """Which days are worked in a jurisdiction.

    ``zone`` is an IANA name; ``holidays`` are days off (public holidays and days in lieu),
    ``workdays`` weekend days worked instead (调休), ``known_years`` the years whose table is
    complete: asking about another year refuses with ``CalendarYearUnknown``, never guesses.
    """

    zone: str
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    known_years: frozenset[int] = frozenset()
    weekend: frozenset[int] = field(default=frozenset({_SATURDAY, _SUNDAY}))

    def __post_init__(self) -> None:
        both = self.holidays & self.workdays
        if both:
            raise ValueError(f"{min(both)} is both a holiday and a working day")

    @cached_property
    def tz(self) -> ZoneInfo:
        """The zone as an object."""
        return ZoneInfo(self.zone)

    def local_date(self, moment: datetime) -> date:
        """The day it is in this jurisdiction at ``moment`` (which must carry a zone)."""
        if moment.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be placed on a calendar")
        return moment.astimezone(self.tz).date()

    def end_of_day(self, day: date) -> datetime:
        """The last instant of a local day, in UTC."""
        return datetime.combine(day, time.max, self.tz).astimezone(UTC)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work that day; CalendarYearUnknown outside the known years."""
        if day.year not in self.known_years:
            raise CalendarYearUnknown(day.year)
        if day in self.workdays:
            return True
        return day.weekday() not in self.weekend and day not in self.holidays

    def add_working_days(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``."""
        while count > 0:
            day += _ONE_DAY
            count -= self.is_working_day(day)
        return day

    def count_working_days(self, after: date, until: date) -> int:
        """Working days after ``after`` up to and including ``until``; negative when reversed."""
        if until < after:
            return -self.count_working_days(until, after)
        days = (until - after).days
        return sum(self.is_working_day(after + timedelta(offset + 1)) for offset in range(days))


@dataclass(frozen=True, slots=True)
class Pause:
    """A closed stretch in which the clock stood still: a hearing, an inspection, 专家评审.

    For a pause still open, close it at the present moment: the due date then reads "if it went
    on now".
    """

    began_at: datetime
    ended_at: datetime

    def __post_init__(self) -> None:
        if self.ended_at < self.began_at:
            raise ValueError("A pause cannot end before it began")


def due_at(start: datetime, span: Span, calendar: Calendar) -> datetime:
    """When a period that began at ``start`` runs out, in UTC.

    Days count from the day after the local day of ``start``; the last day counts to its end.
    Hours are exact. Immediate 即时 means by the end of the same working day (of the next one when
    the start is on a day off). Refuses with CalendarYearUnknown. Source: 行政许可法 42, 82.
    """
    return due_with_pauses(start, span, (), calendar)


def due_with_pauses(
    start: datetime, span: Span, pauses: Iterable[Pause], calendar: Calendar
) -> datetime:
    """``due_at`` plus the time of the closed pauses, in the unit of the span.

    Pauses of working-day (and immediate) spans add the working days stood still, natural-day spans
    the calendar days, hour spans the exact time. Overlaps count once; a pause that began after the
    clock had run out adds nothing. A clock stopped on its very last day owes the rest of it on the
    day it goes on, or the next working day when that is a day off. Source: 行政许可法 45.
    """
    stops = _merged(start, pauses)
    if span.unit is SpanUnit.HOUR:
        due = start.astimezone(UTC) + timedelta(hours=span.amount)
        for stop in stops:
            if stop.began_at > due:
                break
            due += stop.ended_at - stop.began_at
        return due
    last = _last_day(calendar.local_date(start), span, calendar)
    for stop in stops:
        began, ended = calendar.local_date(stop.began_at), calendar.local_date(stop.ended_at)
        if began > last:
            break
        if span.unit is SpanUnit.NATURAL_DAY:
            last += ended - began
        else:
            last = calendar.add_working_days(last, calendar.count_working_days(began, ended))
            # Stopped on its last day and let go on a day off: the rest is owed on a working day.
            last = last if last >= ended else calendar.add_working_days(ended, 1)
    return calendar.end_of_day(last)


def working_days_between(a: datetime | date, b: datetime | date, calendar: Calendar) -> int:
    """Working days after the local day of ``a`` up to and including that of ``b``.

    The inverse of ``due_at`` for working days; negative when ``b`` is earlier. Refuses with
    CalendarYearUnknown.
    """
    first = calendar.local_date(a) if isinstance(a, datetime) else a
    last = calendar.local_date(b) if isinstance(b, datetime) else b
    return calendar.count_working_days(first, last)


def _last_day(first: date, span: Span, calendar: Calendar) -> date:
    if span.unit is SpanUnit.NATURAL_DAY:
        return first + timedelta(days=span.amount)
    if span.unit is SpanUnit.WORKING_DAY:
        return calendar.add_working_days(first, span.amount)
    return first if calendar.is_working_day(first) else calendar.add_working_days(first, 1)


def _merged(start: datetime, pauses: Iterable[Pause]) -> list[Pause]:
    """Pauses in order, cut to what follows ``start``, overlaps joined."""
    joined: list[Pause] = []
    for pause in sorted(pauses, key=lambda p: p.began_at):
        if pause.ended_at <= start:
            continue
        began = max(pause.began_at, start)
        if joined and began <= joined[-1].ended_at:
            ended = max(pause.ended_at, joined[-1].ended_at)
            joined[-1] = Pause(joined[-1].began_at, ended)
        else:
            joined.append(Pause(began, pause.ended_at))
    return joined

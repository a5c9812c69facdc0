"""When a place is open: hours by weekday, read against the calendar of days off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from tongban.kernel.calendar import Calendar, CalendarYearUnknown

_MONDAY = 0
_DAYS_AHEAD = 31
_MIDNIGHT = time(0, 0)


class Openness(Enum):
    """Whether a place is open at a moment; ``UNKNOWN`` when the year's calendar is not loaded."""

    OPEN = "places.open"
    CLOSED = "places.closed"
    UNKNOWN = "places.not-known"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one local day, from ``begins`` up to but not including ``ends``.

    ``ends`` at 00:00 means midnight at the end of the day.
    """

    begins: time
    ends: time

    @property
    def sound(self) -> bool:
        """Whether it ends after it begins."""
        return self.ends == _MIDNIGHT or self.begins < self.ends

    def holds(self, at: time) -> bool:
        """Whether the local time ``at`` lies inside."""
        return self.begins <= at and (self.ends == _MIDNIGHT or at < self.ends)


ALL_DAY = (Stretch(_MIDNIGHT, _MIDNIGHT),)


@dataclass(frozen=True, slots=True)
class Opening:
    """Opening hours 开放时间: stretches for each weekday (0 is Monday).

    On public holidays the place is closed, and on weekend days worked instead (调休) it keeps
    Monday's hours; ``always`` is open round the clock on every day (7×24).
    """

    weekly: tuple[tuple[Stretch, ...], ...] = ((),) * 7
    always: bool = False

    def on(self, day: date, calendar: Calendar) -> tuple[Stretch, ...]:
        """The stretches of a local day, in order. Refuses: CalendarYearUnknown."""
        if self.always:
            return ALL_DAY
        if day.year not in calendar.known_years:
            raise CalendarYearUnknown(day.year)
        if day in calendar.holidays:
            return ()
        return self.weekly[_MONDAY if day in calendar.workdays else day.weekday()]

    def at(self, moment: datetime, calendar: Calendar) -> Openness:
        """Whether the place is open at ``moment`` (aware)."""
        local = moment.astimezone(calendar.tz)
        try:
            stretches = self.on(local.date(), calendar)
        except CalendarYearUnknown:
            return Openness.UNKNOWN
        is_open = any(stretch.holds(local.time()) for stretch in stretches)
        return Openness.OPEN if is_open else Openness.CLOSED

    def opens_next(self, moment: datetime, calendar: Calendar) -> datetime | None:
        """When it opens next after ``moment``, within 31 days; None when open now or not known."""
        if self.at(moment, calendar) is not Openness.CLOSED:
            return None
        local = moment.astimezone(calendar.tz)
        for ahead in range(_DAYS_AHEAD):
            day = local.date() + timedelta(days=ahead)
            try:
                stretches = self.on(day, calendar)
            except CalendarYearUnknown:
                return None
            for stretch in stretches:
                begins = datetime.combine(day, stretch.begins, calendar.tz)
                if begins > local:
                    return begins
        return None

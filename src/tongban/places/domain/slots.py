"""Seats that can be booked: opening hours cut into slots 时段."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tongban.kernel.calendar import Calendar
from tongban.places.domain.opening import Stretch


@dataclass(frozen=True, slots=True)
class BookingRule:
    """How a place is booked 预约规则.

    Slots of ``minutes``, each with ``seats`` for every line of the place, from ``notice_minutes``
    ahead of a slot's beginning up to ``days_ahead`` days before. Who does not come ``missed_limit``
    times within ``missed_days`` days cannot book for ``pause_days`` days after the last time;
    numbers at the place stay open to everybody.
    """

    minutes: int
    seats: int
    days_ahead: int = 14
    notice_minutes: int = 30
    open_at_once: int = 3
    missed_limit: int = 3
    missed_days: int = 30
    pause_days: int = 7


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot: aware moments, the second one excluded."""

    starts_at: datetime
    ends_at: datetime


def slots_on(
    day: date, stretches: Iterable[Stretch], minutes: int, calendar: Calendar
) -> tuple[Slot, ...]:
    """Whole slots of ``minutes`` that fit into the stretches of a day, in order."""
    length = timedelta(minutes=minutes)
    found = []
    for stretch in stretches:
        begins = datetime.combine(day, stretch.begins, calendar.tz)
        last_day = day if stretch.ends > stretch.begins else day + timedelta(days=1)
        ends = datetime.combine(last_day, stretch.ends, calendar.tz)
        while begins + length <= ends:
            found.append(Slot(begins, begins + length))
            begins += length
    return tuple(found)


def bookable(slot: Slot, rule: BookingRule, now: datetime, calendar: Calendar) -> bool:
    """Whether it is neither too late nor too early to book this slot."""
    soonest = now + timedelta(minutes=rule.notice_minutes)
    furthest = calendar.local_date(now) + timedelta(days=rule.days_ahead)
    return slot.starts_at >= soonest and calendar.local_date(slot.starts_at) <= furthest


def free_seat(taken: Iterable[int], seats: int) -> int | None:
    """The lowest seat from 1 to ``seats`` that nobody has; None when all are taken."""
    held = set(taken)
    return next((seat for seat in range(1, seats + 1) if seat not in held), None)


def booking_pause_ends(missed: Iterable[datetime], rule: BookingRule) -> datetime | None:
    """When somebody who missed these appointments may book again; None when nothing stops them.

    A pause begins with the appointment that fills the limit within ``missed_days`` days.
    """
    times = sorted(missed)
    window = timedelta(days=rule.missed_days)
    ends = None
    for first, last in zip(times, times[rule.missed_limit - 1 :], strict=False):
        if last - first <= window:
            ends = last + timedelta(days=rule.pause_days)
    return ends

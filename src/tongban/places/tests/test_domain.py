"""Hours, slots, waits and the ground."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.calendar import Calendar, CalendarYearUnknown
from tongban.places.domain.ground import Point, lies_within
from tongban.places.domain.opening import Opening, Openness, Stretch
from tongban.places.domain.slots import (
    BookingRule,
    bookable,
    booking_pause_ends,
    free_seat,
    slots_on,
)
from tongban.places.domain.waiting import WaitBasis, estimate_wait

SUNDAY_WORKED, HOLIDAY, MONDAY = date(2026, 9, 20), date(2026, 10, 1), date(2026, 11, 23)
DAYS = Calendar(
    "Asia/Shanghai", frozenset({HOLIDAY}), frozenset({SUNDAY_WORKED}), frozenset({2026})
)
MORNING, AFTERNOON = Stretch(time(9), time(12)), Stretch(time(13, 30), time(17))
HOURS = Opening((*(((MORNING, AFTERNOON),) * 5), (MORNING,), ()))
ALWAYS = Opening(always=True)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), DAYS.tz).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "openness"),
    [
        (at(MONDAY, 9), Openness.OPEN),
        (at(MONDAY, 8, 59), Openness.CLOSED),
        (at(MONDAY, 12), Openness.CLOSED),
        (at(MONDAY, 16, 59), Openness.OPEN),
        (at(HOLIDAY, 10), Openness.CLOSED),
        (at(SUNDAY_WORKED, 16), Openness.OPEN),
        (at(date(2026, 9, 27), 10), Openness.CLOSED),
        (at(date(2027, 3, 1), 10), Openness.UNKNOWN),
    ],
)
def test_open_by_weekday_and_calendar(moment, openness):
    assert HOURS.at(moment, DAYS) is openness


def test_round_the_clock_asks_no_calendar():
    assert ALWAYS.at(at(HOLIDAY, 3), DAYS) is Openness.OPEN
    assert ALWAYS.at(at(date(2031, 1, 1), 0), DAYS) is Openness.OPEN
    assert ALWAYS.opens_next(at(HOLIDAY, 3), DAYS) is None


@given(st.integers(0, 80 * 24 * 60))
def test_it_opens_next_when_it_says_and_not_before(minutes):
    moment = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    opens = HOURS.opens_next(moment, DAYS)
    if HOURS.at(moment, DAYS) is Openness.OPEN:
        assert opens is None
    else:
        assert opens > moment
        assert HOURS.at(opens, DAYS) is Openness.OPEN
        assert HOURS.at(opens - timedelta(minutes=1), DAYS) is Openness.CLOSED


def test_booking_does_not_guess_an_unknown_year():
    with pytest.raises(CalendarYearUnknown):
        HOURS.on(date(2027, 1, 4), DAYS)


@given(st.integers(5, 120))
def test_slots_fill_the_hours_without_overlap(minutes):
    slots = slots_on(MONDAY, HOURS.on(MONDAY, DAYS), minutes, DAYS)
    assert len(slots) == 180 // minutes + 210 // minutes
    for one, later in pairwise(slots):
        assert one.ends_at <= later.starts_at
    for slot in slots:
        assert HOURS.at(slot.starts_at, DAYS) is Openness.OPEN
        assert HOURS.at(slot.ends_at - timedelta(seconds=1), DAYS) is Openness.OPEN


def test_slots_reach_midnight():
    evening = (Stretch(time(22), time(0)),)
    slots = slots_on(MONDAY, evening, 60, DAYS)
    assert [slot.ends_at - slot.starts_at for slot in slots] == [timedelta(hours=1)] * 2


def test_booking_opens_and_closes():
    rule = BookingRule(30, 2, days_ahead=7, notice_minutes=30)
    slot = slots_on(MONDAY, (MORNING,), 30, DAYS)[0]
    for before, can in (
        (timedelta(minutes=29), False),
        (timedelta(minutes=30), True),
        (timedelta(days=7, hours=9), True),
        (timedelta(days=7, hours=9, minutes=1), False),
    ):
        assert bookable(slot, rule, slot.starts_at - before, DAYS) is can, before


@given(st.sets(st.integers(1, 5)))
def test_a_free_seat_is_free(taken):
    seat = free_seat(taken, 5)
    assert (seat is None) == (len(taken) == 5)
    assert seat not in taken


def test_missing_three_times_in_a_month_pauses_booking_for_a_week():
    rule = BookingRule(30, 2)
    days = [at(MONDAY, 10) + timedelta(days=n) for n in (0, 20, 30)]
    assert booking_pause_ends(days[:2], rule) is None
    assert booking_pause_ends(days, rule) == days[-1] + timedelta(days=7)
    assert booking_pause_ends([*days[:2], days[0] + timedelta(days=31)], rule) is None


def test_a_wait_says_by_what_it_is_known():
    minute = timedelta(minutes=1)
    assert estimate_wait(4, [9 * minute, 1 * minute], 10, 2).minutes == 20
    measured = estimate_wait(4, [9 * minute, 1 * minute, 5 * minute], 10, 2)
    assert (measured.minutes, measured.basis) == (10, WaitBasis.MEASURED)
    assert estimate_wait(5, [], 10, 0).basis is WaitBasis.PLANNED
    assert estimate_wait(0, [], 10, 3).minutes == 0


def test_a_point_lies_within_its_outline():
    shape = [Point(0, 0), Point(4, 0), Point(4, 4), Point(2, 1), Point(0, 4)]
    assert lies_within(Point(1, 1), shape)
    assert not lies_within(Point(2, 3), shape)
    assert not lies_within(Point(5, 1), shape)

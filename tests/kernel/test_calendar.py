from __future__ import annotations

import csv
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_data import shared_data
from tongban.kernel.calendar import (
    Calendar,
    CalendarYearUnknown,
    Pause,
    Span,
    SpanUnit,
    due_at,
    due_with_pauses,
    working_days_between,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
# The first week of October 2026 off, Saturday the 10th worked instead.
OCTOBER = Calendar(
    zone="Asia/Shanghai",
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    workdays=frozenset({date(2026, 10, 10)}),
    known_years=frozenset({2026}),
)


def local(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def working(amount: int) -> Span:
    return Span(amount, SpanUnit.WORKING_DAY)


def last_day(moment: datetime) -> date:
    assert moment.tzinfo is UTC
    ending = moment.astimezone(SHANGHAI)
    assert (ending + timedelta(microseconds=1)).time().isoformat() == "00:00:00"
    return ending.date()


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (local(9, 28), 1, date(2026, 9, 29)),
        (local(9, 30, 23, 59), 1, date(2026, 10, 8)),  # over the holiday week
        (local(10, 8), 2, date(2026, 10, 10)),  # a Saturday that is worked
        (local(10, 9), 2, date(2026, 10, 12)),  # and the Sunday that is not
        (local(10, 3), 1, date(2026, 10, 8)),  # begun on a day off
    ],
)
def test_working_days_count_from_the_day_after_the_start(start, days, expected):
    assert last_day(due_at(start, working(days), OCTOBER)) == expected


def test_the_local_day_counts_not_the_utc_day():
    # 22:00 UTC on the 27th is already the 28th in Shanghai.
    start = datetime(2026, 9, 27, 22, tzinfo=UTC)
    assert last_day(due_at(start, working(1), OCTOBER)) == date(2026, 9, 29)


def test_natural_days_run_through_holidays_and_need_no_holiday_table():
    assert last_day(due_at(local(9, 30), Span(3, SpanUnit.NATURAL_DAY), OCTOBER)) == date(
        2026, 10, 3
    )
    unknown = Calendar(zone="Asia/Shanghai")
    assert last_day(due_at(local(9, 30), Span(1, SpanUnit.NATURAL_DAY), unknown)) == date(
        2026, 10, 1
    )


def test_hours_are_exact():
    start = local(9, 30, 23, 15)
    assert due_at(start, Span(4, SpanUnit.HOUR), OCTOBER) == start + timedelta(hours=4)


def test_immediate_is_the_same_working_day_or_the_next_one():
    assert last_day(due_at(local(9, 29), Span.immediate(), OCTOBER)) == date(2026, 9, 29)
    assert last_day(due_at(local(10, 2), Span.immediate(), OCTOBER)) == date(2026, 10, 8)
    assert last_day(due_at(local(10, 10), Span.immediate(), OCTOBER)) == date(2026, 10, 10)


def test_an_unknown_year_is_refused_not_guessed():
    with pytest.raises(CalendarYearUnknown) as refusal:
        due_at(datetime(2026, 12, 30, 2, tzinfo=UTC), working(5), OCTOBER)
    assert refusal.value.year == 2027
    assert refusal.value.code == "kernel.calendar_year_unknown"
    assert "2027" in refusal.value.message.zh
    assert "codes import calendar" in refusal.value.mend.en


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        due_at(datetime(2026, 9, 28, 10), working(1), OCTOBER)  # noqa: DTZ001


def test_a_day_cannot_be_both_off_and_worked():
    with pytest.raises(ValueError, match="both"):
        Calendar("UTC", frozenset({date(2026, 1, 1)}), frozenset({date(2026, 1, 1)}))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("20 working-days", working(20)),
        ("1 working-day", working(1)),
        ("15 natural-days", Span(15, SpanUnit.NATURAL_DAY)),
        ("4 hours", Span(4, SpanUnit.HOUR)),
        ("immediate", Span.immediate()),
    ],
)
def test_spans_read_and_print(text, span):
    assert Span.parse(text) == span
    assert str(span) == text
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize(
    "text", ["", "20", "20 days", "0 hours", "-1 hours", "二十 hours", "1.5 hours"]
)
def test_anything_else_is_no_span(text):
    with pytest.raises(ValueError, match="working-days"):
        Span.parse(text)


def test_a_span_says_itself_in_both_languages():
    assert working(5).text.zh == "5个工作日"
    assert working(1).text.en == "1 working day"
    assert Span.immediate().text.zh == "即时办结"
    assert (SpanUnit.HOUR.zh, SpanUnit.HOUR.en) == ("小时", "hours")


def test_spans_of_different_units_compare_by_an_average_week():
    assert working(5).at_most(Span(7, SpanUnit.NATURAL_DAY))
    assert not working(15).at_most(Span(15, SpanUnit.NATURAL_DAY))
    assert Span.immediate().at_most(Span(1, SpanUnit.HOUR))
    assert Span(24, SpanUnit.HOUR).at_most(Span(1, SpanUnit.NATURAL_DAY))


class TestPauses:
    def test_a_closed_pause_adds_the_working_days_stood_still(self):
        # Five working days from Mon 21 Sept end Mon 28; still from Wed 23 to Fri 25 = 2 more.
        pause = Pause(local(9, 23), local(9, 25))
        assert last_day(due_at(local(9, 21), working(5), OCTOBER)) == date(2026, 9, 28)
        assert last_day(due_with_pauses(local(9, 21), working(5), [pause], OCTOBER)) == date(
            2026, 9, 30
        )

    def test_days_off_inside_a_pause_are_not_given_twice(self):
        pause = Pause(local(9, 30), local(10, 8))
        # Due Wed 30 Sept without it; only 8 October was a working day of the pause.
        assert last_day(due_with_pauses(local(9, 28), working(2), [pause], OCTOBER)) == date(
            2026, 10, 8
        )

    def test_overlapping_pauses_count_once(self):
        one = [Pause(local(9, 22), local(9, 24))]
        twice = [Pause(local(9, 22), local(9, 23)), Pause(local(9, 22, 12), local(9, 24)), *one]
        expected = due_with_pauses(local(9, 21), working(5), one, OCTOBER)
        assert due_with_pauses(local(9, 21), working(5), twice, OCTOBER) == expected

    def test_a_pause_after_the_clock_ran_out_changes_nothing(self):
        late = Pause(local(9, 29), local(10, 12))
        due = due_at(local(9, 21), working(5), OCTOBER)
        assert due_with_pauses(local(9, 21), working(5), [late], OCTOBER) == due

    def test_hour_and_natural_day_clocks_pause_in_their_own_unit(self):
        pause = Pause(local(9, 22, 10), local(9, 22, 11, 30))
        start = local(9, 22, 9)
        paused = due_with_pauses(start, Span(4, SpanUnit.HOUR), [pause], OCTOBER)
        assert paused == start + timedelta(hours=5, minutes=30)
        week = Pause(local(9, 30), local(10, 8))
        natural = due_with_pauses(local(9, 29), Span(3, SpanUnit.NATURAL_DAY), [week], OCTOBER)
        assert last_day(natural) == date(2026, 10, 10)

    def test_what_lay_before_the_start_is_not_counted(self):
        early = Pause(local(9, 1), local(9, 21))
        due = due_at(local(9, 21), working(5), OCTOBER)
        assert due_with_pauses(local(9, 21), working(5), [early], OCTOBER) == due

    def test_a_clock_stopped_on_its_last_day_and_let_go_on_a_day_off_is_due_the_next_working_day(
        self,
    ):
        pause = Pause(local(9, 25), local(9, 26))  # a Friday, let go on the Saturday
        assert last_day(due_with_pauses(local(9, 21), working(4), [pause], OCTOBER)) == date(
            2026, 9, 28
        )

    def test_a_pause_cannot_run_backwards(self):
        with pytest.raises(ValueError, match="before it began"):
            Pause(local(9, 2), local(9, 1))


def _real_calendar() -> tuple[Calendar, set[date], set[date]]:
    off: set[date] = set()
    worked: set[date] = set()
    with shared_data("codes/calendar_cn.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["date"])
            (worked if row["kind"] == "makeup_workday" else off).add(day)
    years = frozenset(range(2004, 2027))
    calendar = Calendar("Asia/Shanghai", frozenset(off), frozenset(worked), years)
    return calendar, off, worked


@pytest.mark.shared_data
def test_working_days_agree_with_an_obvious_oracle_over_twenty_three_years():
    calendar, off, worked = _real_calendar()
    day, list_of_working_days = date(2004, 1, 1), []
    while day.year < 2027:
        if day in worked or (day not in off and day.strftime("%a") not in ("Sat", "Sun")):
            list_of_working_days.append(day)
        day += timedelta(days=1)
    assert len(list_of_working_days) > 23 * 245
    starts = [date(2004, 1, 1) + timedelta(days=11 * step) for step in range(750)]
    for start in starts:
        first = bisect_right(list_of_working_days, start)
        moment = datetime(start.year, start.month, start.day, 15, tzinfo=SHANGHAI)
        for amount in (1, 5, 20):
            due = due_at(moment, working(amount), calendar)
            assert last_day(due) == list_of_working_days[first + amount - 1], (start, amount)
            assert working_days_between(moment, due, calendar) == amount


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 9, 1), timezones=st.just(SHANGHAI)),  # noqa: DTZ001
    amount=st.integers(1, 40),
)
def test_counting_undoes_adding(start, amount):
    due = due_at(start, working(amount), OCTOBER)
    assert working_days_between(start, due, OCTOBER) == amount
    assert working_days_between(due, start, OCTOBER) == -amount
    assert OCTOBER.is_working_day(last_day(due))


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 1), timezones=st.just(SHANGHAI)),  # noqa: DTZ001
    first=st.integers(0, 200),
    lengths=st.lists(st.integers(0, 100), min_size=2, max_size=2),
)
def test_two_pauses_that_touch_are_one(start, first, lengths):
    cuts = [start + timedelta(hours=first)]
    for length in lengths:
        cuts.append(cuts[-1] + timedelta(hours=length))
    whole = due_with_pauses(start, working(10), [Pause(cuts[0], cuts[2])], OCTOBER)
    parts = [Pause(cuts[1], cuts[2]), Pause(cuts[0], cuts[1])]
    assert due_with_pauses(start, working(10), parts, OCTOBER) == whole
    assert whole >= due_at(start, working(10), OCTOBER)

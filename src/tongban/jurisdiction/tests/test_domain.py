from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tongban.jurisdiction.domain.calendars import YearTable, build_calendar
from tongban.jurisdiction.domain.history import (
    Succession,
    ending,
    living_successors,
    overlaps,
    valid_on,
)
from tongban.jurisdiction.tests.factories import record


def year(number: int) -> date:
    return date(number, 1, 1)


def step(code: str, successor: str, on: int, *, partial: bool = False) -> Succession:
    return Succession(code, successor, year(on), partial)


def successors(start, records, steps):
    periods, table = {}, {}
    for one in records:
        periods.setdefault(one.code, []).append(one)
    for one in steps:
        table.setdefault(one.code, []).append(one)
    return [found.code for found in living_successors(start, periods, table)]


class TestValidity:
    def test_a_code_used_again_names_another_place(self):
        first, second = record("990107", 1983, 1989), record("990107", 1992)
        both = [second, first]
        assert valid_on(both, date(1985, 7, 1)) is first
        assert valid_on(both, date(1989, 1, 1)) is None  # the end is excluded
        assert valid_on(both, date(1992, 1, 1)) is second
        assert valid_on(both, None) is second
        assert valid_on([], None) is None

    def test_overlaps_are_found_whatever_the_order(self):
        lasting, later = record("990101", 1981), record("990101", 1990)
        assert overlaps([later, lasting]) == ((lasting, later),)
        assert overlaps([record("990101", 1981, 1990), later]) == ()


class TestSuccessors:
    def test_a_living_place_is_its_own_successor(self):
        here = record("990101", 1981)
        steps = [step("990101", "990105", 1999, partial=True)]
        assert successors(here, [here, record("990105", 1999)], steps) == ["990101"]

    def test_changes_of_code_are_followed_to_the_end(self):
        old, middle, new = (
            record("990121", 1981, 1990),
            record("990181", 1990, 2010),
            record("990104", 2010),
        )
        steps = [step("990121", "990181", 1990), step("990181", "990104", 2010)]
        assert successors(old, [old, middle, new], steps) == ["990104"]

    def test_a_split_has_several(self):
        old = record("990101", 1981, 2000)
        records = [old, record("990102", 1981), record("990103", 2000)]
        steps = [step("990101", "990103", 2000), step("990101", "990102", 2000)]
        assert successors(old, records, steps) == ["990102", "990103"]

    def test_a_part_that_left_earlier_is_not_what_became_of_the_rest(self):
        old = record("990124", 1986, 2014)
        records = [old, record("990108", 1980), record("990111", 2014)]
        steps = [step("990124", "990108", 2001, partial=True), step("990124", "990111", 2014)]
        assert successors(old, records, steps) == ["990111"]

    def test_when_only_parts_are_on_record_they_are_what_became_of_it(self):
        old = record("990124", 1986, 2014)
        records = [old, record("990108", 1980), record("990109", 1980)]
        steps = [
            step("990124", "990108", 2001, partial=True),
            step("990124", "990109", 2014, partial=True),
        ]
        assert successors(old, records, steps) == ["990108", "990109"]
        assert len(ending(old, steps)) == 2

    def test_a_code_used_again_after_itself_is_no_endless_walk(self):
        old, new = record("990110", 1981, 1992), record("990110", 1992)
        steps = [step("990110", "990110", 1992)]
        assert successors(old, [old, new], steps) == ["990110"]
        circle = [record("990101", 1981, 1990), record("990102", 1981, 1990)]
        round_and_round = [step("990101", "990102", 1990), step("990102", "990101", 1990)]
        assert successors(circle[0], circle, round_and_round) == []

    def test_what_the_record_does_not_say_is_empty(self):
        gone = record("990199", 1981, 1990)
        assert successors(gone, [gone], []) == []

    def test_a_successor_recorded_a_little_later_is_still_found(self):
        old, new = record("990121", 1981, 1990), record("990181", 1991)
        assert successors(old, [old, new], [step("990121", "990181", 1990)]) == ["990181"]


class TestCalendars:
    def test_a_local_table_speaks_day_by_day(self):
        day, other = date(2026, 4, 20), date(2026, 4, 25)
        general = YearTable(2026, {date(2026, 1, 1): "元旦"}, {other: "调休"})
        local = YearTable(2026, {day: "三月三", other: "地方假日"})
        calendar = build_calendar("Asia/Shanghai", [[general], [local]])
        assert calendar.holidays == {date(2026, 1, 1), day, other}
        assert calendar.workdays == frozenset()
        assert calendar.known_years == {2026}

    @given(st.lists(st.tuples(st.booleans(), st.dates(date(2026, 1, 1), date(2026, 1, 9)))))
    def test_whatever_layers_say_no_day_is_both(self, days):
        layers = [
            [YearTable(2026, {day: "x"}, {}) if off else YearTable(2026, {}, {day: "x"})]
            for off, day in days
        ]
        calendar = build_calendar("UTC", layers)
        for off, day in days[-1:]:
            assert calendar.is_working_day(day) != off

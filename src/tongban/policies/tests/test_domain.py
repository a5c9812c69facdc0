"""Conditions: unknown is never met, ages against the calendar, numbers by their worth."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.kernel.text import Text
from tongban.policies.domain.conditions import Condition, Requirement, holds, meets_all

SAYS = Text.of("条件", "Condition")
TODAY = date(2026, 11, 16)


def asks(test: Requirement, *wanted: str) -> Condition:
    return Condition("person.x", test, wanted, SAYS)


@settings(max_examples=60)
@given(
    born=st.dates(date(1900, 1, 1), date(2026, 11, 16)),
    today=st.dates(date(2026, 11, 16), date(2030, 12, 31)),
    years=st.integers(0, 130),
)
def test_full_years_are_counted_birthday_by_birthday(born: date, today: date, years: int):
    birthdays = 0
    for year in range(born.year + 1, today.year + 1):
        leap = (born.month, born.day) == (2, 29) and not _has_29_february(year)
        birthday = date(year, 3, 1) if leap else born.replace(year=year)
        birthdays += birthday <= today
    old = holds(asks(Requirement.YEARS_AT_LEAST, str(years)), born.isoformat(), today)
    young = holds(asks(Requirement.YEARS_BELOW, str(years)), born.isoformat(), today)
    assert (old, young) == (birthdays >= years, birthdays < years)


def _has_29_february(year: int) -> bool:
    return (date(year, 3, 1) - timedelta(days=1)).day == 29


@given(
    number=st.decimals(-(10**6), 10**6, places=2),
    edge=st.integers(0, 10**6),
)
def test_numbers_and_money_are_compared_by_worth(number: Decimal, edge: int):
    assert holds(asks(Requirement.AT_LEAST, str(edge)), str(number), TODAY) is (number >= edge)
    assert holds(asks(Requirement.AT_MOST, str(edge)), str(number), TODAY) is (number <= edge)


@pytest.mark.parametrize("test", list(Requirement))
@pytest.mark.parametrize("value", [None])
def test_what_is_missing_is_unknown(test: Requirement, value: None):
    assert holds(asks(test, "1"), value, TODAY) is None
    assert not meets_all([asks(test, "1")], {}, TODAY)


@pytest.mark.parametrize(
    ("test", "value"),
    [
        (Requirement.AT_LEAST, "viele"), (Requirement.AT_MOST, True), (Requirement.AT_LEAST, "NaN"),
        (Requirement.AT_LEAST, "Infinity"), (Requirement.YEARS_AT_LEAST, "gestern"),
        (Requirement.YEARS_BELOW, "2026-11-17"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_unknown_and_fits_nobody(test: Requirement, value: str | bool):
    assert holds(asks(test, "1"), value, TODAY) is None
    assert not meets_all([asks(test, "1")], {"person.x": value}, TODAY)


def test_yes_and_no_and_codes_are_words():
    assert holds(asks(Requirement.IS, "false"), False, TODAY) is True
    assert holds(asks(Requirement.IS, "true"), False, TODAY) is False
    assert holds(asks(Requirement.ONE_OF, "margin", "destitute"), "destitute", TODAY) is True
    assert holds(asks(Requirement.ONE_OF, "margin"), "none", TODAY) is False

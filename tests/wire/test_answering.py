"""Yes or no: what a question says of a row, and when nobody can say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban_wire.answering import answer
from tongban_wire.policy import Operator, Question

TODAY = date(2026, 3, 1)


def ask(operator: Operator, fixed: str | None, value, operand: str | None = None, today=TODAY):
    return answer(Question("q", "f", operator, fixed), operand, {"f": value}, today)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 120))
def test_somebody_has_an_age_from_the_birthday_on(born: date, years: int) -> None:
    birthday = date(born.year + years, 3, 1) if (born.month, born.day) == (2, 29) else None
    if birthday is None or _is_leap(born.year + years):
        birthday = born.replace(year=born.year + years)
    for day, expected in ((birthday, True), (birthday - timedelta(days=1), False)):
        assert ask(Operator.AGE_AT_LEAST, str(years), born.isoformat(), today=day) is expected


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_numbers_compare_as_numbers(value: int, against: int) -> None:
    assert ask(Operator.AT_LEAST, str(against), value) is (value >= against)
    assert ask(Operator.AT_MOST, str(against), value) is (value <= against)


@pytest.mark.parametrize(
    ("operator", "fixed", "value", "operand", "expected"),
    [
        (Operator.EQUALS, None, "某某", "某某", True),
        (Operator.EQUALS, None, "某某", "某", False),
        (Operator.EQUALS, "1", 1, None, True),
        (Operator.EQUALS, "true", True, None, True),
        (Operator.PRESENT, None, "x", None, True),
        (Operator.PRESENT, None, "", None, False),
        (Operator.PRESENT, None, None, None, False),
        (Operator.AT_LEAST, "2026-01-01", "2026-01-01", None, True),
        (Operator.AT_MOST, "2026-01-01", "2026-01-02", None, False),
        # Nobody can say: no value, nothing to compare with, not comparable.
        (Operator.EQUALS, "x", None, None, None),
        (Operator.EQUALS, None, "x", None, None),
        (Operator.AT_LEAST, "many", 3, None, None),
        (Operator.AGE_AT_LEAST, "18", "unknown", None, None),
    ],
)
def test_what_is_answered(operator, fixed, value, operand, expected) -> None:
    assert ask(operator, fixed, value, operand) is expected


def test_the_grants_operand_counts_and_not_the_callers() -> None:
    assert ask(Operator.EQUALS, "a", "a", "b") is True

"""Questions answered yes or no from a row, so that the row itself need not leave the agency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tongban_wire.plain import Scalar
from tongban_wire.policy import Operator, Question


def answer(
    question: Question, operand: str | None, values: Mapping[str, Scalar], today: date
) -> bool | None:
    """Yes, no, or None when the register does not hold the field or it cannot be compared.

    ``operand`` is the caller's, when the grant fixes none.
    """
    value = values.get(question.field)
    if question.operator is Operator.PRESENT:
        return value not in (None, "")
    against = question.operand if question.operand is not None else operand
    if value is None or against is None:
        return None
    if question.operator is Operator.EQUALS:
        return _text(value) == against
    if question.operator is Operator.AGE_AT_LEAST:
        return _has_age(_text(value), against, today)
    return _compare(value, against, at_least=question.operator is Operator.AT_LEAST)


def _compare(value: Scalar, against: str, *, at_least: bool) -> bool | None:
    if isinstance(value, int) and not isinstance(value, bool):
        if not against.lstrip("-").isdecimal():
            return None
        return value >= int(against) if at_least else value <= int(against)
    said = _text(value)
    return said >= against if at_least else said <= against


def _has_age(born: str, years: str, today: date) -> bool | None:
    try:
        day, wanted = date.fromisoformat(born[:10]), int(years)
    except ValueError:
        return None
    # Somebody born on 29 February turns a year older when that day has passed.
    had_birthday = (today.month, today.day) >= (day.month, day.day)
    return today.year - day.year - (not had_birthday) >= wanted


def _text(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

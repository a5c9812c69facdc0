"""Whom a policy is for: conditions over data elements, all of which must hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum

from tongban.kernel.text import Text

Fact = str | int | bool | None


class Requirement(Enum):
    """What is asked of a value. Years are full years from a date to today."""

    IS = "is"
    ONE_OF = "one-of"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    YEARS_AT_LEAST = "years-at-least"
    YEARS_BELOW = "years-below"


@dataclass(frozen=True, slots=True)
class Condition:
    """One requirement: the element, what is asked of it, and the sentence a person reads."""

    element_id: str
    test: Requirement
    wanted: tuple[str, ...]
    says: Text


def holds(condition: Condition, value: Fact, today: date) -> bool | None:
    """Whether a value meets the requirement; None when that cannot be known.

    A value that is missing or of the wrong shape is unknown, never false and never true.
    """
    if value is None:
        return None
    if condition.test in (Requirement.IS, Requirement.ONE_OF):
        return _word(value) in condition.wanted
    if condition.test in (Requirement.AT_LEAST, Requirement.AT_MOST):
        return _compares(condition, value)
    return _aged(condition, value, today)


def meets_all(conditions: Iterable[Condition], facts: Mapping[str, Fact], today: date) -> bool:
    """Whether every requirement is known to be met: what is unknown does not count as met."""
    return all(holds(each, facts.get(each.element_id), today) is True for each in conditions)


def _word(value: Fact) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _compares(condition: Condition, value: Fact) -> bool | None:
    if isinstance(value, bool):
        return None
    try:
        number, edge = Decimal(str(value)), Decimal(condition.wanted[0])
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return number >= edge if condition.test is Requirement.AT_LEAST else number <= edge


def _aged(condition: Condition, value: Fact, today: date) -> bool | None:
    try:
        since = date.fromisoformat(str(value))
    except ValueError:
        return None
    if since > today:
        return None
    years = today.year - since.year - ((today.month, today.day) < (since.month, since.day))
    edge = int(condition.wanted[0])
    return years >= edge if condition.test is Requirement.YEARS_AT_LEAST else years < edge

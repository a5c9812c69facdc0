"""When one party may act for another."""

from __future__ import annotations

from datetime import date

from tongban.identity.views import MandateKind, MandateView

ADULT_AT = 18  # 民法典 17
GRANTED = frozenset({MandateKind.AGENT, MandateKind.HELPER})
"""Kinds that somebody grants; the others follow from law or a register."""


def in_force(mandate: MandateView, on: date, item_code: str | None = None) -> bool:
    """Whether the mandate runs on this day and covers the item (any item when none is given).

    A scope entry covers an item when it is the item's code or its last part: the basic code (12)
    closes every implementing code (31), so a grant holds wherever the item is handled.
    """
    if mandate.revoked or on < mandate.valid_from:
        return False
    if mandate.valid_until is not None and on > mandate.valid_until:
        return False
    if item_code is None or not mandate.scope:
        return True
    return any(item_code == code or item_code.endswith(code) for code in mandate.scope)


def comes_of_age(birth_date: date) -> date:
    """The last day of guardianship: the day before the eighteenth birthday."""
    year = birth_date.year + ADULT_AT
    try:
        birthday = birth_date.replace(year=year)
    except ValueError:  # 29 February
        birthday = date(year, 3, 1)
    return date.fromordinal(birthday.toordinal() - 1)


def needs_term(kind: MandateKind) -> bool:
    """A granted mandate ends some day; those by law or registration last until they change."""
    return kind in GRANTED


def represents(kind: MandateKind) -> bool:
    """Whether the agent stands in the principal's place.

    A helper does not: what they may do is one task, and the room that keeps the task says what.
    """
    return kind is not MandateKind.HELPER

"""What a decision comes to: an amount, or no benefit, or something nobody knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum

from tongban.kernel.money import Money


class Finding(Enum):
    """The outcome of looking at one person."""

    DUE = "due"
    NOT_DUE = "not-due"
    UNKNOWN = "unknown"


def weigh(
    passed: bool, fired: Collection[str], amounts: Mapping[str, Money], account: str
) -> tuple[Finding, Money | None]:
    """The finding, and the amount when the benefit is due.

    ``fired`` are the rows of the table that held. The amount is that of the row; of several that
    name one, the highest. A table that did not pass by a row of its own found the benefit not due;
    one that lacked an input found nothing. Without an account nothing can be paid.
    """
    if not passed:
        return (Finding.NOT_DUE if fired else Finding.UNKNOWN), None
    named = [amounts[row] for row in fired if row in amounts]
    if not named or not account:
        return Finding.UNKNOWN, None
    return Finding.DUE, max(named, key=lambda money: money.amount)

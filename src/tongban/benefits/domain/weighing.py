"""What a decision receipt comes to: an amount, or no benefit, or something nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from tongban.decisions.api import DecisionReceipt, Outcome
from tongban.kernel.money import Money


class Finding(Enum):
    """The outcome of looking at one person."""

    DUE = "due"
    NOT_DUE = "not-due"
    UNKNOWN = "unknown"


def weigh(
    receipt: DecisionReceipt, amounts: Mapping[str, Money], account: str
) -> tuple[Finding, Money | None]:
    """The finding, and the amount when the benefit is due.

    The amount is that of the row that fired; several rows that name an amount give the highest.
    A table that did not pass by a row of its own found the benefit not due; one that lacked an
    input found nothing. Without an account nothing can be paid.
    """
    fired = [row for row, hit in receipt.trace if hit]
    named = [amounts[row] for row in fired if row in amounts]
    if receipt.outcome is not Outcome.PASS:
        return (Finding.NOT_DUE if fired else Finding.UNKNOWN), None
    if not named or not account:
        return Finding.UNKNOWN, None
    return Finding.DUE, max(named, key=lambda money: money.amount)

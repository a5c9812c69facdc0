"""What a channel's word about an order does to the notice it pays."""

from __future__ import annotations

from enum import Enum

from tongban.kernel.money import Money
from tongban.payments.views import NoticeState, OrderState


class Verdict(Enum):
    """Taken, heard before, or money the notice cannot take: it goes back the way it came."""

    TAKEN = "taken"
    HEARD_BEFORE = "heard-before"
    WRONG_AMOUNT = "wrong-amount"
    PAID_TWICE = "paid-twice"
    NOT_DUE = "not-due"

    @property
    def stray(self) -> bool:
        """Whether the money goes back."""
        return self in (Verdict.WRONG_AMOUNT, Verdict.PAID_TWICE, Verdict.NOT_DUE)


def settle(order: OrderState, notice: NoticeState, due: Money, paid: Money) -> Verdict:
    """The verdict on "this order was paid with ``paid``", however often and late it is said.

    An order that the channel closed and then paid after all is money like any other.
    """
    if order in (OrderState.PAID, OrderState.STRAY):
        return Verdict.HEARD_BEFORE
    if notice in (NoticeState.PAID, NoticeState.REFUNDING, NoticeState.REFUNDED):
        return Verdict.PAID_TWICE
    if notice is not NoticeState.DUE:
        return Verdict.NOT_DUE
    return Verdict.TAKEN if paid == due else Verdict.WRONG_AMOUNT

"""Money in parts 分次缴纳、部分退款: the parts never come to more than the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tongban.kernel.money import Money


@dataclass(frozen=True, slots=True)
class PaidPart:
    """What was paid by one order, and how much of it is going back already."""

    order_id: str
    paid: Money
    returned: Money

    @property
    def left(self) -> Money:
        """What may still go back."""
        return self.paid - self.returned


def fits(part: Money, left: Money) -> bool:
    """Whether a part may be paid or returned: above nothing, and not more than is left."""
    return Money.zero(left.currency) < part <= left


def spread(amount: Money, parts: Sequence[PaidPart]) -> tuple[tuple[str, Money], ...]:
    """From which orders ``amount`` goes back, and how much from each: the last paid first.

    The shares add up to ``amount`` and none is more than its order has left. ValueError when the
    parts together have less.
    """
    shares, open_ = [], amount
    for part in reversed(parts):
        share = min(part.left, open_)
        if share > Money.zero(amount.currency):
            shares.append((part.order_id, share))
            open_ = open_ - share
    if open_ > Money.zero(amount.currency):
        raise ValueError(f"{amount} is more than was paid")
    return tuple(shares)

"""An amount of money somebody typed into a form."""

from __future__ import annotations

from tongban.kernel.money import Money
from tongban.payments.api import PartNotPossible

_LONGEST = 20


def amount_typed(text: str, left: Money) -> Money:
    """The amount. Refuses PartNotPossible when it is none; ``left`` is what that tells of."""
    try:
        return Money.parse(text[:_LONGEST], left.currency)
    except ValueError:
        raise PartNotPossible(left) from None

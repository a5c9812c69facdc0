from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.money import Money

amounts = st.integers(-(10**12), 10**12).map(lambda fen: Money(Decimal(fen).scaleb(-2)))


def test_equal_amounts_are_equal_however_they_were_written():
    assert Money(Decimal("12.5")) == Money(Decimal("12.50")) == Money.parse(" 12.50 ")
    assert str(Money.parse("-1200")) == "-¥1,200.00"
    assert Money(3).minor == 300


@pytest.mark.parametrize(
    "bad", [1.5, True, "1", Decimal("0.001"), Decimal("NaN"), Decimal("Infinity")]
)
def test_what_cannot_be_paid_is_no_money(bad):
    with pytest.raises(ValueError):  # noqa: PT011
        Money(bad)


def test_unknown_currencies_and_mixed_sums_are_refused():
    with pytest.raises(ValueError, match="XXX"):
        Money(Decimal(1), "XXX")
    with pytest.raises(ValueError, match="add up"):
        Money(Decimal(1)) + Money(Decimal(1), "HKD")
    with pytest.raises(ValueError, match="not an amount"):
        Money.parse("free")


@given(amounts, st.integers(1, 50))
def test_shares_add_up_and_differ_by_at_most_one_coin(money, parts):
    shares = money.split(parts)
    assert sum(share.minor for share in shares) == money.minor
    assert max(shares, key=lambda s: s.minor).minor - min(s.minor for s in shares) <= 1


@given(amounts, amounts)
def test_sums_and_order(one, other):
    assert (one + other) - other == one
    assert (one < other) == (one.amount < other.amount)


def test_times_rounds_half_up():
    assert Money(Decimal("0.05")).times(Decimal("0.5")) == Money(Decimal("0.03"))

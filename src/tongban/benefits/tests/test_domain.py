"""What a decision comes to, and the steps a benefit may take."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tongban.benefits.domain.steps import NEXT, BenefitState, may_follow
from tongban.benefits.domain.weighing import Finding, weigh
from tongban.kernel.money import Money

AMOUNTS = {"a": Money(Decimal(100)), "b": Money(Decimal(300))}


@given(st.booleans(), st.sets(st.sampled_from("abc")), st.sampled_from(["", "62"]))
def test_only_a_pass_with_an_amount_and_an_account_is_due(passed, fired, account):
    finding, amount = weigh(passed, fired, AMOUNTS, account)
    due = passed and bool(fired & AMOUNTS.keys()) and bool(account)
    assert (finding is Finding.DUE) == due == (amount is not None)
    if due:
        assert amount == AMOUNTS["b" if "b" in fired else "a"]
    if not passed:
        assert finding is (Finding.NOT_DUE if fired else Finding.UNKNOWN)


@given(st.lists(st.sampled_from(BenefitState), max_size=12))
def test_nothing_is_paid_out_twice_and_what_ended_stays(tries):
    state, paid = BenefitState.OFFERED, 0
    for then in tries:
        if may_follow(state, then):
            paid += (state, then) == (BenefitState.DUE, BenefitState.PAID)
            state = then
    assert paid <= 1
    assert NEXT.keys() == set(BenefitState)

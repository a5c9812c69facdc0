"""Money in parts 分次缴纳、部分退款: parts never come to more than the whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.jobs.api import drain
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor
from tongban.kernel.money import Money
from tongban.payments import api
from tongban.payments.domain.parts import PaidPart, fits, spread
from tongban.payments.models import Receipt, Refund
from tongban.payments.tests.factories import (
    ARTICLE,
    NOW,
    Bank,
    a_line,
    a_notice,
    a_payer,
    only_channel,
    yuan,
)
from tongban.payments.views import LineKind, NoticeState

SYSTEM = Actor.system("tests")


def fen(count: int) -> Money:
    return Money(Decimal(count).scaleb(-2))


@st.composite
def paid_parts(draw) -> list[PaidPart]:
    sizes = draw(st.lists(st.integers(1, 10**6), min_size=1, max_size=6))
    return [
        PaidPart(f"order_{n}", fen(size), fen(draw(st.integers(0, size))))
        for n, size in enumerate(sizes)
    ]


@given(paid_parts(), st.integers(1, 10**7))
def test_a_refund_is_spread_exactly_over_what_is_left_or_not_at_all(parts, wanted):
    left = sum((part.left for part in parts), Money.zero())
    if fen(wanted) > left:
        with pytest.raises(ValueError, match="more than was paid"):
            spread(fen(wanted), parts)
        return
    shares = spread(fen(wanted), parts)
    assert sum((share for _, share in shares), Money.zero()) == fen(wanted)
    room = {part.order_id: part.left for part in parts}
    assert all(fits(share, room[order]) for order, share in shares)
    assert len({order for order, _ in shares}) == len(shares)


@given(st.integers(-5, 5), st.integers(0, 5))
def test_a_part_is_above_nothing_and_within_what_is_left(part, left):
    assert fits(fen(part), fen(left)) == (0 < part <= left)


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch, db: None) -> Bank:
    a_calendar()
    made = Bank()
    only_channel(monkeypatch, "bank", made)
    return made


def pay(bank: Bank, payer: Actor, notice_id: str, amount: str | None = None) -> str:
    part = yuan(amount) if amount else None
    order = api.begin_payment(actor=payer, notice_id=notice_id, amount=part, now=NOW)
    body, signature = bank.pay(order.id)
    api.take_callback(channel="bank", body=body, signature=signature, now=NOW)
    return order.id


def back(notice_id: str, amount: str, seen: str) -> api.NoticeView:
    return api.refund_notice(
        actor=SYSTEM, notice_id=notice_id, article=ARTICLE, reason="多收", now=NOW,
        amount=yuan(amount), going_back=yuan(seen),
    )  # fmt: skip


def test_a_notice_paid_in_parts_is_paid_by_the_last_and_never_over(bank: Bank):
    payer = a_payer()
    known = a_notice(payer, a_line("100.00"), in_parts=True)
    pay(bank, payer, known.id, "30.00")
    known = api.notice(payer, known.id)
    assert (known.state, known.paid, known.left) == (NoticeState.DUE, yuan("30.00"), yuan("70.00"))
    assert not known.has_receipt
    for wrong in ("70.01", "0.00", "-1.00"):
        with pytest.raises(api.PartNotPossible):
            api.begin_payment(actor=payer, notice_id=known.id, amount=yuan(wrong), now=NOW)
    pay(bank, payer, known.id)
    known = api.notice(payer, known.id)
    assert (known.state, known.left) == (NoticeState.PAID, yuan("0.00"))
    assert Receipt.objects.filter(notice_id=known.id).count() == 1


def test_a_fee_is_not_paid_in_parts(bank: Bank):
    payer = a_payer()
    known = a_notice(payer, a_line("20.00"))
    with pytest.raises(api.PartNotPossible):
        api.begin_payment(actor=payer, notice_id=known.id, amount=yuan("5.00"), now=NOW)


def test_parts_go_back_each_once_until_nothing_is_left(bank: Bank):
    payer = a_payer()
    known = a_notice(payer, a_line("100.00"), in_parts=True)
    first, second = pay(bank, payer, known.id, "30.00"), pay(bank, payer, known.id)
    back(known.id, "80.00", "0.00")
    with pytest.raises(api.PartNotPossible):
        back(known.id, "10.00", "0.00")  # the same page pressed twice
    with pytest.raises(api.PartNotPossible):
        back(known.id, "20.01", "80.00")
    drain(NOW)
    told = api.notice(payer, known.id)
    assert (told.state, told.going_back) == (NoticeState.PAID, yuan("80.00"))
    assert Receipt.objects.get(notice_id=known.id).void_at is None
    told = api.receipt(payer, known.id)
    assert (told.total, [gone.total for gone in told.reversed]) == (yuan("20.00"), [yuan("100.00")])
    [gone] = told.reversed
    assert len({told.number, gone.number, gone.red_number}) == 3
    back(known.id, "20.00", "80.00")
    drain(NOW)
    assert api.notice(payer, known.id).state is NoticeState.REFUNDED
    assert Receipt.objects.get(notice_id=known.id).void_at is not None
    sent = [money.amount for kind, money in bank.transfers.values() if kind is LineKind.REFUND]
    assert sum(sent) == Decimal(100)
    by_order = {
        order: sum(Refund.objects.filter(order_id=order).values_list("amount", flat=True))
        for order in (first, second)
    }
    assert by_order == {first: Decimal(30), second: Decimal(70)}


def test_each_part_that_goes_back_reverses_the_receipt_that_stood(bank: Bank):
    payer = a_payer()
    known = a_notice(payer, a_line("100.00"), in_parts=True)
    pay(bank, payer, known.id)
    numbers = [api.receipt(payer, known.id).number]
    for amount, seen in (("10.00", "0.00"), ("25.00", "10.00")):
        back(known.id, amount, seen)
        drain(NOW)
        drain(NOW)
        numbers.append(api.receipt(payer, known.id).number)
    told = api.receipt(payer, known.id)
    assert [gone.number for gone in told.reversed] == numbers[:2]
    assert [told.total, *(gone.total for gone in told.reversed)] == [
        yuan("65.00"), yuan("100.00"), yuan("90.00"),
    ]  # fmt: skip


def test_refunded_whole_it_may_be_asked_for_again_and_else_never(bank: Bank):
    payer = a_payer()
    first = a_notice(payer, a_line("100.00"), about="case_again")
    assert a_notice(payer, about="case_again").id == first.id
    pay(bank, payer, first.id)
    assert a_notice(payer, about="case_again").id == first.id
    back(first.id, "100.00", "0.00")
    assert a_notice(payer, about="case_again").id == first.id, "the money is still under way"
    drain(NOW)
    second = a_notice(payer, a_line("100.00"), about="case_again")
    assert (second.id == first.id, second.state) == (False, NoticeState.DUE)
    standing = api.notice_about(payer, "case_again")
    assert standing is not None
    assert standing.id == second.id


def test_what_was_paid_of_a_notice_that_is_cancelled_goes_back(bank: Bank):
    payer = a_payer()
    known = a_notice(payer, a_line("100.00"), in_parts=True, about="recovery_1")
    pay(bank, payer, known.id, "40.00")
    api.cancel_notice_about(actor=SYSTEM, about="recovery_1", now=NOW)
    drain(NOW)
    told = api.notice(payer, known.id)
    assert (told.state, told.going_back) == (NoticeState.CANCELLED, yuan("40.00"))
    assert [money for _, money in bank.transfers.values()] == [yuan("40.00")]

"""What a channel's word does, and that two statements always add up."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.money import Money
from tongban.payments.domain.numbers import check_code, luhn_digit, notice_number
from tongban.payments.domain.reconciling import differences, totals
from tongban.payments.domain.settling import Verdict, settle
from tongban.payments.views import Lack, LineKind, NoticeState, OrderState, StatementLine

FEN = st.integers(1, 10**9).map(lambda fen: Money(Decimal(fen).scaleb(-2)))
LINES = st.lists(
    st.builds(StatementLine, st.sampled_from(LineKind), st.sampled_from("abcdefgh"), FEN),
    max_size=12,
    unique_by=lambda line: (line.kind, line.reference),
)


@given(LINES, LINES)
def test_ours_and_the_differences_add_up_to_theirs(ours, theirs):
    found = differences(ours, theirs)
    for total in totals(ours, theirs):
        sum_ = total.our_sum
        for one in found:
            if one.kind is total.kind:
                nothing = Money.zero()
                sum_ = sum_ + (one.theirs or nothing) - (one.ours or nothing)
        assert sum_ == total.their_sum


@given(LINES, LINES)
def test_each_side_s_lack_is_named_and_nothing_else(ours, theirs):
    here = {(line.kind, line.reference): line.amount for line in ours}
    there = {(line.kind, line.reference): line.amount for line in theirs}
    named = {(d.kind, d.reference): d.lack for d in differences(ours, theirs)}
    assert {k for k, lack in named.items() if lack is Lack.AT_CHANNEL} == here.keys() - there.keys()
    assert {k for k, lack in named.items() if lack is Lack.HERE} == there.keys() - here.keys()
    both = here.keys() & there.keys()
    assert {k for k, lack in named.items() if lack is Lack.AMOUNT} == {
        k for k in both if here[k] != there[k]
    }


@given(LINES)
def test_the_other_way_round_the_lacks_change_sides(lines):
    half = lines[::2]
    said = Counter(d.lack for d in differences(lines, half))
    back = Counter(d.lack for d in differences(half, lines))
    assert said[Lack.AT_CHANNEL] == back[Lack.HERE] == len(lines) - len(half)


def test_a_line_twice_on_one_side_is_a_difference():
    line = StatementLine(LineKind.PAYMENT, "a", Money(Decimal(5)))
    (found,) = differences([line, line], [line])
    assert (found.lack, found.ours) == (Lack.AMOUNT, Money(Decimal(10)))


@given(st.sampled_from(OrderState), st.sampled_from(NoticeState), FEN, FEN)
def test_money_is_taken_once_or_goes_back(order, notice, due, paid):
    verdict = settle(order, notice, due, paid)
    heard = order in (OrderState.PAID, OrderState.STRAY)
    assert (verdict is Verdict.HEARD_BEFORE) == heard
    taken = not heard and notice is NoticeState.DUE and due == paid
    assert (verdict is Verdict.TAKEN) == taken
    assert verdict.stray == (not heard and not taken)


@given(st.integers(0, 10**7 - 1), st.integers(0, 18), st.integers(1, 9))
def test_one_wrong_digit_in_a_notice_number_is_caught(serial, place, shift):
    number = notice_number("990102", date(2026, 11, 28), serial)
    assert len(number) == 20
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert luhn_digit(wrong[:-1]) != wrong[-1]


def test_a_check_code_belongs_to_amount_and_number():
    def code(number: str, amount: int, secret: bytes = b"k") -> str:
        return check_code(secret, "99040126", number, Money(Decimal(amount)), date(2026, 11, 28))

    codes = {code("1", 20), code("2", 20), code("1", 21), code("1", 20, b"other")}
    assert len(codes) == 4
    assert all(len(one) == 6 for one in codes)

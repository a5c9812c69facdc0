"""Notice, payment, receipt, refund, payout and reconciliation, with everything that goes wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tongban.jobs.api import drain
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.refusal import Refusal
from tongban.ledger.api import leaves_about
from tongban.payments import api
from tongban.payments.models import Payout, Refund, TwinTrade
from tongban.payments.tests.factories import (
    AGENCY,
    ARTICLE,
    NOW,
    Bank,
    a_line,
    a_notice,
    a_payer,
    an_officer,
    only_channel,
    yuan,
)
from tongban.payments.views import Lack, LineKind, NoticeState, PayoutState

pytestmark = pytest.mark.django_db
DAY = NOW.date()


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Bank:
    a_calendar()
    made = Bank()
    only_channel(monkeypatch, "bank", made)
    return made


def paid(bank: Bank, payer: Actor, *lines: api.ChargeLine, **given: object) -> api.NoticeView:
    notice = a_notice(payer, *lines, **given)
    order = api.begin_payment(actor=payer, notice_id=notice.id, now=NOW)
    tell(bank, order.id)
    return api.notice(payer, notice.id)


def tell(bank: Bank, order_id: str, amount: str | None = None) -> None:
    body, signature = bank.pay(order_id, yuan(amount) if amount else None)
    api.take_callback(channel="bank", body=body, signature=signature, now=NOW)


def test_one_thing_has_one_notice_and_it_adds_up(bank: Bank):
    payer = a_payer()
    first = a_notice(payer, a_line("20.00"), a_line("5.50"), about="case_same")
    again = a_notice(payer, a_line("99.00"), about="case_same")
    assert (first.id, first.total, first.state) == (again.id, yuan("25.50"), NoticeState.DUE)
    assert len(api.my_notices(payer).items) == 1


@pytest.mark.parametrize("wrong", [{"article": None}, {"amount": yuan("0")}])
def test_nothing_is_charged_without_basis_or_amount(bank: Bank, wrong: dict[str, object]):
    payer = a_payer()
    with pytest.raises(api.ChargeWithoutBasis):
        a_notice(payer, replace(a_line(), **wrong))
    assert not api.my_notices(payer).items


def test_paid_once_with_a_receipt_however_often_it_is_said(bank: Bank):
    payer = a_payer()
    known = paid(bank, payer)
    assert (known.state, known.paid_at) == (NoticeState.PAID, NOW)
    number = api.receipt(payer, known.id).number
    for order_id in list(bank.trades):
        for _ in range(3):
            tell(bank, order_id)
    drain(NOW)
    assert api.receipt(payer, known.id).number == number
    assert not bank.transfers
    said = [leaf.kind for leaf in leaves_about(Actor.system("tests"), known.id)]
    assert said.count("payments.notice-paid") == 1


def test_two_presses_are_one_order(bank: Bank):
    payer = a_payer()
    notice = a_notice(payer)
    orders = {api.begin_payment(actor=payer, notice_id=notice.id, now=NOW).id for _ in range(3)}
    assert len(orders) == len(bank.trades) == 1


@pytest.mark.parametrize(("amount", "state"), [("19.99", "due"), ("20.01", "due")])
def test_a_wrong_amount_goes_back_and_the_notice_stays_due(bank: Bank, amount: str, state: str):
    payer = a_payer()
    notice = a_notice(payer)
    tell(bank, api.begin_payment(actor=payer, notice_id=notice.id, now=NOW).id, amount)
    drain(NOW)
    known = api.notice(payer, notice.id)
    assert (known.state.value, known.returned, known.has_receipt) == (state, (yuan(amount),), False)
    assert list(bank.transfers.values()) == [(LineKind.REFUND, yuan(amount))]
    tell(bank, api.begin_payment(actor=payer, notice_id=notice.id, now=NOW).id)
    assert api.notice(payer, notice.id).state is NoticeState.PAID


def test_money_that_comes_after_the_notice_ended_goes_back(bank: Bank):
    payer = a_payer()
    notice = a_notice(payer)
    order = api.begin_payment(actor=payer, notice_id=notice.id, now=NOW)
    api.cancel_notice_about(actor=payer, about=notice.about, now=NOW)
    tell(bank, order.id)
    drain(NOW)
    assert api.notice(payer, notice.id).state is NoticeState.CANCELLED
    assert list(bank.transfers.values()) == [(LineKind.REFUND, yuan("20.00"))]
    with pytest.raises(api.NothingDue):
        api.begin_payment(actor=payer, notice_id=notice.id, now=NOW)


def test_a_callback_needs_the_signature_of_a_channel_we_know(bank: Bank):
    payer = a_payer()
    notice = a_notice(payer)
    body, _ = bank.pay(api.begin_payment(actor=payer, notice_id=notice.id, now=NOW).id)
    for channel, signature in (("bank", "forged"), ("bank", ""), ("elsewhere", "signed")):
        with pytest.raises(api.CallbackNotGenuine):
            api.take_callback(channel=channel, body=body, signature=signature, now=NOW)
    bank.trades["order_of_another_shop"] = bank.trades[body.decode()]
    with pytest.raises(api.CallbackNotGenuine):
        tell(bank, "order_of_another_shop")
    assert api.notice(payer, notice.id).state is NoticeState.DUE


def test_a_lost_callback_is_asked_for(bank: Bank):
    payer = a_payer()
    notice = a_notice(payer)
    bank.pay(api.begin_payment(actor=payer, notice_id=notice.id, now=NOW).id)
    assert api.ask_about_open_orders(NOW) == 0
    bank.away = True
    assert api.ask_about_open_orders(NOW + timedelta(minutes=2)) == 0
    bank.away = False
    assert api.ask_about_open_orders(NOW + timedelta(minutes=4)) == 1
    assert api.notice(payer, notice.id).state is NoticeState.PAID


def test_a_channel_that_is_away_costs_nothing_but_a_retry(bank: Bank):
    payer = a_payer()
    notice = a_notice(payer)
    bank.away = True
    with pytest.raises(api.ChannelAway):
        api.begin_payment(actor=payer, notice_id=notice.id, now=NOW)
    bank.away = False
    api.begin_payment(actor=payer, notice_id=notice.id, now=NOW)
    assert len(bank.trades) == 1


def test_only_the_payer_pays_and_only_an_approver_of_the_agency_decides(bank: Bank):
    payer, other = a_payer(), a_payer()
    notice = a_notice(payer)
    clerk = an_officer(Duty.WINDOW_CLERK)
    stranger = an_officer(Duty.APPROVER, agency="119901020001021112")
    for actor, refusal in (
        (other, api.NoticeNotFound), (stranger, api.NoticeNotFound), (clerk, api.PaymentNotForYou),
    ):  # fmt: skip
        with pytest.raises(refusal):
            waive(actor, notice)
    for actor in (other, stranger, clerk):
        with pytest.raises(api.NoticeNotFound):
            api.begin_payment(actor=actor, notice_id=notice.id, now=NOW)
    with pytest.raises(api.NoticeNotFound):
        api.notice(other, notice.id)
    assert waive(an_officer(Duty.APPROVER), notice).state is NoticeState.WAIVED
    assert api.notice(payer, notice.id).closed_words == "低保"


def waive(actor: Actor, notice: api.NoticeView) -> api.NoticeView:
    return api.waive_notice(
        actor=actor, notice_id=notice.id, article=ARTICLE, reason="低保", now=NOW
    )


def refund(actor: Actor, notice: api.NoticeView) -> api.NoticeView:
    return api.refund_notice(
        actor=actor, notice_id=notice.id, article=ARTICLE, reason="多收了", now=NOW
    )


def test_refunded_once_and_the_receipt_is_void(bank: Bank):
    payer, approver = a_payer(), an_officer(Duty.APPROVER)
    known = paid(bank, payer)
    assert refund(approver, known).state is NoticeState.REFUNDING
    with pytest.raises(api.NotRefundable):
        refund(approver, known)
    drain(NOW)
    assert api.notice(payer, known.id).state is NoticeState.REFUNDED
    assert api.receipt(payer, known.id).void_at is not None
    assert list(bank.transfers.values()) == [(LineKind.REFUND, yuan("20.00"))]


def test_killed_after_the_bank_did_it_the_money_moves_once(bank: Bank):
    payer = a_payer()
    known = paid(bank, payer)
    refund(an_officer(Duty.APPROVER), known)
    bank.die_on = frozenset({bank.calls + 1, bank.calls + 2})
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            drain(NOW)
        assert Refund.objects.get().done_at is None
    drain(NOW)
    assert len(bank.transfers) == 1
    assert api.notice(payer, known.id).state is NoticeState.REFUNDED


def test_a_payout_is_made_once_whatever_dies(bank: Bank):
    payer = a_payer()

    def ask() -> api.PayoutView:
        return api.ask_payout(
            actor=Actor.system("tests"), about="benefit_1", payee_id=payer.subject_id or "",
            account="6200000000001234", amount=yuan("100"), agency_code=AGENCY, article=ARTICLE,
            now=NOW,
        )  # fmt: skip

    assert ask().id == ask().id
    bank.die_on = frozenset({bank.calls + 1})
    with pytest.raises(KeyboardInterrupt):
        drain(NOW)
    drain(NOW)
    known = api.payout_about(payer, "benefit_1")
    assert known is not None
    assert (known.state, known.account_end) == (PayoutState.MADE, "1234")
    assert list(bank.transfers.values()) == [(LineKind.PAYOUT, yuan("100"))]
    assert b"6200000000001234" not in bytes(Payout.objects.get().account)


def test_a_day_reconciles_and_what_one_side_lacks_is_named(bank: Bank):
    payer, operator = a_payer(), an_officer(Duty.OPERATOR)
    known = paid(bank, payer)
    refund(an_officer(Duty.APPROVER), known)
    drain(NOW)
    assert reconcile(operator).agrees
    lost = api.begin_payment(actor=payer, notice_id=a_notice(payer).id, now=NOW)
    bank.pay(lost.id)
    refunds = list(bank.transfers)
    del bank.transfers[refunds[0]]
    said = reconcile(operator)
    assert {(d.lack, d.reference) for d in said.differences} == {
        (Lack.HERE, lost.id), (Lack.AT_CHANNEL, refunds[0]),
    }  # fmt: skip
    assert said.runs == 2
    api.ask_about_open_orders(NOW + timedelta(minutes=2))
    assert {d.lack for d in reconcile(operator).differences} == {Lack.AT_CHANNEL}
    with pytest.raises(api.PaymentNotForYou):
        reconcile(payer)


def reconcile(actor: Actor) -> api.ReconciliationView:
    return api.reconcile_day(actor=actor, channel="bank", day=DAY, now=NOW)


def test_the_twin_signs_what_it_says_and_keeps_its_own_books(monkeypatch: pytest.MonkeyPatch):
    a_calendar()
    only_channel(monkeypatch, api.CHANNEL, api.ChannelTwin())
    payer = a_payer()
    notice = a_notice(payer)
    order = api.begin_payment(actor=payer, notice_id=notice.id, now=NOW)
    body, signature = api.twin_pays(order.id, now=NOW)
    assert TwinTrade.objects.get().trade_state == "TRADE_SUCCESS"
    with pytest.raises(api.CallbackNotGenuine):
        api.take_callback(
            channel=api.CHANNEL, body=body.replace(b"2000", b"1000"), signature=signature, now=NOW
        )
    api.take_callback(channel=api.CHANNEL, body=body, signature=signature, now=NOW)
    refund(an_officer(Duty.APPROVER), api.notice(payer, notice.id))
    drain(NOW)
    said = api.reconcile_day(
        actor=an_officer(Duty.SUPERVISOR), channel=api.CHANNEL, day=DAY, now=NOW
    )
    counted = {one.kind: (one.our_count, one.their_count) for one in said.totals}
    assert counted[LineKind.PAYMENT] == (1, 1)


def test_a_payer_who_left_the_cashier_begins_anew(monkeypatch: pytest.MonkeyPatch):
    a_calendar()
    only_channel(monkeypatch, api.CHANNEL, api.ChannelTwin())
    payer = a_payer()
    notice = a_notice(payer)
    order = api.begin_payment(actor=payer, notice_id=notice.id, now=NOW)
    body, signature = api.twin_closes(order.id, now=NOW)
    api.take_callback(channel=api.CHANNEL, body=body, signature=signature, now=NOW)
    again = api.begin_payment(actor=payer, notice_id=notice.id, now=NOW)
    assert again.id != order.id
    assert api.notice(payer, notice.id).state is NoticeState.DUE


def test_refusals_are_sentences_with_a_mend():
    for refusal in (api.NoticeNotFound(), api.ReasonMissing(), api.ChannelAway()):
        assert isinstance(refusal, Refusal)
        assert refusal.message.zh.endswith("。")
        assert refusal.mend.en.endswith(".")

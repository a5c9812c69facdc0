"""A case that costs: it waits in the open until it is paid or waived, and goes on by itself."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tongban.cases.api import (
    CaseState,
    CaseView,
    FeeNotPaid,
    Light,
    StepNotPossible,
    accept_case,
    append_deadlines,
    case,
    decide_case,
    end_special_procedure,
    start_special_procedure,
    withdraw_case,
)
from tongban.cases.tests.factories import (
    COMMITTED,
    INSTANT,
    LAW,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    publish_charged_items,
    submit,
    working_days,
)
from tongban.catalogue.api import ProcedureKind
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.payments import api as pay

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = SimpleNamespace(now=lambda: NOW + timedelta(days=2))
    monkeypatch.setattr("tongban.payments.actions.refund_notice.timezone", sent)
    a_house(monkeypatch)
    publish_charged_items(monkeypatch)


def waiting(wish: str = "长住") -> tuple[Actor, Actor, CaseView]:
    person, officer = a_resident(), an_officer()
    answers = {"phone": "19900001234", "wish": wish}
    handed = submit(person, COMMITTED, item_version=2, answers=answers)
    return person, officer, do(accept_case, officer, handed)


def settle(person: Actor, known: CaseView, *, days: int) -> None:
    notice = pay.notice_about(person, known.id)
    assert notice is not None
    later = NOW + timedelta(days=days)
    order = pay.begin_payment(actor=person, notice_id=notice.id, now=later)
    body, signature = pay.twin_pays(order.id, now=later)
    pay.take_callback(channel=pay.CHANNEL, body=body, signature=signature, now=later)
    drain(later)


def test_accepted_it_waits_for_the_payment_with_its_clock_stopped():
    person, officer, known = waiting()
    assert (known.state, known.clock.light) == (CaseState.AWAITING_PAYMENT, Light.PAUSED)
    (span,) = known.clock.spans
    assert (span.kind, str(span.article), span.ended_at) == ("awaiting-payment", LAW, None)
    assert "decide_case" not in known.available
    assert "end_special_procedure" not in known.available
    for verb, given in (
        (end_special_procedure, {"result": "不等了"}),
        (decide_case, {"approve": True, "opinion": "同意", "articles": ()}),
    ):
        with pytest.raises((StepNotPossible, FeeNotPaid)):
            do(verb, officer, known, **given)
    due = known.clock.due_at
    settle(person, known, days=7)
    went_on = case(person, known.id)
    assert went_on.state is CaseState.ACCEPTED
    assert due is not None
    assert went_on.clock.due_at == due + timedelta(days=7)
    approved = do(
        decide_case, officer, case(officer, known.id), approve=True, opinion="同意", articles=(),
        now=NOW + timedelta(days=8),
    )  # fmt: skip
    assert approved.state is CaseState.APPROVED


@pytest.mark.parametrize(("wish", "amount"), [("长住", "20.00"), ("加急", "40.00")])
def test_the_answers_choose_the_fee(wish: str, amount: str):
    person, _, known = waiting(wish)
    notice = pay.notice_about(person, known.id)
    assert notice is not None
    assert str(notice.total.amount) == amount
    assert [line.amount for line in known.fees] == [amount, ""]


def test_answers_that_cost_nothing_ask_for_nothing():
    person, _, known = waiting("短住")
    assert known.state is CaseState.ACCEPTED
    assert pay.notice_about(person, known.id) is None


def test_what_costs_is_not_decided_by_rules_before_it_is_paid():
    person = a_resident()
    answers = {"phone": "19900001234", "wish": "长住"}
    known = submit(person, INSTANT, item_version=2, answers=answers)
    assert known.state is CaseState.SUBMITTED
    free = submit(person, INSTANT, item_version=2, answers=answers | {"wish": "短住"})
    assert free.state is CaseState.APPROVED


def test_a_fee_that_is_waived_lets_the_case_go_on():
    person, officer, known = waiting()
    notice = pay.notice_about(officer, known.id)
    assert notice is not None
    pay.waive_notice(
        actor=officer, notice_id=notice.id, article=ArticleRef.parse(LAW), reason="低保免收",
        now=NOW + HOUR,
    )  # fmt: skip
    drain(NOW)
    went_on = case(person, known.id)
    assert went_on.state is CaseState.ACCEPTED
    assert went_on.steps[-1].detail.zh == "已免缴。"


def refund(officer: Actor, known: CaseView) -> None:
    """All that was paid goes back, as far as the channel."""
    notice = pay.notice_about(officer, known.id)
    assert notice is not None
    later = NOW + timedelta(days=2)
    pay.refund_notice(
        actor=officer, notice_id=notice.id, article=ArticleRef.parse(LAW), reason="误缴", now=later
    )
    drain(later)


def test_refunded_before_the_decision_it_is_asked_for_again_and_comes_right():
    person, officer, known = waiting()
    settle(person, known, days=1)
    refund(officer, known)
    asked = case(person, known.id)
    assert asked.state is CaseState.AWAITING_PAYMENT
    assert asked.steps[-1].detail.zh.startswith("先前缴的已退回")
    drain(NOW + timedelta(days=3))
    assert len([s for s in case(person, known.id).steps if s.kind == "PaymentAsked"]) == 2
    settle(person, known, days=4)
    granted = do(
        decide_case, officer, case(officer, known.id), approve=True, opinion="同意", articles=(),
        now=NOW + timedelta(days=5),
    )  # fmt: skip
    assert granted.state is CaseState.APPROVED
    spans = [span for span in granted.clock.spans if span.kind == "awaiting-payment"]
    assert [span.ended_at is not None for span in spans] == [True, True]


def test_refunded_during_a_special_procedure_it_is_asked_for_at_its_end():
    person, officer, known = waiting()
    settle(person, known, days=1)
    do(
        start_special_procedure, officer, case(officer, known.id),
        procedure=ProcedureKind.INSPECTION, planned=Span.parse("5 working-days"), reason="须核查",
        now=NOW + timedelta(days=2),
    )  # fmt: skip
    refund(officer, known)
    assert case(person, known.id).state is CaseState.PAUSED
    ended = do(
        end_special_procedure, officer, case(officer, known.id), result="核查完毕",
        now=NOW + timedelta(days=3),
    )  # fmt: skip
    assert ended.state is CaseState.AWAITING_PAYMENT


def test_a_refund_after_the_decision_asks_for_nothing():
    person, officer, known = waiting()
    settle(person, known, days=1)
    do(
        decide_case, officer, case(officer, known.id), approve=True, opinion="同意", articles=(),
        now=NOW + timedelta(days=2),
    )  # fmt: skip
    refund(officer, known)
    notice = pay.notice_about(person, known.id)
    assert notice is not None
    assert notice.state is pay.NoticeState.REFUNDED
    assert case(person, known.id).state is CaseState.APPROVED


def test_a_case_withdrawn_asks_for_nothing_and_what_comes_late_goes_back():
    person, _, known = waiting()
    notice = pay.notice_about(person, known.id)
    assert notice is not None
    order = pay.begin_payment(actor=person, notice_id=notice.id, now=NOW)
    do(withdraw_case, person, known)
    body, signature = pay.twin_pays(order.id, now=NOW)
    pay.take_callback(channel=pay.CHANNEL, body=body, signature=signature, now=NOW)
    drain(NOW)
    ended = pay.notice(person, notice.id)
    assert (ended.state, len(ended.returned)) == (pay.NoticeState.CANCELLED, 1)
    assert case(person, known.id).state is CaseState.WITHDRAWN


def test_silence_accepts_and_then_asks_for_the_payment_too():
    person = a_resident()
    answers = {"phone": "19900001234", "wish": "长住"}
    known = submit(person, COMMITTED, item_version=2, answers=answers)
    late = NOW + working_days(6)
    append_deadlines(late)
    assert case(person, known.id, late).state is CaseState.AWAITING_PAYMENT
    settle(person, known, days=12)
    assert case(person, known.id, NOW + timedelta(days=13)).state is CaseState.ACCEPTED


def test_running_over_the_time_to_pay_is_recorded_once():
    person, _, known = waiting()
    for days in (31, 32):
        append_deadlines(NOW + timedelta(days=days))
    seen = case(person, known.id)
    passed = [step.detail.zh for step in seen.steps if step.kind == "DeadlineAppended"]
    assert passed == ["缴款通知书上的缴费期限已过，还没有缴费。"]

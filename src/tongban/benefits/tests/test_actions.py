"""Found, told, paid once, declined for good, objected to, and paid back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from tongban.benefits import api
from tongban.benefits.models import Benefit, Run
from tongban.benefits.tests.factories import (
    LAW,
    NOW,
    OLD,
    OUT_OF_WORK,
    a_house,
    an_officer,
    publish_policy,
    somebody,
)
from tongban.elements.api import RegisterTwin
from tongban.elements.tests.factories import put
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import leaves_about
from tongban.notices.api import my_messages
from tongban.payments import api as pay
from tongban.payments.tests.factories import Bank, only_channel, yuan

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=8)  # past five working days
NEXT_MONTH = NOW + timedelta(days=16)
State = api.BenefitState


@pytest.fixture(autouse=True)
def bank(monkeypatch: pytest.MonkeyPatch) -> Bank:
    a_house()
    made = Bank()
    only_channel(monkeypatch, "bank", made)
    return made


def run(now: datetime = NOW) -> None:
    while api.advance_runs(now):
        pass


def go_on(now: datetime = LATER) -> None:
    api.end_waiting(now)
    drain(now)


def only(person: Actor, policy: str = OLD) -> api.BenefitView:
    (found,) = [one for one in api.my_benefits(person).items if one.policy.code == policy]
    return found


def test_sources_far_away_are_asked_while_no_transaction_is_open(monkeypatch: pytest.MonkeyPatch):
    person, near = somebody(82), RegisterTwin.fetch

    def far(self, question):
        with transaction.atomic(durable=True):  # as the nodes' adapter: refuses inside another
            return near(self, question)

    monkeypatch.setattr(RegisterTwin, "fetch", far)
    run()
    assert only(person).state is State.OFFERED


def test_it_is_paid_without_applying_and_says_why(bank: Bank):
    person, young = somebody(82), somebody(60)
    run()
    told = only(person)
    assert (told.state, told.amount, told.period) == (State.OFFERED, yuan("100"), "2026-11")
    assert [reason.row for reason in told.receipt.reasons] == ["old"]
    assert not api.my_benefits(young).items
    assert [one.link for one in my_messages(person).items] == [f"/benefits/{told.id}"]
    assert not my_messages(young).items
    go_on(NOW + timedelta(days=1))
    assert not bank.transfers
    go_on()
    paid = only(person)
    assert paid.state is State.PAID
    assert paid.payout is not None
    assert (paid.payout.amount, paid.account_end) == (yuan("100"), "1234")
    assert [money for _, money in bank.transfers.values()] == [yuan("100")]


def test_the_row_that_fires_sets_the_amount():
    person = somebody(95)
    run()
    assert only(person).amount == yuan("300")


def test_a_rule_from_next_month_is_asked_about_the_eve_of_the_period():
    publish_policy(
        code=OLD, decision_table=OLD, amounts={"old": "100.00", "older": "300.00"},
        from_next_month=True,
    )  # fmt: skip
    person = somebody(82)
    run()
    assert only(person).receipt.decided_on == "2026-10-31"


def test_once_for_person_policy_and_period_however_often_it_runs(bank: Bank):
    person = somebody(82)
    operator = an_officer(Duty.OPERATOR)
    run()
    go_on()
    for _ in range(2):
        api.run_policy_again(actor=operator, policy_code=OLD, period="2026-11", now=LATER)
        run(LATER)
        go_on()
    assert only(person).state is State.PAID
    assert len(bank.transfers) == 1
    (seen,) = [one for one in api.policy_runs(operator) if one.policy.code == OLD]
    assert (seen.looked, seen.standing, seen.offered) == (1, 1, 0)
    assert (seen.paid_count, seen.paid_sum) == (1, yuan("100"))
    run(NEXT_MONTH)
    assert {one.period for one in api.my_benefits(person).items} == {"2026-11", "2026-12"}


def test_killed_after_the_bank_paid_it_is_paid_once(bank: Bank):
    person = somebody(82)
    run()
    bank.die_on = frozenset({1, 2})
    api.end_waiting(LATER)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            drain(LATER)
    drain(LATER)
    assert only(person).state is State.PAID
    assert len(bank.transfers) == 1


def test_declined_it_is_not_paid_nor_looked_up_again(bank: Bank):
    person = somebody(82)
    run()
    told = only(person)
    said = api.answer_offer(actor=person, benefit_id=told.id, accepts=False, now=NOW)
    assert said.state is State.DECLINED
    go_on()
    assert not bank.transfers
    looked = looks_at(person)
    run(NEXT_MONTH)
    assert only(person).state is State.DECLINED
    # The other policy of the town still looks; this one asks nothing more.
    assert looks_at(person) == looked + 1
    assert api.declined_policies(person) == {OLD}
    api.take_part_again(actor=person, policy_code=OLD, now=NEXT_MONTH)
    api.run_policy_again(
        actor=an_officer(Duty.SUPERVISOR), policy_code=OLD, period="2026-12", now=NEXT_MONTH
    )
    run(NEXT_MONTH)
    assert {one.state for one in api.my_benefits(person).items} == {State.DECLINED, State.OFFERED}


def looks_at(person: Actor) -> int:
    leaves = leaves_about(Actor.system("tests"), person.subject_id or "")
    return sum(leaf.kind == "elements.looked-up" for leaf in leaves)


def test_where_consent_is_asked_silence_pays_nothing_and_a_tap_pays_at_once(bank: Bank):
    silent, willing = somebody(40, work="lost"), somebody(41, work="lost")
    run()
    tapped = only(willing, OUT_OF_WORK)
    said = api.answer_offer(actor=willing, benefit_id=tapped.id, accepts=True, now=NOW)
    assert said.state is State.DUE
    drain(NOW)
    assert only(willing, OUT_OF_WORK).state is State.PAID
    go_on(NOW + timedelta(days=40))
    assert only(silent, OUT_OF_WORK).state is State.LAPSED
    assert len(bank.transfers) == 1
    run(NEXT_MONTH)
    drain(NEXT_MONTH)
    assert [one.state for one in api.my_benefits(willing).items] == [State.PAID, State.PAID]


def test_nobody_answers_for_another_and_only_once():
    person, other = somebody(82), somebody(83)
    run()
    told = only(person)
    for actor in (other, an_officer(Duty.APPROVER)):
        with pytest.raises(api.BenefitNotFound):
            api.answer_offer(actor=actor, benefit_id=told.id, accepts=False, now=NOW)
    with pytest.raises(api.BenefitNotFound):
        api.benefit(other, told.id)
    api.answer_offer(actor=person, benefit_id=told.id, accepts=True, now=NOW)
    with pytest.raises(api.StepNotOpen):
        api.answer_offer(actor=person, benefit_id=told.id, accepts=False, now=NOW)


def test_without_an_account_or_with_a_silent_source_nothing_is_offered():
    nowhere, unknown = somebody(82, account=""), somebody(82)
    put("population", unknown.subject_id or "", person__account="6200000000001234")
    run()
    assert not api.my_benefits(nowhere).items
    assert not api.my_benefits(unknown).items
    seen = [one for one in api.policy_runs(an_officer(Duty.OPERATOR)) if one.policy.code == OLD]
    assert [one.unknown for one in seen] == [2]


def recovering(person: Actor) -> api.BenefitView:
    run()
    go_on()
    return api.recover_benefit(
        actor=an_officer(Duty.APPROVER), benefit_id=only(person).id,
        article=ArticleRef.parse(LAW), words="比对有误，不符合条件", now=LATER,
    )  # fmt: skip


def test_what_was_paid_wrongly_is_asked_back_with_reasons_and_paid_back(bank: Bank):
    person = somebody(82)
    known = recovering(person)
    assert (known.state, known.recovery_words) == (State.RECOVERING, "比对有误，不符合条件")
    assert known.recovery is not None
    assert (known.recovery.total, known.recovery.payer_id) == (yuan("100"), person.subject_id)
    order = pay.begin_payment(actor=person, notice_id=known.recovery.id, now=LATER)
    body, signature = bank.pay(order.id)
    pay.take_callback(channel="bank", body=body, signature=signature, now=LATER)
    drain(LATER)
    ended = only(person)
    assert ended.state is State.RECOVERED
    assert ended.recovery is not None
    assert ended.recovery.state is pay.NoticeState.PAID


@pytest.mark.parametrize("paid_first", [False, True])
def test_an_upheld_objection_ends_the_recovery(bank: Bank, paid_first: bool):
    person = somebody(82)
    known = recovering(person)
    assert known.recovery is not None
    if paid_first:
        order = pay.begin_payment(actor=person, notice_id=known.recovery.id, now=LATER)
        body, signature = bank.pay(order.id)
        pay.take_callback(channel="bank", body=body, signature=signature, now=LATER)
    said = api.lodge_appeal(
        actor=person, policy_code=OLD, benefit_id=known.id, words="我符合条件", now=LATER
    )
    with pytest.raises(api.AppealOpen):
        api.lodge_appeal(
            actor=person, policy_code=OLD, benefit_id=known.id, words="再说一次", now=LATER
        )
    answer(said, upheld=True)
    drain(LATER)
    assert only(person).state is State.PAID
    notice = pay.notice(person, known.recovery.id)
    refunded = pay.NoticeState.REFUNDED if paid_first else pay.NoticeState.CANCELLED
    assert notice.state is refunded


def answer(said: api.AppealView, *, upheld: bool) -> api.AppealView:
    return api.answer_appeal(
        actor=an_officer(Duty.APPROVER), appeal_id=said.id, upheld=upheld, words="已核实", now=LATER
    )


def test_an_upheld_objection_to_being_left_out_asks_the_registers_again_and_pays_nobody_else():
    person, other = somebody(60), somebody(60)
    run()
    for one in (person, other):
        said = api.lodge_appeal(
            actor=one, policy_code=OLD, benefit_id="", words="我八十二岁了", now=LATER
        )
        if one is person:  # the register was wrong and is put right
            put("population", one.subject_id or "", person__age=82, person__alive=True,
                person__account="6200000000001234")  # fmt: skip
        answered = answer(said, upheld=True)
        assert (answered.upheld, answered.answer) == (True, "已核实")
    assert only(person).state is State.OFFERED
    assert not api.my_benefits(other).items
    assert [one.answer for one in api.my_appeals(other)] == ["已核实"]


def test_only_an_approver_of_the_paying_agency_recovers_and_answers():
    person = somebody(82)
    run()
    go_on()
    known = only(person)
    said = api.lodge_appeal(
        actor=person, policy_code=OLD, benefit_id=known.id, words="金额不对", now=LATER
    )
    stranger = an_officer(Duty.APPROVER, agency="119901020001021112")
    clerk = an_officer(Duty.WINDOW_CLERK)
    for actor, refusal in ((stranger, api.BenefitNotFound), (clerk, api.BenefitNotForYou)):
        with pytest.raises(refusal):
            api.recover_benefit(
                actor=actor, benefit_id=known.id, article=ArticleRef.parse(LAW), words="错", now=NOW
            )
        with pytest.raises(refusal):
            api.answer_appeal(actor=actor, appeal_id=said.id, upheld=True, words="好", now=NOW)
    assert [one.id for one in api.open_appeals(clerk)] == [said.id]
    assert not api.open_appeals(stranger)
    with pytest.raises(api.BenefitNotForYou):
        api.policy_runs(clerk)


def test_an_account_the_bank_refuses_is_told(monkeypatch: pytest.MonkeyPatch):
    only_channel(monkeypatch, pay.CHANNEL, pay.ChannelTwin())
    person = somebody(82, account="6200000000000000")
    run()
    go_on()
    assert only(person).state is State.BOUNCED


def test_what_is_kept_names_nobody():
    person = somebody(82)
    run()
    row = Benefit.objects.get(subject_id=person.subject_id)
    assert b"6200000000001234" not in bytes(row.account) + bytes(row.receipt)
    assert Run.objects.filter(finished_at__isnull=False).count() == 2

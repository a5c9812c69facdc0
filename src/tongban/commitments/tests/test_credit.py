"""A record: seen whole by its subject, looked at with a trace, objected to, repaired."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tongban.cases.api import accept_case, case, decide_case, revoke_decision
from tongban.cases.tests.factories import COMMITTED, NOW, an_officer, do, submit
from tongban.cases.tests.factories import working_days as wd
from tongban.commitments.api import (
    CreditState,
    CreditStep,
    PromiseNotFound,
    PromiseStep,
    StepNotOpen,
    answer_objection,
    check_promise,
    look_at_credit,
    looks_at_my_credit,
    my_credit,
    object_to_record,
    objections_waiting,
    promise_of_case,
    public_records,
    repair_record,
)
from tongban.commitments.tests.factories import a_promising_house, promised_case
from tongban.identity.tests.factories import a_firm
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor, Duty

pytestmark = pytest.mark.django_db
US = an_officer()
LATER = NOW + wd(5) + timedelta(days=1)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch):
    """Somebody with a record, and their promise's id."""
    a_promising_house(monkeypatch)
    me, done = promised_case()
    promise_id = promise_of_case(me, done.id, NOW).id
    check_promise(
        actor=US, promise_id=promise_id, finding=PromiseStep.FOUND_FALSE, words="没有", now=NOW
    )
    do(revoke_decision, US, case(US, done.id, LATER), reason="没有整改", now=LATER)
    return me, promise_id


def test_who_looked_is_told_and_a_person_is_on_no_public_list(broken):
    me, promise_id = broken
    assert looks_at_my_credit(me) == ()
    (seen,) = look_at_credit(actor=US, promise_id=promise_id, now=LATER)
    assert seen.number == my_credit(me, LATER)[0].number
    (look,) = looks_at_my_credit(me)
    assert look.at == LATER
    with pytest.raises(PromiseNotFound):
        look_at_credit(actor=an_officer(Duty.WINDOW_CLERK), promise_id=promise_id, now=LATER)
    assert public_records(LATER) == ()
    assert my_credit(Actor.anonymous(), LATER) == ()


def test_a_firms_record_is_published_until_it_is_over(broken):
    from tongban.commitments.models import CreditRecord

    CreditRecord.objects.update(subject_id=a_firm("示例理发有限公司").id)
    (shown,) = public_records(LATER)
    assert shown.name == "示例理发有限公司"
    assert public_records(LATER + timedelta(days=366)) == ()


def test_an_objection_is_answered_by_whoever_recorded(broken):
    me, _ = broken
    (record,) = my_credit(me, LATER)
    with pytest.raises(PromiseNotFound):
        object_to_record(actor=US, record_id=record.id, words="不对", now=LATER)
    object_to_record(actor=me, record_id=record.id, words="那天停业", now=LATER)
    assert my_credit(me, LATER)[0].holds, "an objection alone takes nothing away"
    assert objections_waiting(an_officer(Duty.INSPECTOR), LATER) == ()
    (waiting,) = objections_waiting(US, LATER)
    assert waiting.verbs == (CreditStep.UPHELD, CreditStep.DISMISSED)
    answer_objection(actor=US, record_id=record.id, right=True, words="查实停业", now=LATER)
    (gone,) = my_credit(me, LATER)
    assert (gone.state, gone.holds) == (CreditState.WITHDRAWN, False)
    assert [each.words for each in gone.story] == ["", "那天停业", "查实停业"]
    with pytest.raises(StepNotOpen):
        answer_objection(actor=US, record_id=record.id, right=False, words="再看", now=LATER)


def test_an_approved_case_of_repair_repairs_the_record_it_names(broken, monkeypatch):
    me, _ = broken
    (record,) = my_credit(me, LATER)
    assert not record.may_repair
    assert repair_record(number="XYnobody", subject_id=me.subject_id, actor=US, now=LATER) is False
    monkeypatch.setattr("tongban.commitments.handlers.penalty_of", lambda *_: f" {record.number} ")
    after = LATER + timedelta(days=91)
    assert my_credit(me, after)[0].may_repair
    asked = submit(me, COMMITTED, now=after)
    for verb, more in (
        (accept_case, {}),
        (decide_case, {"approve": True, "opinion": "已纠正", "articles": ()}),
    ):
        do(verb, US, case(US, asked.id, after), now=after, **more)
    drain(after)
    assert my_credit(me, after)[0].state is CreditState.REPAIRED
    drain(after)
    promised_case(me)

"""Handing over, lateness with its published cause, hearings, and renewals granted by silence."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tongban.cases.api import (
    CaseState,
    CaseView,
    Deadline,
    DeliveryWay,
    HearingNotLawful,
    HearingPending,
    LateCause,
    NothingToExplain,
    NotYourTask,
    StepNotPossible,
    accept_case,
    announce_hearing,
    append_deadlines,
    ask_for_hearing,
    case,
    decide_case,
    deliver_result,
    end_special_procedure,
    explain_lateness,
    hold_hearing,
    offer_hearing,
    published_lateness,
)
from tongban.cases.models import Case, CaseEvent, Task
from tongban.cases.tests.factories import (
    AGENCY,
    COMMITTED,
    LAW,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    submit,
)
from tongban.certificates.tests.factories import publish_type, type_file
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db
US = an_officer()
CITED = (ArticleRef.parse(LAW),)
DECIDED: dict[str, Any] = {"approve": True, "opinion": "符合条件", "articles": CITED}


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)


@pytest.fixture
def me() -> Actor:
    return a_resident()


@pytest.fixture
def accepted(me: Actor) -> CaseView:
    return do(accept_case, US, submit(me, COMMITTED))


def days(count: int) -> datetime:
    return NOW + timedelta(days=count)


def seen(actor: Actor, known: CaseView, now: datetime) -> CaseView:
    return case(actor, known.id, now)


def undelivered(known: CaseView, monkeypatch: pytest.MonkeyPatch) -> CaseView:
    """Approved without an electronic certificate, so that something has to be handed over."""
    monkeypatch.setattr("tongban.cases.actions.decide_case.issue_result", lambda *a, **k: None)
    return do(decide_case, US, known, **DECIDED)


def test_a_result_is_handed_over_once_with_its_proof(
    me: Actor, accepted: CaseView, monkeypatch: pytest.MonkeyPatch
):
    approved = undelivered(accepted, monkeypatch)
    assert approved.clock.deliver_by is not None
    assert approved.available == ("deliver_result", "export_archive")
    way: dict[str, Any] = {"way": DeliveryWay.POST, "proof": "邮件 9912"}
    with pytest.raises(NotYourTask):
        do(deliver_result, an_officer(Duty.SUPERVISOR, name="sup"), approved, **way)
    handed = do(deliver_result, US, approved, now=days(2), **way)
    assert handed.clock.deliver_by is None
    assert handed.clock.delivered_at == days(2)
    mine = seen(me, accepted, days(2))
    assert "邮件 9912" in mine.steps[-1].detail.zh
    assert leaves_about(US, accepted.id)[-1].kind == "cases.delivered"
    with pytest.raises(StepNotPossible):
        do(deliver_result, US, handed, **way)


def test_a_certificate_issued_electronically_is_handed_over_with_it(accepted: CaseView):
    approved = do(decide_case, US, accepted, **DECIDED)
    assert approved.clock.delivered_at == NOW
    assert "deliver_result" not in approved.available


def test_ten_working_days_without_handing_over_are_recorded_explained_and_published(
    me: Actor, accepted: CaseView, monkeypatch: pytest.MonkeyPatch
):
    approved = undelivered(accepted, monkeypatch)
    due = approved.clock.deliver_by
    assert due is not None
    assert append_deadlines(due) == 0
    assert append_deadlines(due + timedelta(minutes=1)) == 1
    assert append_deadlines(due + timedelta(days=9)) == 0
    row = published_lateness().items[0]
    assert (row.number, row.due_at, row.cause) == (approved.number, due, None)
    late = seen(US, accepted, due)
    assert set(late.available) == {"deliver_result", "explain_lateness", "export_archive"}
    why: dict[str, Any] = {"cause": LateCause.OVERSIGHT, "reason": "证件压在收发室"}
    with pytest.raises(NothingToExplain):
        do(explain_lateness, US, late, deadline=Deadline.PROMISE, **why)
    told = do(explain_lateness, US, late, deadline=Deadline.DELIVERY, **why)
    assert told.late == ()
    with pytest.raises(NothingToExplain):
        do(explain_lateness, US, told, deadline=Deadline.DELIVERY, **why)
    row = published_lateness().items[0]
    assert row.cause == LateCause.OVERSIGHT.label
    assert "收发室" not in str(row)
    assert "收发室" in seen(me, accepted, due).steps[-1].detail.zh


def test_lateness_is_published_in_pages_that_lose_nothing(me: Actor):
    numbers = {do(accept_case, US, submit(me, COMMITTED)).number for _ in range(3)}
    append_deadlines(days(60))
    first = published_lateness(size=4)
    second = published_lateness(first.next_cursor, size=4)
    assert len(first.items) == 4
    assert second.next_cursor is None
    assert {row.number for row in first.items + second.items} == numbers
    assert len(first.items + second.items) == 6  # the promise and the law
    assert published_lateness("garbage").items[0] == first.items[0]


def test_a_hearing_from_the_offer_to_the_decision(me: Actor, accepted: CaseView):
    told = do(offer_hearing, US, accepted, matter="拟不予许可")
    assert "offer_hearing" not in told.available
    with pytest.raises(HearingPending):
        do(decide_case, US, told, **DECIDED)
    assert "ask_for_hearing" in seen(me, accepted, NOW).available
    asked = do(ask_for_hearing, me, told, now=days(2))
    ours = seen(US, accepted, days(2))
    assert ours.hearing is not None
    assert ours.hearing.hold_by is not None
    with pytest.raises(HearingPending):
        do(decide_case, US, asked, now=days(30), **DECIDED)
    with pytest.raises(HearingNotLawful) as refused:
        do(announce_hearing, US, ours, on=date(2026, 11, 30), place="三楼", now=days(2))
    assert {p.code for p in refused.value.problems} == {"cases.hearing_announced-too-late"}
    with pytest.raises(HearingNotLawful):
        do(announce_hearing, US, ours, on=date(2027, 1, 20), place="三楼", now=days(2))
    on: dict[str, Any] = {"on": date(2026, 12, 8), "place": "九时，三楼听证室"}
    announced = do(announce_hearing, US, ours, now=days(2), **on)
    assert announced.state is CaseState.PAUSED
    assert announced.clock.spans[0].name.zh == "听证"
    assert "end_special_procedure" not in announced.available
    assert "三楼听证室" in seen(me, accepted, days(2)).steps[-2].detail.zh
    minutes: dict[str, Any] = {"public": True, "minutes": "申请人陈述"}
    with pytest.raises(StepNotPossible):
        do(hold_hearing, US, announced, now=days(3), **minutes)
    with pytest.raises(StepNotPossible):
        do(end_special_procedure, US, announced, result="不听了", now=days(15))
    held = do(hold_hearing, US, announced, now=days(15), **minutes)
    assert held.state is CaseState.ACCEPTED
    assert held.clock.due_at is not None
    assert accepted.clock.due_at is not None
    assert held.clock.due_at > accepted.clock.due_at
    decided = do(decide_case, US, held, now=days(16), **DECIDED)
    assert decided.state is CaseState.APPROVED
    assert case(me, accepted.id).hearing == decided.hearing


def test_who_does_not_ask_in_five_working_days_has_let_it_pass(me: Actor, accepted: CaseView):
    told = do(offer_hearing, US, accepted, matter="拟不予许可")
    with pytest.raises(HearingNotLawful):
        do(ask_for_hearing, me, told, now=days(8))
    assert do(decide_case, US, told, now=days(8), **DECIDED).state is CaseState.APPROVED


def test_a_stranger_cannot_ask(accepted: CaseView):
    told = do(offer_hearing, US, accepted, matter="拟不予许可")
    with pytest.raises(Exception, match="没有找到"):
        do(ask_for_hearing, a_resident(known=False), told)


def a_renewal(last_day: str) -> CaseView:
    fields = [{"name": "wish", "label": {"zh-Hans": "愿望", "en": "Wish"}, "answer": "wish"}]
    publish_type(type_file(fields=fields, continues="person.permit.status"))
    # The register says until when the old one is valid where this item's fixture keeps a status.
    return submit(a_resident(status=last_day), COMMITTED)


def test_a_renewal_nobody_decided_is_granted_when_the_old_licence_ends():
    known = a_renewal("2027-01-15")
    do(accept_case, US, known)
    assert append_deadlines(datetime.fromisoformat("2027-01-15T15:59:00+00:00")) == 2
    after = datetime.fromisoformat("2027-01-15T16:01:00+00:00")
    assert append_deadlines(after) == 2
    assert append_deadlines(after + timedelta(days=3)) == 0
    granted = case(US, known.id, after)
    assert granted.state is CaseState.APPROVED
    assert granted.certificate_ids
    assert [step.kind for step in granted.steps[-2:]] == ["RenewedBySilence", "CertificateIssued"]
    row = Case.objects.get(id=known.id)
    assert row.state == CaseState.APPROVED.value
    assert row.watch_at is None
    assert not Task.objects.filter(case_id=known.id, done_at__isnull=True).exists()


def test_a_renewal_asked_for_too_late_is_not_granted_by_silence():
    known = a_renewal("2026-12-10")
    do(accept_case, US, known)
    append_deadlines(days(60))
    assert case(US, known.id, days(60)).state is CaseState.ACCEPTED
    assert not CaseEvent.objects.filter(kind="RenewedBySilence").exists()


def test_the_agency_is_named_in_what_is_published(accepted: CaseView):
    append_deadlines(days(60))
    assert {row.agency_code for row in published_lateness().items} == {AGENCY}

"""An officer checks a promise, looks at credit with a trace, answers an objection, revokes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases.api import (
    CaseState,
    answer_review,
    ask_for_review,
    case,
    make_statement,
    revoke_decision,
)
from tongban.cases.tests.factories import LAW, NOW, an_officer, do
from tongban.commitments.api import (
    CreditState,
    looks_at_my_credit,
    my_credit,
    object_to_record,
    promise_of_case,
)
from tongban.commitments.tests.factories import a_promising_house, promised_case
from tongban.kernel.actor import Duty
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db
US = an_officer()
LIST = "/desk/promises"


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_promising_house(monkeypatch)


def test_from_the_list_to_the_record_and_its_objection(monkeypatch):
    now = timezone.now()
    me, done = promised_case(now=now)
    desk = seat(monkeypatch, US, language="zh-hans")
    page = f"{LIST}/{promise_of_case(me, done.id, now).id}"
    assert page in desk.get(LIST).content.decode()
    assert "请选择一项结论" in desk.post(page, {"words": "看过"}).content.decode()
    untold = desk.post(page, {"finding": "found-false", "words": " "})
    assert untold.status_code == 422
    assert "这里要写明" in untold.content.decode()
    assert "没有记录" in desk.post(f"{page}/credit").content.decode()
    assert len(looks_at_my_credit(me)) == 1
    assert desk.post(page, {"finding": "found-false", "words": "没有"}).status_code == 303
    assert "请在办件页作出决定" in desk.get(page).content.decode()
    do(make_statement, me, case(me, done.id), statement="在补", now=timezone.now())
    do(revoke_decision, US, case(US, done.id), reason="没有补", now=timezone.now())
    (record,) = my_credit(me, now)
    object_to_record(actor=me, record_id=record.id, words="那天停业", now=timezone.now())
    assert "那天停业" in desk.get(LIST).content.decode()
    answer = f"{LIST}/objections/{record.id}"
    assert desk.post(answer, {"words": "属实"}).status_code == 422
    assert desk.post(answer, {"verdict": "right", "words": "属实"}).status_code == 303
    assert my_credit(me, now)[0].state is CreditState.WITHDRAWN


def test_who_checks_nothing_finds_nothing(monkeypatch):
    clerk = seat(monkeypatch, an_officer(Duty.WINDOW_CLERK))
    assert clerk.get(LIST).status_code == 404
    desk = seat(monkeypatch, US, language="zh-hans")
    page = desk.get(LIST).content.decode()
    assert "没有待核查的承诺" in page
    assert "没有待答复的异议" in page
    assert desk.get(f"{LIST}/promise_none").status_code == 404


def test_a_review_that_finds_it_wrong_leads_to_a_revocation(monkeypatch):
    now = timezone.now()
    me, done = promised_case(now=now)
    do(ask_for_review, me, done, reason="我看不对", now=now)
    do(answer_review, US, case(US, done.id), right=False, finding="条件没有", now=now)
    desk, page = seat(monkeypatch, US, language="zh-hans"), f"/desk/cases/{done.id}"
    version = case(US, done.id).version
    empty = desk.post(f"{page}/revocation-propose", {"version": version})
    assert "没有选择撤销事由" in empty.content.decode()
    told = {"ground": "office-erred", "articles": LAW, "grounds": "年限算错", "version": version}
    assert desk.post(f"{page}/revocation-propose", told).status_code == 303
    early = desk.post(f"{page}/revocation", {"grounds": "算错", "version": version + 1})
    assert "在此之前不能撤销" in early.content.decode()
    mine = case(me, done.id)
    assert "赔偿" in mine.revocation.reliance.zh
    kept = desk.post(f"{page}/revocation-drop", {"grounds": "有理", "version": version + 1})
    assert kept.status_code == 303
    assert case(me, done.id, NOW + timedelta(days=9000)).state is CaseState.APPROVED

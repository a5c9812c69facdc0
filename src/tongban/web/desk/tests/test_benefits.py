"""The desk of benefits: answer an objection, recover what was not due; strangers see nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from tongban.benefits import api
from tongban.benefits.tests.factories import LAW, NOW, OLD, a_house, an_officer, somebody
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor, Duty
from tongban.payments.tests.factories import Bank, only_channel
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Actor:
    a_house()
    only_channel(monkeypatch, "bank", Bank())
    paid = somebody(82)
    while api.advance_runs(NOW):
        pass
    (told,) = api.my_benefits(paid).items
    api.answer_offer(actor=paid, benefit_id=told.id, accepts=True, now=NOW)
    drain(NOW)
    return paid


def press(browser: Client, path: str, **typed: str) -> int:
    browser.get("/desk/benefits")
    typed["csrfmiddlewaretoken"] = browser.cookies["csrftoken"].value
    return browser.post(path, typed).status_code


def test_an_approver_recovers_and_upholds_the_objection(
    monkeypatch: pytest.MonkeyPatch, person: Actor
):
    (paid,) = api.my_benefits(person).items
    desk = seat(monkeypatch, an_officer(Duty.APPROVER))
    page = desk.get("/desk/benefits").content.decode()
    assert "¥100.00" in page
    assert "赵示例" not in page
    recovery = f"/desk/benefits/{paid.id}/recovery"
    assert press(desk, recovery, article="nonsense", reasons="错") == 404
    assert press(desk, recovery, article=LAW, reasons="比对有误") == 303
    assert api.benefit(person, paid.id).state is api.BenefitState.RECOVERING
    said = api.lodge_appeal(
        actor=person, policy_code=OLD, benefit_id=paid.id, words="我符合条件", now=NOW
    )
    assert "我符合条件" in desk.get("/desk/benefits").content.decode()
    answer = f"/desk/benefits/appeals/{said.id}"
    assert press(desk, answer, verdict="upheld", answer="已核实，撤销追回") == 303
    assert api.benefit(person, paid.id).state is api.BenefitState.PAID
    assert [one.answer for one in api.my_appeals(person)] == ["已核实，撤销追回"]


def test_officers_of_other_agencies_see_nothing(monkeypatch: pytest.MonkeyPatch, person: Actor):
    (paid,) = api.my_benefits(person).items
    stranger = seat(monkeypatch, an_officer(Duty.APPROVER, agency="119901020001021112"))
    assert paid.id not in stranger.get("/desk/benefits").content.decode()
    recovery = f"/desk/benefits/{paid.id}/recovery"
    assert press(stranger, recovery, article=LAW, reasons="错") == 404

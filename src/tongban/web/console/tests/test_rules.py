"""The kill switch at the console."""

from __future__ import annotations

import pytest

from tongban.cases.api import CaseState
from tongban.cases.tests.factories import INSTANT, a_house, a_resident, an_officer, submit
from tongban.kernel.actor import Duty
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db


def test_a_stopped_table_sends_the_next_case_to_a_person_until_it_is_let_go(
    monkeypatch: pytest.MonkeyPatch,
):
    a_house(monkeypatch)
    console = seat(monkeypatch, an_officer(Duty.OPERATOR, name="operator"))
    assert "Decides by itself" in console.get("/console/rules").content.decode()
    assert console.post("/console/rules/endorse/stop", {}).status_code == 422
    assert console.post("/console/rules/endorse/stop", {"reason": "抽查有误"}).status_code == 303
    held = submit(a_resident(), INSTANT)
    assert held.state is CaseState.SUBMITTED
    assert held.receipt is not None
    assert [reason.row for reason in held.receipt.reasons] == ["engine-stopped"]
    console.post("/console/rules/endorse/resume", {"reason": "已改正"})
    assert submit(a_resident(), INSTANT).state is CaseState.APPROVED
    assert console.get("/console/rules/endorse/other").status_code == 404


def test_an_editor_sees_the_page_without_the_switch(monkeypatch: pytest.MonkeyPatch):
    a_house(monkeypatch)
    console = seat(monkeypatch, an_officer(Duty.CATALOGUE_EDITOR, name="editor"))
    assert "Stop at once" not in console.get("/console/rules").content.decode()
    assert console.post("/console/rules/endorse/stop", {"reason": "停"}).status_code == 403

"""The console's page of a flow: drawn, told in a table, downloaded, and running cases moved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongban.cases.api import accept_case, case, from_bpmn
from tongban.cases.tests.factories import (
    COMMITTED,
    SIGN,
    a_house,
    a_resident,
    an_officer,
    do,
    flow_item,
    submit,
)
from tongban.kernel.actor import Duty
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch):
    a_house(monkeypatch)
    flow_item(SIGN)
    return seat(monkeypatch, an_officer(Duty.OPERATOR, name="operator"))


def version_of(case_id: str) -> int:
    flow = case(an_officer(), case_id).flow
    assert flow is not None
    return flow.version


def test_a_flow_is_drawn_and_told_in_words(console):
    assert "/console/flows/flow" in console.get("/console/flows").content.decode()
    page = console.get("/console/flows/flow").content.decode()
    assert page.count('class="flow-work"') + page.count('class="flow-gate"') == len(SIGN.nodes)
    arrows = sum(len(node.next) + len(node.returns) for node in SIGN.nodes)
    assert page.count("<polyline") == arrows
    assert page.count('class="flow-line back"') == sum(len(n.returns) for n in SIGN.nodes)
    assert "Every way ends in a decision" in page


def test_the_download_reads_back_as_the_flow(console):
    answer = console.get("/console/flows/flow/1.bpmn")
    assert answer["Content-Disposition"] == 'attachment; filename="flow-1.bpmn"'
    assert from_bpmn(answer.content).flow.nodes == SIGN.nodes
    assert console.get("/console/flows/flow/7.bpmn").status_code == 404


def test_running_cases_are_looked_at_and_moved(console):
    known = do(accept_case, an_officer(), submit(a_resident(), COMMITTED, item_version=2))
    flow_item(replace(SIGN, version=2))
    page = "/console/flows/flow/1-2"
    assert (
        "Move running cases to the newest version"
        in console.get("/console/flows/flow").content.decode()
    )
    assert "the map does not say" in console.get(page, {"to.check": ""}).content.decode()
    assert console.post(page, {}).status_code == 422
    assert version_of(known.id) == 1
    assert console.post(page, {"reason": "改版"}).status_code == 303
    assert version_of(known.id) == 2

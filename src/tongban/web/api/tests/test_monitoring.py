"""Monitoring in JSON: from the order by hand to the accepted answer, and the sums."""

from __future__ import annotations

import pytest
from django.test import Client

from tongban.agencies.tests.factories import CODE
from tongban.monitoring.tests.factories import APPROVER, NOW, OTHER_REGION, SUPERIOR, a_town, warned
from tongban.web.api.tests.callers import ROOT, Caller

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "order-000001"}
ORDER = {
    "agency_code": CODE, "article": "xuke-fa/42@2019-04-23", "words": "请说明", "answer_days": 3,
}  # fmt: skip


@pytest.fixture(autouse=True)
def town(monkeypatch: pytest.MonkeyPatch) -> None:
    a_town(("overdue", "red"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    monkeypatch.setattr(
        "tongban.monitoring.actions.issue_order.articles", lambda refs: dict.fromkeys(refs)
    )
    warned()


def test_from_the_order_to_the_accepted_answer(monkeypatch: pytest.MonkeyPatch):
    above = Caller(monkeypatch, SUPERIOR)
    made = above.post("/monitoring/orders", ORDER, **KEY)
    assert made.status_code == 201, made.content
    again = above.post("/monitoring/orders", ORDER, **KEY).json()
    assert (again["row"]["id"], again["by_hand"]) == (made.json()["row"]["id"], True)
    path = f"/monitoring/orders/{again['row']['id']}"
    desk = Caller(monkeypatch, APPROVER)
    given = {"version": 1, "cause": "order-cause/oversight", "words": "已整改"}
    assert desk.post(f"{path}/answer", given).json()["row"]["state"] == "order-state/answered"
    assert desk.post(f"{path}/answer", given).status_code == 409
    above = Caller(monkeypatch, SUPERIOR)
    judged = above.post(f"{path}/judgement", {"version": 2, "accepted": True}).json()
    assert [each["move"] for each in judged["moves"]] == ["issued", "answered", "accepted"]


def test_warnings_sums_and_red_cards(monkeypatch: pytest.MonkeyPatch):
    desk = Caller(monkeypatch, SUPERIOR)
    [warning] = desk.get("/monitoring/warnings").json()
    assert warning["level"] == "warning-level/red"
    [row] = desk.get("/monitoring/orders", state="order-state/open").json()["items"]
    assert row["id"] == warning["order_id"]
    for by in ("line", "region"):
        [total] = desk.get("/monitoring/totals", by=by).json()
        assert (total["orders"], total["red"]) == (1, 1)
    assert desk.get("/monitoring/lights").status_code == 200
    [cards] = Client().get(f"{ROOT}/monitoring/red-cards").json()
    assert (cards["agency_code"], cards["causes"]) == (CODE, [{"cause": None, "count": 1}])


def test_beyond_the_reach_there_is_none(monkeypatch: pytest.MonkeyPatch):
    assert Client().get(f"{ROOT}/monitoring/orders").status_code == 401
    [row] = Caller(monkeypatch, SUPERIOR).get("/monitoring/orders").json()["items"]
    far = Caller(monkeypatch, OTHER_REGION)
    assert far.get(f"/monitoring/orders/{row['id']}").status_code == 404

"""From the guide to the rating, and the officer's side, all by JSON."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tongban.cases.api import CaseState, case
from tongban.cases.tests.factories import (
    COMMITTED,
    INSTANT,
    LAW,
    NOW,
    a_house,
    a_resident,
    an_officer,
    submit,
)
from tongban.kernel.actor import Actor
from tongban.seals.api import STATEMENT_CODE
from tongban.web.api.tests.callers import ROOT, Caller

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "key-00000001"}
APPLICATION = {
    "item_code": INSTANT,
    "item_version": 1,
    "statement": STATEMENT_CODE,
    "answers": {"name": "x", "phone": "19900001234", "wish": "长住"},
}


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=5))


@pytest.fixture
def resident() -> Actor:
    return a_resident()


def test_the_guide_and_its_form_are_public(client):
    item = client.get(f"{ROOT}/items/{INSTANT}").json()
    assert item["committed"] == "immediate"
    assert item["title"]["zh-Hans"]
    assert item["materials"][0]["already_held"] is True
    form = client.get(f"{ROOT}/items/{INSTANT}/form").json()
    assert [field["name"] for section in form["sections"] for field in section["fields"]]


def test_search_finds_the_item(client):
    found = client.get(f"{ROOT}/items", {"text": INSTANT}).json()
    assert set(found) == {"items", "next_cursor", "total"}


def test_prefilled_values_name_their_source(monkeypatch, resident):
    fields = Caller(monkeypatch, resident).get(f"/items/{INSTANT}/prefill").json()
    name = next(field for field in fields if field["name"] == "name")
    assert name["value"] == "欧阳示例"
    assert name["source_name"]["zh-Hans"]


def test_an_instant_item_is_decided_in_the_same_call_and_can_be_verified(monkeypatch, resident):
    caller = Caller(monkeypatch, resident)
    response = caller.post("/cases", APPLICATION, **KEY)
    made = response.json()
    assert response.status_code == 201
    assert made["state"] == "case-state/approved"
    assert made["receipt"]["reasons"][0]["article"] == LAW
    certificate = caller.get(f"/certificates/{made['certificate_ids'][0]}").json()
    anybody = Client().get(f"{ROOT}/certificates/verify", {"token": certificate["verify_token"]})
    assert anybody.json()["outcome"] == "valid"
    tracked = caller.get("/cases/track", number=made["number"], query_code=made["query_code"])
    assert tracked.json()["state"] == "case-state/approved"
    assert "answers" not in tracked.json()


def test_the_same_key_gives_the_same_case(monkeypatch, resident):
    caller = Caller(monkeypatch, resident)
    first, again = (caller.post("/cases", APPLICATION, **KEY).json() for _ in range(2))
    assert first["id"] == again["id"]
    assert len(caller.get("/cases").json()["items"]) == 1


def test_a_submission_without_a_key_is_refused(monkeypatch, resident):
    response = Caller(monkeypatch, resident).post("/cases", APPLICATION)
    assert response.status_code == 422
    assert "dempotency" in response.json()["problems"][0]["where"]


def test_an_officer_does_the_whole_of_it(monkeypatch, resident):
    given = submit(resident, COMMITTED)
    officer = Caller(monkeypatch, an_officer())
    queue = officer.get("/desk/cases").json()["items"]
    assert [row["id"] for row in queue] == [given.id]
    version = queue[0]["version"]
    defects = [{"target": "photo", "message": "照片模糊", "article": LAW}]
    for verb, body, state in (
        ("claim", {}, CaseState.SUBMITTED),
        ("release", {}, CaseState.SUBMITTED),
        ("accept", {}, CaseState.ACCEPTED),
        ("start-special-procedure", _INSPECTION, CaseState.PAUSED),
        ("end-special-procedure", {"result": "符合"}, CaseState.ACCEPTED),
        ("give-opinion", {"opinion": "建议准予"}, CaseState.ACCEPTED),
        ("decide", {"approve": True, "opinion": "准予", "articles": [LAW]}, CaseState.APPROVED),
    ):
        response = officer.post(f"/desk/cases/{given.id}/{verb}", {"version": version, **body})
        assert response.status_code == 200, response.content.decode()
        assert response.json()["state"] == state.value
        version = response.json()["version"]
    other = submit(a_resident(), COMMITTED)
    told = officer.post(
        f"/desk/cases/{other.id}/request-correction", {"version": other.version, "defects": defects}
    ).json()
    assert told["defects"][0]["target"] == "photo"
    third = submit(a_resident(), COMMITTED)
    refused = officer.post(
        f"/desk/cases/{third.id}/refuse-acceptance",
        {"version": third.version, "reason": "不属于本机关", "articles": [LAW]},
    ).json()
    assert refused["state"] == "case-state/not-accepted"


_INSPECTION = {"procedure": "procedure.inspection", "planned": "5 working-days", "reason": "核查"}


def test_a_person_puts_defects_right_and_withdraws(monkeypatch, resident):
    given = submit(resident, COMMITTED)
    told = (
        Caller(monkeypatch, an_officer())
        .post(
            f"/desk/cases/{given.id}/request-correction",
            {"version": given.version, "defects": [{"target": "wish", "message": "请写明"}]},
        )
        .json()
    )
    caller = Caller(monkeypatch, resident)
    supplied = caller.post(
        f"/cases/{given.id}/supply-correction",
        {"version": told["version"], "answers": {**APPLICATION["answers"], "wish": "长期居住"}},
    )
    assert supplied.status_code == 200, supplied.content.decode()
    gone = caller.post(f"/cases/{given.id}/withdraw", {"version": supplied.json()["version"]})
    assert gone.json()["state"] == "case-state/withdrawn"


def test_a_stale_version_changes_nothing(monkeypatch, resident):
    given = submit(resident, COMMITTED)
    officer = Caller(monkeypatch, an_officer())
    officer.post(f"/desk/cases/{given.id}/accept", {"version": given.version})
    again = officer.post(f"/desk/cases/{given.id}/accept", {"version": given.version})
    assert again.status_code == 409
    assert again.headers["content-type"] == "application/problem+json"
    assert set(again.json()) >= {"type", "status", "code", "message", "mend", "problems"}


def test_another_regions_officer_and_another_person_find_nothing(monkeypatch, resident):
    given = submit(resident, COMMITTED)
    for stranger in (an_officer(region="990202"), a_resident()):
        caller = Caller(monkeypatch, stranger)
        assert caller.get(f"/cases/{given.id}").status_code == 404
        body = {"version": given.version}
        assert caller.post(f"/desk/cases/{given.id}/accept", body).status_code in (403, 404)
    assert case(an_officer(), given.id).state is CaseState.SUBMITTED

"""A birth by JSON: notice, questions, one form, one submission, each step, the rest taken back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from tests.province import settle

from tongban.bundles.tests.factories import a_person, upload
from tongban.identity.api import mandate_for
from tongban.jurisdiction.api import local_date
from tongban.seals.api import STATEMENT_CODE
from tongban.web.api.tests.callers import ROOT, Caller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
MOTHER, CHILD = "subj_demo_xu-zhixia", "subj_demo_newborn"
QUESTIONS = {"q.parents": "married", "take.shengyu": False}
TYPED = {
    "yixue.child_name": "周安宁",
    "jiezhong.clinic": "xuefu",
    "hukou.relation": "mother",
    "shebaoka.bank": "demo-bank-a",
    "shebaoka.delivery": "window",
}


@pytest.fixture
def mother(monkeypatch: pytest.MonkeyPatch) -> Caller:
    now = timezone.now()
    settle(now)
    held = mandate_for(agent_id=MOTHER, principal_id=CHILD, on=local_date(now))
    assert held is not None
    return Caller(monkeypatch, a_person(MOTHER, CHILD, held.id))


def test_a_birth_is_one_thing_by_json_too(client: Client, mother: Caller):
    assert [one["code"] for one in client.get(f"{ROOT}/bundles?text=孩子出生").json()] == [
        "xinsheng-er"
    ]
    notice = client.get(f"{ROOT}/bundles/xinsheng-er").json()
    assert [len(wave) for wave in notice["waves"]] == [1, 3, 2]
    asked = mother.post("/bundles/xinsheng-er/form", {"answers": QUESTIONS}).json()
    names = [field["name"] for section in asked["form"]["sections"] for field in section["fields"]]
    assert set(TYPED) <= set(names)
    assert len(names) < asked["fields_of_items"]
    assert [one["name"] for one in asked["materials"] if one["must_bring"]] == ["shebaoka.portrait"]
    application = {
        "statement": STATEMENT_CODE,
        "version": notice["version"],
        "answers": QUESTIONS,
    }
    key = {"Idempotency-Key": "birth-0000001"}
    refused = mother.post("/bundles/xinsheng-er/applications", application, **key)
    assert refused.status_code == 422
    assert {one["where"] for one in refused.json()["problems"]} == {
        *TYPED,
        "material:shebaoka.portrait",
    }
    portrait = upload(a_person(MOTHER), timezone.now())
    application["answers"] = {**QUESTIONS, **TYPED}
    application["material_blobs"] = {"shebaoka.portrait": portrait}
    made = mother.post("/bundles/xinsheng-er/applications", application, **key)
    assert made.status_code == 201, made.content.decode()
    again = mother.post("/bundles/xinsheng-er/applications", application, **key).json()
    assert again["id"] == made.json()["id"]
    assert [step["state"] for step in again["steps"]] == [
        "bundle-step/running", *["bundle-step/waiting"] * 4,
    ]  # fmt: skip
    listed = mother.get("/bundles/cases").json()
    assert [(one["done"], one["steps"]) for one in listed] == [(0, 5)]
    ended = mother.post(f"/bundles/cases/{again['id']}/withdraw", {"version": again["version"]})
    assert ended.json()["state"] == "bundle-state/withdrawn"

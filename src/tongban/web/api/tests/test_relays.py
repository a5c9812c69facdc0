"""Handed in elsewhere, by machine: collected, confirmed, read by both ends and by nobody else."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tongban.cases.tests.factories import COMMITTED, a_house, a_resident, an_officer
from tongban.reception.tests.factories import ANSWERS, NAME, NUMBER
from tongban.relays.tests.factories import a_collector, two_towns
from tongban.seals.api import STATEMENT_CODE
from tongban.web.api.tests.callers import ROOT, Caller

pytestmark = pytest.mark.django_db
PAGE = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def house(monkeypatch, settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path
    a_house(monkeypatch)
    two_towns()


def collected(clerk: Caller) -> dict:
    begun = {"name": NAME, "number": NUMBER, "item_code": COMMITTED}
    sitting = clerk.post("/relays/sittings", begun)
    assert sitting.status_code == 201, sitting.content.decode()
    known = sitting.json()["id"]
    at, files = f"/relays/sittings/{known}", f"{ROOT}/reception/{known}/files/signature"
    file = SimpleUploadedFile("signed.pdf", PAGE, "application/pdf")
    kept = clerk.client.post(files, {"file": file})
    assert kept.status_code == 201, kept.content.decode()
    given = {
        "item_version": 1, "answers": ANSWERS, "statement": STATEMENT_CODE, "complete": False,
        "signed_on": "signed-on/paper", "ink": kept.json()["id"], "legible": True,
        "return_way": "return-way/at-window",
    }  # fmt: skip
    refused = clerk.post(at, given)
    assert [one["where"] for one in refused.json()["problems"]] == ["complete"]
    made = clerk.post(at, given | {"complete": True})
    assert made.status_code == 201, made.content.decode()
    return made.json()


def test_from_the_collection_to_the_hand_out(monkeypatch: pytest.MonkeyPatch):
    clerk = Caller(monkeypatch, a_collector())
    made = collected(clerk)
    assert (made["state"], made["available"]) == ("relay-state/under-way", [])
    assert clerk.post(f"/relays/{made['id']}/receipt", {}).status_code == 403
    assert clerk.get(f"/cases/{made['case_id']}").status_code == 404
    (listed,) = clerk.get("/relays").json()["collected"]
    assert listed["number"] == made["number"]
    home = Caller(monkeypatch, an_officer())
    assert home.get("/relays").json()["arriving"][0]["id"] == made["id"]
    words = {"words": "页面不清"}
    assert home.post(f"/relays/{made['id']}/return", words).json()["holder"] == (
        "relay-end/collector"
    )
    clerk = Caller(monkeypatch, a_collector("again"))
    brought = {"name": NAME, "number": NUMBER}
    plan = SimpleUploadedFile("plan.pdf", PAGE, "application/pdf")
    files = f"{ROOT}/relays/{made['id']}/files"
    kept = clerk.client.post(files, brought | {"file": plan})
    assert kept.status_code == 201, kept.content.decode()
    words = {"words": "已重扫", "material_blobs": {"plan": kept.json()["id"]}}
    assert clerk.post(f"/relays/{made['id']}/sending", words).status_code == 403
    sent = clerk.post(f"/relays/{made['id']}/sending", words | {"presented": brought})
    assert [one["leg"] for one in sent.json()["amended"]] == [2]
    home = Caller(monkeypatch, an_officer())
    taken = home.post(f"/relays/{made['id']}/receipt", {}).json()
    assert (taken["state"], len(taken["hand_overs"])) == ("relay-state/with-home", 2)
    assert home.get(f"/relays/of/{made['case_id']}").json()["id"] == made["id"]
    assert home.post(f"/relays/{made['id']}/result", {}).status_code == 409
    stranger = Caller(monkeypatch, a_resident())
    for path in (f"/relays/{made['id']}", f"/relays/of/{made['case_id']}"):
        assert stranger.get(path).status_code == 404

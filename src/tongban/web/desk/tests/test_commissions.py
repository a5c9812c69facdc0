"""An institution is drawn by lot, works while the clock stands still by law, and delivers."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tongban.cases.api import accept_case, case
from tongban.cases.tests.factories import (
    AGENCY,
    COMMITTED,
    LAW,
    a_house,
    a_resident,
    an_officer,
    do,
    publish_site_item,
    submit,
)
from tongban.intermediaries.api import (
    accept_commission,
    commission_service,
    commissions_of_case,
    deliver_commission,
)
from tongban.intermediaries.tests.factories import (
    EXAMINED,
    SURVEY,
    a_result,
    an_institution,
    publish_services,
)
from tongban.kernel.actor import Duty
from tongban.web.desk.tests.visitors import seat
from tongban.zones.tests.factories import a_zone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    publish_services(material="report")


def test_from_the_lot_to_the_result(monkeypatch):
    now, officer, firm = timezone.now(), an_officer(), an_institution()
    known = submit(a_resident(), COMMITTED, now=now)
    do(accept_case, officer, case(officer, known.id, now), now=now)
    desk, page = seat(monkeypatch, officer, language="zh-hans"), f"/desk/commissions/{known.id}"
    assert f'href="{page}"' in desk.get(f"/desk/cases/{known.id}").content.decode()
    shown = desk.get(page).content.decode()
    assert shown.count("抽签产生机构") == 1, "of the two services one is the applicant's to choose"
    assert 'name="institution"' not in shown
    refused = desk.post(page, {"act": "lot", "service": EXAMINED, "brief": " "})
    assert refused.status_code == 422
    assert "请写明委托内容" in refused.content.decode()
    given = {"act": "lot", "service": EXAMINED, "brief": "审查图纸", "institution": "mine"}
    assert desk.post(page, given).status_code == 303
    (made,) = commissions_of_case(officer, known.id, now)
    assert made.institution_id == firm.on_behalf_of
    assert 'value="stop"' not in desk.get(page).content.decode(), "nobody works on it yet"
    accept_commission(actor=firm, commission_id=made.id, now=now)
    assert 'value="stop"' in desk.get(page).content.decode()
    version = case(officer, known.id).version
    stop = {"act": "stop", "commission": made.id, "version": version}
    assert desk.post(page, stop).status_code == 303
    assert case(officer, known.id).clock.paused
    assert "正在停表" in desk.get(page).content.decode()
    deliver_commission(
        actor=firm, commission_id=made.id, blob_id=a_result(firm), now=timezone.now()
    )
    result = desk.get(f"/desk/commissions/results/{made.id}")
    assert result.content.startswith(b"%PDF-")
    stranger = seat(monkeypatch, an_officer(agency_code="11990102000102999X", name="b"))
    assert stranger.get(page).status_code == 404
    assert stranger.get(f"/desk/commissions/results/{made.id}").status_code == 404


def test_what_was_delivered_is_handed_in_by_api_and_named_at_the_desk(monkeypatch):
    publish_site_item(monkeypatch)
    now, me, firm = timezone.now(), a_resident(), an_institution()
    asked = commission_service(
        actor=me, service_code=SURVEY, institution_id=firm.on_behalf_of or "", case_id="",
        brief="测量", token="token-1", now=now,
    )  # fmt: skip
    accept_commission(actor=firm, commission_id=asked.id, now=now)
    deliver_commission(actor=firm, commission_id=asked.id, blob_id=a_result(firm), now=now)
    at = f"/api/v1/intermediaries/deliveries?item_code={COMMITTED}"
    assert Client().get(at).status_code == 401
    (offer,) = seat(monkeypatch, me).get(at).json()
    handed = {offer["material"]: offer["blob_id"]}
    known = submit(me, COMMITTED, item_version=2, material_blobs=handed, now=now)
    desk = seat(monkeypatch, an_officer(), language="zh-hans")
    shown = desk.get(f"/desk/cases/{known.id}").content.decode()
    for said in ("中介机构交付", offer["institution_name"], offer["sha256"]):
        assert said in shown
    file = desk.get(f"/desk/cases/{known.id}/papers/report")
    assert file.content.startswith(b"%PDF-")


def test_anybody_reads_and_no_officer_chooses_by_api(monkeypatch):
    firm = an_institution()
    public = Client()
    listed = public.get("/api/v1/intermediaries/services").json()
    assert {one["code"]: one["paid_by"] for one in listed} == {
        SURVEY: "paid-by/client", EXAMINED: "paid-by/agency",
    }  # fmt: skip
    (line,) = public.get(f"/api/v1/intermediaries/services/{SURVEY}/institutions").json()
    assert (line["id"], line["qualified"], line["stars"]) == (firm.on_behalf_of, True, None)
    named = {"service_code": SURVEY, "institution_id": line["id"], "brief": "测量"}
    assert _post(seat(monkeypatch, an_officer()), "commissions", named).status_code == 403
    me = a_resident()
    made = _post(seat(monkeypatch, me), "commissions", named)
    assert made.status_code == 201, made.content
    where = f"commissions/{made.json()['id']}"
    assert _post(seat(monkeypatch, me), f"{where}/acceptance", {}).status_code == 404
    taken = _post(seat(monkeypatch, firm), f"{where}/acceptance", {})
    assert taken.json()["state"] == "commission-state/under-way"
    early = _post(seat(monkeypatch, me), f"{where}/rating", {"stars": 5})
    assert early.json()["code"] == "intermediaries.step_not_open"


def test_the_authority_of_a_zone_withdraws_and_says_why(monkeypatch):
    a_zone(AGENCY, "QYPG-2026-01", LAW)
    keeper = seat(monkeypatch, an_officer(Duty.APPROVER), language="zh-hans")
    assert "QYPG-2026-01" in keeper.get("/desk/zones").content.decode()
    empty = keeper.post("/desk/zones", {"number": "QYPG-2026-01", "reason": ""})
    assert empty.status_code == 422
    given = {"number": "QYPG-2026-01", "reason": "发生滑坡"}
    assert keeper.post("/desk/zones", given).status_code == 303
    assert "发生滑坡" in Client().get("/zones").content.decode()
    (zone,) = Client().get("/api/v1/zones").json()
    assert zone["assessments"][0]["in_force"] is False
    other = seat(monkeypatch, an_officer(agency_code="11990102000102999X", name="b"))
    assert "QYPG-2026-01" not in other.get("/desk/zones").content.decode()


def _post(client: Client, path: str, body: dict[str, object]):
    return client.post(
        f"/api/v1/intermediaries/{path}", body, content_type="application/json",
        headers={"idempotency-key": "commission-0001"},
    )  # fmt: skip

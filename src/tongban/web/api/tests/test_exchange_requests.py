"""Requests for data by machine: read, granted, disputed, ruled on, taken back; values contested."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tongban.agencies.api import agency
from tongban.exchange import api as exchange
from tongban.exchange.tests.factories import LAW, SYSTEM, officer, steward
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.web.api.tests.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
DOOR = "/exchange"
ITEM = "11990102000102218M4990500027000"
MARRIAGE = "1010201/1"


def test_a_steward_grants_and_takes_back_and_others_see_nothing(monkeypatch):
    exchange.file_requests(actor=SYSTEM, item_code=ITEM, now=timezone.now())
    mine = Caller(monkeypatch, steward("mzt-990000"))
    page = mine.get(f"{DOOR}/requests").json()
    (asked,) = [each for each in page["items"] if each["resource_code"] == MARRIAGE]
    assert page["total"] == len(page["items"])
    one = f"{DOOR}/requests/{asked['id']}"
    said = {"version": asked["version"], "reason": "正在核对"}
    longer = mine.post(f"{one}/extension", said).json()
    assert longer["due_at"] > asked["due_at"]
    fields = asked["fields"][:1]
    given = {"version": longer["version"], "fields": fields}
    assert mine.post(f"{one}/grant", given).json()["state"] == "granted"
    assert mine.post(f"{one}/grant", given).status_code == 409
    assert [step["step"] for step in mine.get(one).json()["steps"]][-1] == "granted"
    (line,) = mine.get(f"{DOOR}/granted").json()
    assert (line["resource_code"], line["in_force"], line["agencies"]) == (MARRIAGE, 1, 1)
    (grant,) = mine.get(f"{DOOR}/grants", resource=MARRIAGE).json()["items"]
    assert (grant["fields"], grant["state"]) == (fields, "in-force")
    assert mine.get(f"{DOOR}/grants", resource="1010101/1").json()["items"] == []
    stranger = Caller(monkeypatch, steward("gat-990000"))
    assert stranger.get(one).status_code == 404
    end = f"{DOOR}/grants/{grant['id']}/revocation"
    assert stranger.post(end, {"reason": "停用"}).status_code == 403
    mine = Caller(monkeypatch, steward("mzt-990000"))
    assert mine.post(end, {"reason": " "}).status_code == 422
    assert mine.post(end, {"reason": "停用"}).json()["state"] == "revoked"
    (line,) = mine.get(f"{DOOR}/granted").json()
    assert (line["grants"], line["in_force"], line["agencies"]) == (1, 0, 0)


def test_a_refusal_is_disputed_ruled_on_and_another_request_withdrawn(monkeypatch):
    exchange.file_requests(actor=SYSTEM, item_code=ITEM, now=timezone.now())
    mine = Caller(monkeypatch, steward("mzt-990000"))
    page = mine.get(f"{DOOR}/requests").json()["items"]
    (asked,) = [each for each in page if each["resource_code"] == MARRIAGE]
    one = f"{DOOR}/requests/{asked['id']}"
    no = {"version": asked["version"], "reason": "不必要", "article": "nonsense"}
    assert mine.post(f"{one}/refusal", no).status_code == 422
    refused = mine.post(f"{one}/refusal", no | {"article": str(LAW)}).json()
    assert refused["state"] == "refused"
    asker = Caller(monkeypatch, editor_of(asked["consumer_code"]))
    said = {"version": refused["version"], "reason": "办这个事项离不开"}
    disputed = asker.post(f"{one}/dispute", said).json()
    assert disputed["state"] == "disputed"
    over = Caller(monkeypatch, officer("zsj-990000", Duty.DATA_COORDINATOR))
    ruling = {"version": disputed["version"], "share": True, "reason": "应当共享"}
    assert over.post(f"{one}/ruling", ruling).json()["state"] == "ordered"
    (other,) = [each for each in over.get(f"{DOOR}/requests").json()["items"]
                if each["resource_code"] != MARRIAGE][:1]  # fmt: skip
    asker = Caller(monkeypatch, editor_of(other["consumer_code"]))
    gone = {"version": other["version"], "reason": "不再需要"}
    address = f"{DOOR}/requests/{other['id']}/withdrawal"
    assert asker.post(address, gone).json()["state"] == "withdrawn"


def editor_of(code: str) -> Actor:
    """Who edits the catalogue of the agency with this code."""
    known = agency(code)
    post = Post("edits", code, known.line, known.region, frozenset({Duty.CATALOGUE_EDITOR}))
    return Actor(ActorKind.OFFICER, subject_id="subj_e", account_id="acct_e", posts=(post,))


def test_a_contested_value_is_opened_and_answered(monkeypatch):
    who = Actor(ActorKind.PERSON, subject_id="subj_w", account_id="acct_w")
    made = exchange.ask_correction(
        actor=who, element_id="person.marriage.status", words="登记错了", token="t",
        now=timezone.now(),
    )  # fmt: skip
    mine = Caller(monkeypatch, steward("mzt-990000"))
    (waits,) = mine.get(f"{DOOR}/contested").json()
    assert (waits["id"], waits["words"]) == (made.id, "")
    one = f"{DOOR}/contested/{made.id}"
    assert mine.post(f"{one}/opened", {}).json()["words"] == "登记错了"
    found = {"corrected": True, "words": "已更正"}
    assert mine.post(f"{one}/finding", found).json()["state"] == "corrected"
    assert mine.post(f"{one}/finding", found).status_code == 409
    assert Caller(monkeypatch, steward("gat-990000")).post(f"{one}/opened", {}).status_code == 404

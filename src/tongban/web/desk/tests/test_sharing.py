"""The steward's desk: answer, refuse with an article, revoke, look at what people contest."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from tongban.exchange import api as exchange
from tongban.exchange.tests.factories import SYSTEM, officer, steward
from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.web.desk.tests.visitors import seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
ITEM = "11990102000102218M4990500027000"


def asked() -> exchange.RequestView:
    now = timezone.now()
    exchange.file_requests(actor=SYSTEM, item_code=ITEM, now=now)
    page = exchange.request_queue(SYSTEM, now)
    return next(one for one in page.items if one.resource_code == "1010201/1")


def test_a_steward_finds_the_request_reads_why_and_grants_some_fields(monkeypatch):
    request = asked()
    browser = seat(monkeypatch, steward("mzt-990000"))
    assert f"/desk/sharing/{request.id}" in browser.get("/desk/sharing").content.decode()
    page = browser.get(f"/desk/sharing/{request.id}").content.decode()
    assert "Marriage records" in page
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    sent = browser.post(
        f"/desk/sharing/{request.id}/granted",
        {"version": request.version, "fields": list(request.fields)},
    )
    assert sent.status_code == 303
    (grant,) = exchange.grants(steward("mzt-990000"), timezone.now()).items
    listing = "/desk/sharing/grants?data=1010201%2F1"
    assert listing in browser.get("/desk/sharing").content.decode()
    assert "Revoke at once" in browser.get(listing).content.decode()
    address = f"/desk/sharing/grants/{grant.id}/revocation"
    refused = browser.post(address, {"reason": "", "data": "1010201/1"})
    assert refused.status_code == 422
    assert "Not used yet" in refused.content.decode()
    ended = browser.post(address, {"reason": "停用", "data": "1010201/1"})
    assert (ended.status_code, ended["Location"]) == (303, listing)
    (after,) = exchange.grants(steward("mzt-990000"), timezone.now()).items
    assert after.state is exchange.GrantState.REVOKED


def test_what_was_asked_of_a_resource_stays_readable_when_it_is_withdrawn(monkeypatch):
    request = asked()
    exchange.publish_resources(actor=SYSTEM, entries=(), release="none", now=timezone.now())
    assert not exchange.resources()
    browser = seat(monkeypatch, steward("mzt-990000"))
    home = browser.get("/desk/sharing")
    assert (home.status_code, request.id in home.content.decode()) == (200, True)
    assert browser.get(f"/desk/sharing/{request.id}").status_code == 200
    assert browser.get("/desk/sharing/grants?data=1010201/1").status_code == 200
    assert browser.get("/desk/sharing/grants?data=nothing").status_code == 404


def test_a_refusal_without_an_article_is_shown_in_place_with_what_was_typed(monkeypatch):
    request = asked()
    browser = seat(monkeypatch, steward("mzt-990000"))
    address = f"/desk/sharing/{request.id}/refused"
    told = {"version": request.version, "reason": "不需要", "article": "nonsense"}
    refused = browser.post(address, told)
    assert refused.status_code == 422
    assert "不需要" in refused.content.decode()
    told["article"] = "geren-xinxi-baohu-fa/34@2021-08-20"
    assert browser.post(address, told).status_code == 303
    assert browser.post(address, told).status_code == 409


def test_a_coordinator_rules_and_an_outsider_sees_nothing(monkeypatch):
    request = asked()
    browser = seat(monkeypatch, steward("gat-990000"))
    assert request.id not in browser.get("/desk/sharing").content.decode()
    assert browser.get(f"/desk/sharing/{request.id}").status_code == 404
    browser = seat(monkeypatch, officer("zsj-990000", Duty.DATA_COORDINATOR))
    assert browser.get(f"/desk/sharing/{request.id}").status_code == 200
    sent = browser.post(
        f"/desk/sharing/{request.id}/ruled-to-share", {"version": request.version, "reason": "应当"}
    )
    assert sent.status_code == 409  # nothing is disputed yet
    assert browser.get(f"/desk/sharing/{request.id}/no-such-step").status_code == 404


def test_a_contested_value_is_opened_with_a_record_and_answered(monkeypatch):
    who = Actor(ActorKind.PERSON, subject_id="subj_w", account_id="acct_w")
    made = exchange.ask_correction(
        actor=who, element_id="person.marriage.status", words="登记错了", token="t",
        now=timezone.now(),
    )  # fmt: skip
    browser = seat(monkeypatch, steward("mzt-990000"))
    assert "登记错了" not in browser.get("/desk/sharing").content.decode()
    address = f"/desk/sharing/corrections/{made.id}"
    assert "登记错了" in browser.post(address).content.decode()
    assert browser.post(address, {"found": "corrected", "words": ""}).status_code == 422
    assert browser.post(address, {"found": "corrected", "words": "已更正"}).status_code == 303
    (mine,) = exchange.my_corrections(who, "subj_w")
    assert mine.answer == "已更正"
    stranger = seat(monkeypatch, steward("gat-990000"))
    assert stranger.post(address).status_code == 404

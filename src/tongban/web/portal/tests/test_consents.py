"""Consent on its pages and by the interface: asked in full, given, seen and withdrawn."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tongban.agencies.api import agency_by_short
from tongban.elements.api import RegisterTwin, connect_adapter
from tongban.exchange.api import NodeRegisters
from tongban.exchange.tests.factories import (
    ITEM,
    MARRIED,
    Abroad,
    FakeNode,
    NodeOfA,
    granted,
    needing_consent,
)
from tongban.identity.tests.factories import a_person
from tongban.kernel.actor import Actor, ActorKind, Assurance
from tongban.web.api.tests.callers import Caller
from tongban.web.desk.tests.visitors import seat
from tongban.web.present.naming import article_title

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
WHO = Actor(ActorKind.PERSON, subject_id="subj_w", account_id="acct_w")
PAGE = f"/my-data/consents/{ITEM}"


def test_the_person_is_asked_in_full_agrees_sees_it_and_withdraws(monkeypatch):
    made = needing_consent(timezone.now())
    browser = seat(monkeypatch, WHO)
    assert PAGE in browser.get(f"/items/{ITEM}").content.decode(), "the guide leads to it"
    page = browser.get(PAGE).content.decode()
    for told in ("Who asks", "Civil Affairs", article_title(made.article).en, "I agree"):
        assert told in page
    for _ in range(2):
        assert browser.post(PAGE, {"grant": made.id})["Location"] == PAGE
    assert "I agree" not in browser.get(PAGE).content.decode()
    assert PAGE not in browser.get(f"/items/{ITEM}").content.decode()
    (mine,) = Caller(monkeypatch, WHO).get("/exchange/consents").json()
    assert (mine["state"], mine["grant"]["id"]) == ("stands", made.id)
    assert browser.get("/my-data").content.decode().count("Withdraw my consent<") == 1
    gone = browser.post("/my-data/consents/withdrawal", {"consent": mine["id"]})
    assert (gone.status_code, gone["Location"]) == (303, "/my-data#consents")
    page = browser.get("/my-data").content.decode()
    assert "Withdrawn" in page
    assert "Withdraw my consent<" not in page
    chinese = seat(monkeypatch, WHO, language="zh-hans").get(PAGE).content.decode()
    assert "您可以不同意，自行填写并提交材料，照样办理" in chinese


def test_strangers_see_and_decide_nothing(client, monkeypatch):
    made = needing_consent(timezone.now())
    for address in (PAGE, "/my-data"):
        assert client.get(address).status_code == 401
    caller = Caller(monkeypatch, WHO)
    assert caller.post("/exchange/consents", {"grant_id": made.id}).status_code == 201
    (given,) = caller.get("/exchange/consents", item_code=ITEM).json()
    other = Actor(ActorKind.PERSON, subject_id="subj_o", account_id="acct_o")
    stranger = Caller(monkeypatch, other)
    assert stranger.get("/exchange/consents").json() == []
    address = f"/exchange/consents/{given['id']}/withdrawal"
    assert stranger.post(address, {}).status_code == 403
    refused = stranger.client.post("/my-data/consents/withdrawal", {"consent": given["id"]})
    assert refused.status_code == 403
    caller = Caller(monkeypatch, WHO)
    assert caller.post(address, {}).json()["state"] == "withdrawn"
    assert Caller(monkeypatch, Actor.anonymous()).get("/exchange/consents").status_code == 401


def test_where_nothing_needs_consent_there_is_no_page(monkeypatch):
    granted(timezone.now())
    browser = seat(monkeypatch, WHO)
    assert browser.get(PAGE).status_code == 404
    assert browser.post(PAGE, {"grant": "grant_unknown"}).status_code == 404
    assert PAGE not in browser.get(f"/items/{ITEM}").content.decode()


HUKOU = "person.hukou.address"


def test_what_another_platform_holds_is_asked_on_consent_shown_and_missed_by_name(
    monkeypatch, settings
):
    settings.PLATFORM_CODE, settings.TRUST_SUITE = "shili", "intl"
    now, a, person = timezone.now(), Abroad(), a_person()
    hub = FakeNode("shili.gov", agency_by_short("zsj-990000").code)
    hub.register(now, serves_everybody=True)
    given = a.grant(now, hub.id, ITEM, fields=(HUKOU, MARRIED), needs_consent=True)
    assert a.tell(now, 1, grants=(given,)) == ""
    node = NodeOfA(a, given.grant, now, **{MARRIED: "married", HUKOU: "甲省某街 1 号"})
    registers = NodeRegisters(doors={hub.id: ""}, secret="x", otherwise=RegisterTwin())
    registers._doors.ask = node.ask
    connect_adapter("register-twin", registers)
    who = Actor(ActorKind.PERSON, subject_id=person.id, account_id="acct_w", assurance=Assurance.L4)
    browser, form = seat(monkeypatch, who), f"/items/{ITEM}/apply?situation=first"
    holder = "Police of A (Province A)"
    try:
        page = browser.get(form).content.decode()
        assert f"you have not agreed that {holder} shares it" in page
        assert f'href="{PAGE}"' in page
        assert PAGE in browser.get(f"/items/{ITEM}").content.decode()
        assert holder in browser.get(PAGE).content.decode()
        assert browser.post(PAGE, {"grant": given.grant.id})["Location"] == PAGE
        (mine,) = Caller(monkeypatch, who).get("/exchange/consents").json()
        assert mine["across"]["holder"]["en"] == "Police of A"
        browser = seat(monkeypatch, who)
        page = browser.get(form).content.decode()
        assert "甲省某街 1 号" in page
        assert page.count(holder) >= 2
        assert 'name="m.household"' not in page
        # Away: the paper that rests on it is brought, the question is put, both say why.
        node.away = True
        page = browser.get(form).content.decode()
        assert f"Asked because {holder} does not answer" in page
        assert 'name="m.household"' in page
    finally:
        connect_adapter("register-twin", RegisterTwin())

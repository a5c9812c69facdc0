"""Who may call: sessions with their forgery token, demo tokens, nobody else."""

from __future__ import annotations

import json

import pytest
from django.core import signing
from django.test import Client

from tongban.cases.tests.factories import a_resident
from tongban.identity.api import DemoAccount
from tongban.kernel.actor import ActorKind
from tongban.kernel.text import Text
from tongban.web.api import auth
from tongban.web.api.routes import demo
from tongban.web.api.tests.callers import ROOT, Caller
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db
CLOSED = ("/cases", "/cases/x", "/certificates", "/certificates/x", "/desk/cases")


@pytest.mark.parametrize("path", CLOSED)
def test_a_stranger_is_told_to_sign_in(client, path):
    response = client.get(ROOT + path)
    assert response.status_code == 401
    assert response.json()["code"] == "web.sign_in_needed"


FORGED = {
    "plain": lambda: "x",
    "shaped": lambda: "x.y.z",
    "of-another-use": lambda: signing.dumps("a", salt="other"),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_forged_token_is_refused(client, forge):
    token = forge()
    response = client.get(f"{ROOT}/cases", headers={"authorization": f"Bearer {token}"})
    assert response.status_code == 401
    assert response.json()["code"] == "api.token_not_valid"


def test_a_token_dies_with_its_hour(client, monkeypatch):
    token = auth.demo_token("account_x")
    monkeypatch.setattr(auth, "TOKEN_LIFE_S", -1)
    response = client.get(f"{ROOT}/cases", headers={"authorization": f"Bearer {token}"})
    assert response.json()["code"] == "api.token_not_valid"


def test_tokens_end_with_the_demonstration(client, settings):
    token = auth.demo_token("account_x")
    settings.DEMO = False
    response = client.get(f"{ROOT}/cases", headers={"authorization": f"Bearer {token}"})
    assert response.status_code == 401
    assert client.get(f"{ROOT}/demo/accounts").status_code == 404


def test_a_demo_account_gets_a_token_and_others_do_not(client, monkeypatch):
    known = DemoAccount("account_demo", Text.of("甲", "A"), ActorKind.PERSON, Text.of("试", "try"))
    monkeypatch.setattr(demo, "demo_accounts", lambda: (known,))

    def ask(account_id: str):
        body = json.dumps({"account_id": account_id})
        return client.post(f"{ROOT}/demo/token", body, content_type="application/json")

    assert ask("account_demo").json()["expires_in_s"] == 3600
    assert ask("account_other").status_code == 404
    assert client.get(f"{ROOT}/demo/accounts").json()[0]["account_id"] == "account_demo"


def test_a_session_without_its_forgery_token_changes_nothing(monkeypatch):
    seat(monkeypatch, a_resident(known=False))
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(
        f"{ROOT}/cases/x/withdraw", json.dumps({"version": 1}), content_type="application/json"
    )
    assert response.status_code == 403
    assert response.json()["code"] == "web.form_went_stale"


def test_reading_needs_no_forgery_token(monkeypatch):
    caller = Caller(monkeypatch, a_resident(known=False))
    assert caller.get("/cases").json() == {"items": [], "next_cursor": None, "total": None}

"""Signing in, acting for a firm, and coming back after the session was over."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from tests.people import a_firm_run_by, somebody

from tongban.kernel.actor import ActorKind, Channel
from tongban.web.plumbing.acting import channel_of

pytestmark = pytest.mark.django_db


def test_the_door_shows_every_demo_person(client: Client):
    somebody("程晓示", "demo-1")
    page = client.get("/sign-in").content.decode()
    assert "程晓示" in page
    assert 'value="demo-1"' in page


def test_signing_in_leads_back_and_shows_the_name(client: Client):
    somebody("程晓示", "demo-1")
    response = client.post("/sign-in", {"account_id": "demo-1", "next": "/help"})
    assert (response.status_code, response["Location"]) == (303, "/help")
    assert "程晓示" in client.get("/help").content.decode()


def test_signing_in_never_leads_elsewhere(client: Client):
    somebody("程晓示", "demo-1")
    response = client.post("/sign-in", {"account_id": "demo-1", "next": "//evil.example"})
    assert response["Location"] == "/"


def test_an_unknown_account_is_refused(client: Client):
    response = client.post("/sign-in", {"account_id": "nobody", "kept.note": "没丢"})
    assert response.status_code == 401
    assert 'name="kept.note" value="没丢"' in response.content.decode()
    assert Session.objects.count() == 0


def test_a_session_is_fresh_after_signing_in_and_gone_after_signing_out(client: Client):
    somebody("程晓示", "demo-1")
    client.post("/sign-in", {"account_id": "demo-1"})
    before = client.session.session_key
    client.post("/sign-in", {"account_id": "demo-1"})
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    client.post("/sign-out")
    assert Session.objects.count() == 0
    assert client.get("/account").status_code == 401


def test_what_was_typed_survives_an_expired_session(client: Client):
    person = somebody("程晓示", "demo-1")
    client.post("/sign-in", {"account_id": "demo-1"})
    Session.objects.all().delete()
    lost = client.post("/account", {"subject": person.id, "note": "写了很久的话"})
    assert lost.status_code == 401
    assert 'name="kept.note" value="写了很久的话"' in lost.content.decode()

    kept = {"next": "/account", "kept.subject": person.id, "kept.note": "写了很久的话"}
    door = client.post("/sign-in", {**kept, "ask": "1"}).content.decode()
    assert 'name="kept.note" value="写了很久的话"' in door

    on = client.post("/sign-in", {**kept, "account_id": "demo-1"}).content.decode()
    assert 'action="/account"' in on
    assert 'name="note" value="写了很久的话"' in on
    assert client.post("/account", {"subject": person.id}).status_code == 303


def test_an_account_closed_meanwhile_counts_as_signed_out(client: Client):
    somebody("程晓示", "demo-1")
    client.post("/sign-in", {"account_id": "demo-1"})
    session = client.session
    session["account"] = "gone"
    session.save()
    assert client.get("/account").status_code == 401


def test_a_firm_agent_acts_for_the_firm_and_may_switch_back(client: Client):
    agent = somebody("万里鹏", "demo-2", ActorKind.FIRM_AGENT)
    firm = a_firm_run_by(agent)
    client.post("/sign-in", {"account_id": "demo-2"})
    shown = client.get("/account").context["visitor"]
    assert (shown.actor.kind, shown.actor.on_behalf_of) == (ActorKind.FIRM_AGENT, firm.id)
    assert shown.actor.mandate_id == shown.account.mandates[0].id

    assert client.post("/account", {"subject": agent.id}).status_code == 303
    shown = client.get("/account").context["visitor"]
    assert (shown.actor.kind, shown.actor.acts_for) == (ActorKind.PERSON, agent.id)


def test_nobody_acts_for_a_stranger(client: Client):
    somebody("程晓示", "demo-1")
    stranger = somebody("万里鹏", "demo-2")
    client.post("/sign-in", {"account_id": "demo-1"})
    assert client.post("/account", {"subject": stranger.id}).status_code == 403
    assert client.get("/account").context["visitor"].principal is None


@pytest.mark.parametrize(
    ("headers", "channel"),
    [
        ({"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0)"}, Channel.MOBILE),
        ({"User-Agent": "Mozilla/5.0 (X11; Linux x86_64)"}, Channel.PC),
        ({"User-Agent": "Mozilla/5.0 Mobile", "Sec-CH-UA-Mobile": "?0"}, Channel.PC),
        ({"Sec-CH-UA-Mobile": "?1"}, Channel.MOBILE),
    ],
)
def test_the_channel_follows_the_device(headers: dict[str, str], channel: Channel):
    assert channel_of(RequestFactory().get("/", headers=headers)) is channel

"""Nodes at the console: registered by operators alone, and two ends reconciled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.agencies.api import agency_by_short
from tongban.exchange.api import nodes
from tongban.exchange.tests.factories import (
    SYSTEM,
    Abroad,
    FakeNode,
    a_leaf,
    granted,
    nodes_of,
    officer,
    send,
    token_for,
)
from tongban.kernel.actor import Duty
from tongban.web.api.tests.callers import Caller
from tongban.web.desk.tests.visitors import seat
from tongban_wire.evidence import Side

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
_NEW = "/console/sharing/nodes/new"


def operator():
    return officer("zsj-990000", Duty.OPERATOR)


def told(node: FakeNode, **changed: str) -> dict[str, str]:
    return {
        "node": node.id, "agency": node.agency_code, "url": "http://node.example", "suite": "intl",
        "key": node.key.public.spki.hex(), "log_key": node.log_key.public.spki.hex(), **changed,
    }  # fmt: skip


def test_an_operator_registers_a_node_and_a_wrong_key_is_refused_in_place(monkeypatch):
    browser = seat(monkeypatch, operator())
    node = FakeNode("mzt-node", agency_by_short("mzt-990000").code)
    assert "Register a node" in browser.get("/console/sharing").content.decode()
    refused = browser.post(_NEW, told(node, key="00"))
    assert refused.status_code == 422
    assert "node.example" in refused.content.decode(), "what was typed stays"
    assert browser.post(_NEW, told(node, suite="gm")).status_code == 422
    assert nodes(SYSTEM) == ()
    assert browser.post(_NEW, told(node)).status_code == 303
    (view,) = nodes(SYSTEM)
    assert (view.id, view.url) == ("mzt-node", "http://node.example")
    assert browser.post(_NEW, told(node, url="http://new.example")).status_code == 303
    assert nodes(SYSTEM)[0].url == "http://new.example"


def test_nobody_else_registers_one(monkeypatch):
    node = FakeNode("mzt-node", agency_by_short("mzt-990000").code)
    browser = seat(monkeypatch, officer("zsj-990000", Duty.SUPERVISOR))
    assert "Register a node" not in browser.get("/console/sharing").content.decode()
    assert browser.post(_NEW, told(node)).status_code == 422
    assert nodes(SYSTEM) == ()


def test_what_one_end_lacks_is_told_on_the_page_and_by_the_interface(monkeypatch):
    now = timezone.now()
    granted(now)
    provider, hub = nodes_of(now)
    issued, at = token_for(now, "subj_a"), now - timedelta(minutes=10)
    kept = {"token": issued.id, "grant": issued.grant_id, "at": at}
    for call in ("a" * 32, "b" * 32):
        provider.write(a_leaf(provider, hub.id, call=call, **kept))
    hub.write(a_leaf(hub, provider.id, call="a" * 32, side=Side.CONSUMER, **kept))
    send(provider, now)
    send(hub, now)
    browser = seat(monkeypatch, operator())
    address = f"/console/sharing/nodes/compare?one={provider.id}&other={hub.id}&days="
    page = browser.get(address + "7").content.decode()
    assert "b" * 32 in page
    assert "a" * 32 not in page
    assert browser.get(address + "x" * 9).status_code == 200
    (lack,) = (
        Caller(monkeypatch, operator()).get("/exchange/lacks", one=provider.id, other=hub.id).json()
    )
    assert (lack["call"], lack["lacks"], lack["has"]) == ("b" * 32, hub.id, provider.id)
    hub.write(a_leaf(hub, provider.id, call="b" * 32, side=Side.CONSUMER, **kept))
    send(hub, now, 1)
    assert "Both sides keep the same messages" in browser.get(address + "7").content.decode()
    stranger = seat(monkeypatch, officer("mzt-990000", Duty.DATA_STEWARD))
    assert stranger.get(address + "7").status_code == 403


def test_a_node_of_another_platform_can_be_chosen_and_its_absence_is_said(monkeypatch, settings):
    settings.PLATFORM_CODE, settings.TRUST_SUITE = "shili", "intl"
    now, abroad = timezone.now(), Abroad()
    FakeNode("shili.gov", agency_by_short("zsj-990000").code).register(now, serves_everybody=True)
    assert abroad.tell(now, url="http://127.0.0.1:1") == ""
    browser = seat(monkeypatch, operator())
    page = browser.get("/console/sharing/nodes/compare").content.decode()
    assert f'value="{abroad.node}"' in page
    asked = browser.get(
        "/console/sharing/nodes/compare", {"one": "shili.gov", "other": abroad.node, "days": "7"}
    )
    assert asked.status_code == 409
    assert "was not taken, nothing was compared" in asked.content.decode()
    assert "keep the same messages" not in asked.content.decode()
    by_machine = Caller(monkeypatch, operator()).get(
        "/exchange/lacks", one="shili.gov", other=abroad.node
    )
    assert by_machine.json()["code"] == "federation.peer_evidence_not_taken"

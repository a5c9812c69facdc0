"""Shared data by machine: people see their own, nodes prove themselves."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tongban.agencies.api import agency_by_short
from tongban.elements.api import look_up
from tongban.exchange.tests.factories import FakeNode, a_leaf
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.article import ArticleRef
from tongban.web.api.tests.callers import ROOT, Caller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
WHO = Actor(ActorKind.PERSON, subject_id="subj_w", account_id="acct_w")
ARTICLE = ArticleRef("geren-xinxi-baohu-fa", "34", "2021-08-20")
ITEM = "11990102000102218M4990500027000"


def a_node() -> FakeNode:
    node = FakeNode("mzt-node", agency_by_short("mzt-990000").code)
    return node.register(timezone.now())


def test_the_catalogue_and_the_proofs_are_public():
    seven = Client().get(f"{ROOT}/exchange/resources").json()
    assert len(seven) == 7
    assert {each["sharing"] for each in seven} == {"conditional", "unconditional"}
    assert Client().get(f"{ROOT}/exchange/days").json() == []


@pytest.mark.parametrize("path", ["/exchange/looks", "/exchange/corrections"])
def test_what_is_personal_needs_a_sign_in(path: str):
    assert Client().get(ROOT + path).status_code == 401


def test_a_person_sees_the_looks_at_her_data_and_contests_a_value(monkeypatch: pytest.MonkeyPatch):
    look_up(
        actor=WHO, subject_id="subj_w", element_ids=["person.name"], item_code=ITEM,
        purpose=ARTICLE, case_id=None, now=timezone.now(),
    )  # fmt: skip
    caller = Caller(monkeypatch, WHO)
    (look,) = caller.get("/exchange/looks").json()["items"]
    assert (look["article"], look["via"]) == (str(ARTICLE), "platform")
    told = {"element_id": "person.marriage.status", "words": "登记错了", "token": "t1"}
    assert caller.post("/exchange/corrections", told).status_code == 201
    assert caller.post("/exchange/corrections", told).status_code == 201
    (mine,) = caller.get("/exchange/corrections").json()
    assert (mine["words"], mine["state"]) == ("登记错了", "open")
    assert caller.post("/exchange/corrections", {**told, "words": " "}).status_code == 422


def test_a_node_gets_its_policy_by_its_own_proof_only():
    node, now = a_node(), timezone.now()
    asked = {"headers": {"Authorization": f"Tongban {node.proof(now)}"}}
    first = Client().get("/exchange/policy", **asked).json()
    assert first["snapshot"]
    assert first["heartbeat"] is None
    pinned = Client().get("/exchange/keys").json()["keys"]
    key_id = first["snapshot"].split(".")[1]
    assert key_id in {key["key_id"] for key in pinned}
    for header in ("", "Tongban x.y.z", f"Bearer {node.proof(now)}"):
        refused = Client().get("/exchange/policy", headers={"Authorization": header})
        assert refused.status_code == 404, header


def test_a_log_is_sent_page_by_page_and_what_is_no_page_is_refused():
    node = a_node()
    told = {"token": "t", "grant": "g", "at": timezone.now()}
    node.write(*(a_leaf(node, "peer", call=f"{n:032x}", **told) for n in range(3)))

    def send(page: bytes):
        return Client().post("/exchange/evidence", page, content_type="application/octet-stream")

    assert send(node.page(0, 2)).json() == {"size": 2}
    assert send(node.page(0, 2)).json() == {"size": 2}
    assert send(node.page(2)).json() == {"size": 3}
    assert send(b"nonsense").status_code == 409
    stranger = FakeNode("stranger", "x")
    stranger.write(a_leaf(stranger, "peer", call="0" * 32, **told))
    assert send(stranger.page(0)).status_code == 404

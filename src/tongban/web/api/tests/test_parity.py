"""What a practice offers in pages it offers here too: its reading and its main verb."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from tests.province import settle

from tongban.bundles.tests.factories import a_person
from tongban.kernel.actor import Actor as Officer
from tongban.kernel.actor import ActorKind, Assurance, Duty, Post
from tongban.web.api.service import build
from tongban.web.api.tests.callers import ROOT, Caller

PERSON = "subj_demo_xu-zhixia"
# Practice: who reads (anybody, person, officer), the reading, the main verb ("": reading is all).
PRACTICES = {
    "bundles": ("anybody", "/bundles", "post /bundles/{code}/applications"),
    "bundle drafts": ("person", "/bundles/drafts/mine", "put /bundles/{code}/draft"),
    "benefits": ("person", "/benefits", "post /benefits/{benefit_id}/answer"),
    "climate": ("anybody", "/climate", ""),
    "climate by region": ("anybody", "/climate/in-time?by=region", ""),
    "commitments": ("officer", "/commitments/waiting", "post /commitments/{promise_id}/finding"),
    "commitments, their outcome": ("anybody", "/commitments/counts", ""),
    "credit records": ("anybody", "/commitments/records", ""),
    "credit records, one's own": (
        "person", "/commitments/credit", "post /commitments/credit/{record_id}/objection",
    ),
    "credit records, objected to": (
        "officer", "/commitments/credit/objections", "post /commitments/credit/{record_id}/answer",
    ),
    "the window": ("officer", "/reception", "post /reception/{sitting_id}/case"),
    "connectors": ("", "", "post /connectors/{code}/steps"),
    "data requests": (
        "officer", "/exchange/requests", "post /exchange/requests/{request_id}/grant",
    ),
    "data granted": (
        "officer", "/exchange/granted", "post /exchange/grants/{grant_id}/revocation",
    ),
    "values contested": (
        "officer", "/exchange/contested", "post /exchange/contested/{correction_id}/finding",
    ),
    "material that follows": ("person", "/cases", "post /cases/{case_id}/supply-promised"),
    "messages": ("person", "/messages", "post /messages/{message_id}/opened"),
    "monitoring": ("officer", "/monitoring/orders", "post /monitoring/orders"),
    "monitoring sums": ("officer", "/monitoring/totals?by=region", ""),
    "obstacles": ("person", "/obstacles", "post /obstacles"),
    "parcels": ("", "", "post /parcels/of/{case_id}"),
    "payments": ("person", "/payments", "post /payments/{notice_id}/orders"),
    "refunds": ("", "", "post /payments/{notice_id}/refund"),
    "places": ("anybody", "/places?limit=1", "post /appointments"),
    "policies": ("anybody", "/policies?side=firm", "post /policies/mine"),
    "policies that fit": ("person", "/policies/mine", "delete /policies/mine"),
    "red cards": ("anybody", "/monitoring/red-cards", ""),
    "supervision": (
        "officer", "/oversight/notices", "post /oversight/inspections/{inspection_id}/finding",
    ),
    "supervision, draws": ("anybody", "/oversight/draws", "post /oversight/draws"),
}  # fmt: skip


def test_every_practice_has_its_main_verb():
    described = build().get_openapi_schema()["paths"]
    there = {
        f"{verb} {path.removeprefix(ROOT)}" for path, verbs in described.items() for verb in verbs
    }
    wanted = {verb for _, _, verb in PRACTICES.values() if verb}
    assert not wanted - there


@pytest.mark.django_db
@pytest.mark.usefixtures("province")
def test_every_practice_is_read_by_whom_it_is_for_and_by_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
):
    settle(timezone.now())
    stranger = Client()
    readings = [(who, path) for who, path, _ in PRACTICES.values() if path]
    for who, path in readings:
        status = stranger.get(ROOT + path).status_code
        assert status == (200 if who == "anybody" else 401), path
    for who, actor in (("person", a_person(PERSON)), ("officer", a_supervisor())):
        caller = Caller(monkeypatch, actor)
        for whose, path in readings:
            if whose == who:
                answer = caller.client.get(ROOT + path)
                assert answer.status_code == 200, (path, answer.content)


def a_supervisor() -> Officer:
    """Of the province's government services, who also checks promises."""
    duties = frozenset({Duty.SUPERVISOR, Duty.REVIEWER, Duty.APPROVER})
    post = Post("post_t", "11990000000001011Q", "government-services", "990000", duties)
    return Officer(
        ActorKind.OFFICER, subject_id="p", account_id="account_o", posts=(post,),
        assurance=Assurance.L5,
    )  # fmt: skip

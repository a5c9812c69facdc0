"""Corrections: every defect at once, each with the control that mends it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone
from tests.province import settle

from tongban.agencies.api import posts_of
from tongban.cases.api import CaseState, Defect, claim_task, request_correction
from tongban.identity.api import account
from tongban.intermediaries.api import DeliveryView
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.text import Text
from tongban.seals.api import STATEMENT_CODE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]

PERMIT = "11990102000102111A4990700011000"


def the_clerk() -> Actor:
    clerk = account("acct_demo_wang-min")
    posts = posts_of(clerk.id, timezone.now().date())
    return Actor(
        kind=ActorKind.OFFICER, subject_id=clerk.subject_id, account_id=clerk.id, posts=posts
    )


@pytest.fixture
def newcomer(client: Client) -> Client:
    settle(timezone.now())
    client.post("/sign-in", {"account_id": "acct_demo_chen-yifan"})
    return client


def asked_to_correct(client: Client) -> str:
    """A permit case whose phone and portrait are to be put right; its address."""
    address = f"/items/{PERMIT}/apply?situation=work"
    token = re.search(r'name="once" value="([^"]*)"', client.get(address).content.decode())[1]
    sent = {"stage": "submit", "truth": STATEMENT_CODE, "situation": "work", "once": token}
    response = client.post(address, {**sent, "a.delivery": "electronic"})
    assert response.status_code == 303, response.context["faults"]
    case_address = response["Location"].removesuffix("/result")
    known = client.get(case_address).context["case"]
    clerk, now = the_clerk(), timezone.now()
    known = claim_task(actor=clerk, case_id=known.id, expected_version=known.version, now=now)
    request_correction(
        actor=clerk,
        case_id=known.id,
        expected_version=known.version,
        defects=(
            Defect("phone", Text.of("手机号打不通", "The number does not answer")),
            Defect("portrait", Text.of("照片不清楚", "The photo is blurred")),
        ),
        now=now,
    )
    return case_address


def test_every_defect_comes_with_its_control(newcomer: Client):
    page = newcomer.get(asked_to_correct(newcomer)).content.decode()
    assert "手机号打不通" in page
    assert "照片不清楚" in page
    assert 'name="a.phone"' in page
    assert 'type="file" id="f-file-portrait"' in page


def test_what_an_institution_delivered_is_offered_and_judged_again(
    newcomer: Client, monkeypatch: pytest.MonkeyPatch
):
    name = Text.of("照相", "Photographs")
    offer = DeliveryView(
        "commission_x", "photo", name, "portrait", "示例影像有限公司", "", timezone.now(), "blob_x",
        "3f" * 32,
    )  # fmt: skip
    monkeypatch.setattr("tongban.web.portal.supplying.deliveries_for", lambda *_: (offer,))
    address = asked_to_correct(newcomer)
    shown = newcomer.get(address)
    assert 'name="d.portrait" value="blob_x"' in shown.content.decode()
    sent = {"version": shown.context["case"].version, "a.phone": "19900001234"}
    refused = newcomer.post(f"{address}/correction", {**sent, "d.portrait": "blob_x"})
    assert refused.status_code == 422, "nobody delivered it to them"
    assert newcomer.get(address).context["case"].state is CaseState.CORRECTING


def test_a_wrong_answer_is_told_and_nothing_changes(newcomer: Client):
    address = asked_to_correct(newcomer)
    version = newcomer.get(address).context["case"].version
    response = newcomer.post(f"{address}/correction", {"version": version, "a.phone": "12"})
    assert response.status_code == 422
    assert 'href="#f-a-phone"' in response.content.decode()
    assert newcomer.get(address).context["case"].version == version


def test_the_correction_goes_back_to_the_officer(newcomer: Client):
    address = asked_to_correct(newcomer)
    version = newcomer.get(address).context["case"].version
    sent = {"version": version, "a.phone": "19900001234"}
    assert newcomer.post(f"{address}/correction", sent).status_code == 303
    case = newcomer.get(address).context["case"]
    assert case.state is CaseState.SUBMITTED
    assert case.answers["phone"] == "19900001234"


def test_a_stale_page_is_told_that_something_changed(newcomer: Client):
    address = asked_to_correct(newcomer)
    sent = {"version": 1, "a.phone": "19900001234"}
    assert newcomer.post(f"{address}/correction", sent).status_code == 409


def test_withdrawing_ends_the_case(newcomer: Client):
    address = asked_to_correct(newcomer)
    version = newcomer.get(address).context["case"].version
    assert newcomer.post(f"{address}/withdrawal", {"version": version}).status_code == 303
    assert newcomer.get(address).context["case"].state is CaseState.WITHDRAWN

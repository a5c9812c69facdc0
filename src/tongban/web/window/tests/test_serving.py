"""A clerk serves somebody in pages: from the card to the receipt, every fault where it belongs."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone
from tests.province import number_of_a_walk_in, settle

from tongban.reception.api import Device, card_reader, connect_device
from tongban.seals.api import STATEMENT_CODE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
ALLOWANCE = "11990102000102218M4990500027000"
ANSWERS = {"situation": "first", "a.members": "1", "a.income": "800", "a.authorise": "yes",
           "a.hardship": "看病花费大", "a.bank_account": "6200990000000000016"}  # fmt: skip


@pytest.fixture
def clerk(client: Client) -> Client:
    settle(timezone.now())
    client.cookies["tongban_language"] = "en"
    client.post("/sign-in", {"account_id": "acct_demo_wang-min"})
    return client


def begin(clerk: Client, **how: str) -> str:
    """The address of the sitting that was begun."""
    given = {"act": "card", "card": "0", "item": ALLOWANCE} | how
    answer = clerk.post("/desk/reception", given)
    assert answer.status_code == 303
    return answer["Location"]


def sent(clerk: Client, where: str, stage: str, **more: object) -> tuple[int, str]:
    """Press a button of the sitting; the status and the page."""
    answer = clerk.post(where, ANSWERS | {"stage": stage} | more)
    if answer.status_code == 303:
        answer = clerk.get(answer["Location"])
    return answer.status_code, answer.content.decode()


def test_from_the_card_to_the_receipt(clerk):
    where = begin(clerk)
    form = clerk.get(f"{where}?situation=first").content.decode()
    assert "田桂芬" in form
    assert "Filled in from government records" in form
    status, scanned = sent(clerk, where, "scan:medical-bills")
    assert status == 200
    assert "scan.png" in scanned
    status, review = sent(clerk, where, "check")
    assert status == 200, re.findall(r'class="fault".*?</p>', review)
    assert "Promised within 10 working days" in review
    for stage, truth in (("tablet", ""), ("paper", STATEMENT_CODE)):
        status, refused = sent(clerk, where, stage, truth=truth)
        assert status == 422
        assert "Read back and sign" in refused
    status, slip = sent(clerk, where, "tablet", truth=STATEMENT_CODE)
    assert status == 200, re.findall(r"<li>.*?</li>", slip)
    assert "handwritten on a tablet" in slip
    assert re.search(r"Query code</dt><dd class=\"num\">\S+</dd>", slip)
    assert "田桂芬" not in slip, "masked once it is handed in"
    clerk.post(f"{where}/account")
    later = Client()
    assert "田桂芬" in later.get("/sign-in").content.decode()


def test_on_the_phone_nothing_is_looked_up_and_a_draft_is_kept(clerk):
    card = {"name": "田桂芬", "number": number_of_a_walk_in(), "act": "typed"}
    where = begin(clerk, seen_by="seen-by/phone", **card)
    form = clerk.get(f"{where}?situation=first").content.decode()
    assert "Filled in from government records" not in form
    assert "Have it signed" not in sent(clerk, where, "check")[1]
    assert "Take in an application" in sent(clerk, where, "save")[1]
    here = begin(clerk)
    assert "看病花费大" in clerk.get(here).content.decode(), "begun on the phone, finished here"


def test_without_devices_and_for_others_the_page_is_honest(clerk):
    kept = card_reader()
    try:
        connect_device(Device.CARD_READER, None)
        page = clerk.get("/desk/reception").content.decode()
        assert "No card reader is connected" in page
        refused = clerk.post("/desk/reception", {"act": "card", "item": ALLOWANCE})
        assert refused.status_code == 503
    finally:
        connect_device(Device.CARD_READER, kept)
    other = Client()
    other.post("/sign-in", {"account_id": "acct_demo_sun-li"})
    answer = other.post("/desk/reception", {"act": "card", "card": "0", "item": ALLOWANCE})
    assert answer.status_code == 403

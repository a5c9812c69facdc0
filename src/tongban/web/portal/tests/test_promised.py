"""What was promised follows on the page of the case: a file, or what an institution delivered."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone
from tests.province import settle

from tongban.intermediaries.api import DeliveryView
from tongban.kernel.text import Text
from tongban.seals.api import STATEMENT_CODE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]

ALLOWANCE = "/items/11990102000102218M4990500027000/apply?situation=first"
HOUSEHOLD = {
    "a.members": "1", "a.income": "800", "a.hardship": "看病花费大", "a.authorise": "yes",
    "a.bank_account": "6200990000000000016", "a.phone": "19900001234",
}  # fmt: skip


def test_a_delivered_file_is_offered_for_what_was_promised_and_judged_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    settle(timezone.now())
    client.post("/sign-in", {"account_id": "acct_demo_chen-yifan"})
    token = re.search(r'name="once" value="([^"]*)"', client.get(ALLOWANCE).content.decode())[1]
    sent = {"stage": "submit", "truth": STATEMENT_CODE, "situation": "first", "once": token}
    made = client.post(ALLOWANCE, sent | HOUSEHOLD)
    assert made.status_code == 303, made.context["faults"]
    address = made["Location"].removesuffix("/result")
    offer = DeliveryView(
        "commission_x", "list", Text.of("票据整理", "Bills put in order"), "medical-bills",
        "示例票据有限公司", "", timezone.now(), "blob_x", "3f" * 32,
    )  # fmt: skip
    monkeypatch.setattr("tongban.web.portal.supplying.deliveries_for", lambda *_: (offer,))
    shown = client.get(address)
    assert 'name="d.medical-bills" value="blob_x"' in shown.content.decode()
    version = {"version": shown.context["case"].version}
    nothing = client.post(f"{address}/promised", version | {"d.medical-bills": ""})
    assert nothing.status_code == 422
    refused = client.post(f"{address}/promised", version | {"d.medical-bills": "blob_x"})
    assert refused.status_code == 422, "nobody delivered it to them"
    assert 'href="#f-file-medical-bills"' in refused.content.decode()
    assert client.get(address).context["case"].awaited

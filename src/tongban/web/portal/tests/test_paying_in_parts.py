"""A recovery paid in parts on its page: what is left is told, and more than that is refused."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from tests.province import settle

from tongban.kernel.actor import Actor
from tongban.payments import api
from tongban.payments.tests.factories import a_line, a_notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
ELDER = "subj_demo_zhao-changqing"


def test_a_part_is_paid_and_the_rest_is_told(client: Client):
    now = timezone.now()
    settle(now)
    client.post("/sign-in", {"account_id": "acct_demo_zhao-changqing"})
    payer = Actor.system("tests")
    known = a_notice(
        Actor(kind=payer.kind, subject_id=ELDER), a_line("100.00"), in_parts=True, now=now
    )
    page = f"/payments/{known.id}"
    assert "本次缴纳金额" in client.get(page).content.decode()
    for wrong in ("100.01", "0", "许多"):
        assert client.post(f"{page}/pay", {"amount": wrong}).status_code == 409
    cashier = client.post(f"{page}/pay", {"amount": "30"})
    assert cashier.status_code == 303
    body, signature = api.twin_pays(cashier["Location"].rpartition("/")[2], now=now)
    api.take_callback(channel=api.CHANNEL, body=body, signature=signature, now=now)
    told = client.get(page).content.decode()
    assert "¥30.00" in told
    assert "¥70.00" in told

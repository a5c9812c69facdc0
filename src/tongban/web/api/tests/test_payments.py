"""Paying by machine, and where a channel's callback comes in."""

from __future__ import annotations

import pytest
from django.test import Client

from tongban.jurisdiction.tests.factories import a_calendar
from tongban.payments import api
from tongban.payments.tests.factories import NOW, a_notice, a_payer, only_channel
from tongban.web.api.tests.callers import ROOT, Caller

pytestmark = pytest.mark.django_db
CALLBACKS = f"{ROOT}/payments/channels/{api.CHANNEL}/callbacks"


@pytest.fixture(autouse=True)
def _channel(monkeypatch: pytest.MonkeyPatch) -> None:
    a_calendar()
    only_channel(monkeypatch, api.CHANNEL, api.ChannelTwin())


def heard(body: bytes, signature: str) -> int:
    return Client().post(
        CALLBACKS, body, content_type="application/json",
        headers={"X-Channel-Signature": signature},
    ).status_code  # fmt: skip


def test_a_notice_is_paid_by_a_signed_callback_said_twice(monkeypatch: pytest.MonkeyPatch):
    payer = a_payer()
    known = a_notice(payer)
    caller = Caller(monkeypatch, payer)
    orders = [caller.post(f"/payments/{known.id}/orders", {}) for _ in range(2)]
    assert [one.status_code for one in orders] == [201, 201]
    (order_id,) = {one.json()["id"] for one in orders}
    assert caller.get(f"/payments/{known.id}/receipt").status_code == 404
    body, signature = api.twin_pays(order_id, now=NOW)
    assert heard(body.replace(b"2000", b"0001"), signature) == 403
    assert heard(body, "0" * 64) == 403
    assert [heard(body, signature) for _ in range(2)] == [200, 200]
    shown = caller.get(f"/payments/{known.id}").json()
    assert (shown["state"], shown["total"], shown["has_receipt"]) == ("paid", "20.00", True)
    assert caller.get(f"/payments/{known.id}/receipt").json()["payer"] == "欧阳示例"
    assert [one["id"] for one in caller.get("/payments").json()["items"]] == [known.id]
    assert caller.post(f"/payments/{known.id}/orders", {}).json()["code"] == "payments.nothing_due"


def test_another_persons_notice_does_not_exist(monkeypatch: pytest.MonkeyPatch):
    known = a_notice(a_payer())
    other = Caller(monkeypatch, a_payer())
    assert other.get(f"/payments/{known.id}").status_code == 404
    assert other.post(f"/payments/{known.id}/orders", {}).status_code == 404
    assert other.get("/payments").json()["items"] == []

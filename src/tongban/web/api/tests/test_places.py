"""Places, slots, appointments and numbers by the interface."""

from __future__ import annotations

import pytest

from tongban.places.tests.factories import NOW, PERMIT, TOMORROW, a_town, somebody, take
from tongban.web.api.tests.callers import ROOT, Caller

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "key-12345678"}


@pytest.fixture(autouse=True)
def town(monkeypatch: pytest.MonkeyPatch) -> None:
    a_town()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_everybody_may_look(client):
    found = client.get(f"{ROOT}/places", {"item": PERMIT, "open_now": "true"}).json()
    assert [one["code"] for one in found["items"]] == ["hall", "terminal"]
    assert found["items"][0]["hours"][0][0] == {"begins": "09:00", "ends": "12:00"}
    assert found["items"][1]["always_open"]
    slots = client.get(
        f"{ROOT}/places/hall/slots", {"item": PERMIT, "day": str(TOMORROW.date())}
    ).json()
    assert (len(slots), slots[0]["left"]) == (13, 2)
    take("once-1")
    (line, _) = client.get(f"{ROOT}/places/hall/lines").json()
    assert (line["waiting"], line["wait"]["minutes"]) == (["A001"], 10)
    seen = client.get(f"{ROOT}/numbers/once-1").json()
    assert (seen["label"], seen["standing"]) == ("A001", "places.waiting")


def test_booking_by_the_interface(monkeypatch):
    me = Caller(monkeypatch, somebody())
    wanted = {"place_code": "hall", "item_code": PERMIT, "starts_at": TOMORROW.isoformat()}
    made = me.post("/appointments", wanted, **KEY)
    assert made.status_code == 201, made.content.decode()
    assert me.post("/appointments", wanted, **KEY).json()["id"] == made.json()["id"]
    address = f"/appointments/{made.json()['id']}"
    assert me.post(f"{address}/cancel", {}).json()["state"] == "places.cancelled"
    assert me.post(f"{address}/cancel", {}).status_code == 409
    assert len(me.get("/appointments").json()) == 1
    assert Caller(monkeypatch, somebody(2)).get(address).status_code == 404


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/places/nowhere", {}, 404),
        ("/places/hall/slots", {"item": "x", "day": "2026-11-24"}, 422),
        ("/places/hall/slots", {"item": PERMIT, "day": "2031-01-01"}, 503),
        ("/places/hall/slots", {"item": PERMIT, "day": "soon"}, 422),
        ("/places", {"region": "99"}, 422),
        ("/places", {"size": "1000"}, 422),
        ("/numbers/none", {}, 404),
        ("/appointments", {}, 401),
    ],
)
def test_what_cannot_be_answered_is_told(client, path, query, status):
    assert client.get(ROOT + path, query).status_code == status

"""Half filled, saved, and gone on with at another device; by pages and by JSON."""

from __future__ import annotations

import pytest
from django.test import Client

from tongban.bundles.tests.factories import a_moving_house
from tongban.cases.tests.factories import a_resident
from tongban.kernel.actor import Actor
from tongban.web.api.tests.callers import Caller
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db
PAGE = "/bundles/moving-in"
HALF = {"a.take.extra": "yes", "a.endorse.phone": "19900001234", "stage": "save"}


@pytest.fixture
def me(monkeypatch: pytest.MonkeyPatch) -> Actor:
    """Somebody who moves house."""
    a_moving_house(monkeypatch)
    return a_resident()


def test_saved_at_one_device_it_is_there_at_another(monkeypatch: pytest.MonkeyPatch, me: Actor):
    phone = seat(monkeypatch, me, language="zh-hans")
    assert "暂存，以后再填" in phone.get(f"{PAGE}/apply?a.take.extra=yes").content.decode()
    assert phone.post(f"{PAGE}/apply", HALF)["Location"] == PAGE
    hall = Client(headers={"accept-language": "zh-hans"})
    page = hall.get(PAGE).content.decode()
    assert "继续填写已暂存的内容" in page
    assert "保留到" in page
    assert "19900001234" in hall.get(f"{PAGE}/apply").content.decode()
    assert hall.post(f"{PAGE}/discard").status_code == 303
    assert "继续填写已暂存的内容" not in hall.get(PAGE).content.decode()


def test_the_same_by_json(monkeypatch: pytest.MonkeyPatch, me: Actor):
    machine = Caller(monkeypatch, me)
    told = {"answers": {"take.extra": True, "endorse.phone": "19900001234"}, "version": 0}
    path = "/api/v1/bundles/moving-in/draft"
    made = machine.client.put(path, told, content_type="application/json")
    assert made.status_code == 200, made.content
    assert machine.client.put(
        path, told | {"answers": {}}, content_type="application/json"
    ).status_code == 409  # fmt: skip
    [kept] = machine.get("/bundles/drafts/mine").json()
    assert (kept["bundle_code"], kept["answers"]) == ("moving-in", told["answers"])
    assert machine.client.delete(path).json() == {"done": True}
    assert machine.get("/bundles/drafts/mine").json() == []

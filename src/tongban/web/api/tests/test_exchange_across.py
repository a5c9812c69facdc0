"""Requests across platforms by machine: asked, read, answered."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tongban.agencies.api import agency_by_short
from tongban.exchange.tests.factories import (
    ITEM,
    LAW,
    OFFER,
    Abroad,
    FakeNode,
    editor,
    from_abroad,
    steward,
)
from tongban.web.api.tests.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
DOOR = "/exchange/across"


def test_what_the_pages_do_across_platforms_machines_do_too(monkeypatch, settings) -> None:
    settings.PLATFORM_CODE, settings.TRUST_SUITE = "shili", "intl"
    now, abroad = timezone.now(), Abroad()
    FakeNode("shili.mzt", agency_by_short("mzt-990000").code).register(now)
    FakeNode("shili.gov", agency_by_short("zsj-990000").code).register(now, serves_everybody=True)
    asking = (from_abroad(abroad, now), from_abroad(abroad, now, id="province-a.r2", item="x"))
    assert abroad.tell(now, requests=asking, resources=(OFFER,)) == ""

    mine = Caller(monkeypatch, steward("mzt-990000"))
    one, two = mine.get(f"{DOOR}/requests").json()
    assert one["platform_name"]["zh-Hans"] == "甲省"
    said = {"version": one["version"], "reason": "正在核对"}
    longer = mine.post(f"{DOOR}/requests/{one['id']}/extension", said).json()
    assert longer["due_at"] > one["due_at"]
    given = {"version": longer["version"], "fields": one["fields"]}
    assert mine.post(f"{DOOR}/requests/{one['id']}/grant", given).json()["state"] == "granted"
    no = {"version": two["version"], "reason": "不必要", "article": "nonsense"}
    assert mine.post(f"{DOOR}/requests/{two['id']}/refusal", no).status_code == 422
    no["article"] = str(LAW)
    assert mine.post(f"{DOOR}/requests/{two['id']}/refusal", no).json()["state"] == "refused"
    assert mine.get(f"{DOOR}/requests").json() == []
    assert len(mine.get(f"{DOOR}/requests", waiting=False).json()) == 2
    assert [each["platform"] for each in mine.get(f"{DOOR}/grants").json()] == [abroad.code]

    ours = Caller(monkeypatch, editor())
    (may,) = [each for each in ours.get(f"{DOOR}/askable").json() if each["item_code"] == ITEM]
    ask = {name: may[name] for name in ("platform", "resource_code", "item_code")}
    (asked,) = ours.post(f"{DOOR}/requests", ask).json()
    assert (asked["state"], asked["possible"]) == ("waiting", ["withdrawn"])
    done = {"version": asked["version"], "reason": "不再需要"}
    address = f"{DOOR}/requests/{asked['id']}/withdrawal"
    assert ours.post(address, done).json()["state"] == "withdrawn"

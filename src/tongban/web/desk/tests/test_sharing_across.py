"""The steward's desk across platforms: answer another platform, take back, ask there."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tongban.agencies.api import agency_by_short
from tongban.exchange import api as exchange
from tongban.exchange.tests.factories import (
    ITEM,
    LAW,
    OFFER,
    SYSTEM,
    Abroad,
    FakeNode,
    editor,
    from_abroad,
    steward,
)
from tongban.web.desk.tests.visitors import seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
HOME = "/desk/sharing/across"


@pytest.fixture(autouse=True)
def abroad(settings) -> Abroad:
    """Province A asks for marriages and offers its own; our nodes bear our name."""
    settings.PLATFORM_CODE, settings.TRUST_SUITE = "shili", "intl"
    now = timezone.now()
    FakeNode("shili.mzt", agency_by_short("mzt-990000").code).register(now)
    FakeNode("shili.gov", agency_by_short("zsj-990000").code).register(now, serves_everybody=True)
    made = Abroad()
    assert made.tell(now, requests=(from_abroad(made, now),), resources=(OFFER,)) == ""
    return made


def test_a_steward_grants_another_platform_and_takes_it_back(monkeypatch) -> None:
    now, mine = timezone.now(), steward("mzt-990000")
    (waits,) = exchange.cross_requests(mine, now)
    desk = seat(monkeypatch, mine)
    assert HOME in desk.get("/desk/sharing").content.decode()
    home = desk.get(HOME).content.decode()
    assert all(words in home for words in (f"{HOME}/{waits.id}", "Police of A", "Province A"))
    page = desk.get(f"{HOME}/{waits.id}").content.decode()
    assert all(words in page for words in ("Move a household", "Marriage records", "Province A"))
    address = f"{HOME}/{waits.id}/granted"
    assert desk.post(address, {"version": waits.version}).status_code == 422, "no field chosen"
    said = {"version": waits.version, "fields": list(waits.fields)}
    assert desk.post(address, said).status_code == 303
    (grant,) = exchange.cross_grants(mine)
    assert "Move a household" in desk.get(HOME).content.decode()
    end = f"{HOME}/grants/{grant.id}/revocation"
    assert seat(monkeypatch, steward("gat-990000")).post(end, {"reason": "x"}).status_code == 403
    desk = seat(monkeypatch, mine)
    assert desk.post(end, {"reason": ""}).status_code == 422
    assert desk.post(end, {"reason": "停用"}).status_code == 303
    assert exchange.cross_grants(mine)[0].revoked_reason == "停用"


def test_a_refusal_needs_its_article_and_a_stranger_sees_nothing(monkeypatch) -> None:
    (waits,) = exchange.cross_requests(SYSTEM, timezone.now())
    stranger = seat(monkeypatch, steward("gat-990000"))
    assert "Police of A" not in stranger.get(HOME).content.decode()
    assert stranger.get(f"{HOME}/{waits.id}").status_code == 404
    desk = seat(monkeypatch, steward("mzt-990000"))
    told = {"version": waits.version, "reason": "不必要", "article": "nonsense"}
    refused = desk.post(f"{HOME}/{waits.id}/refused", told)
    assert refused.status_code == 422
    assert "不必要" in refused.content.decode()
    told["article"] = str(LAW)
    assert desk.post(f"{HOME}/{waits.id}/refused", told).status_code == 303
    assert desk.post(f"{HOME}/{waits.id}/refused", told).status_code == 409
    assert desk.get(f"{HOME}/{waits.id}/refused").status_code == 303
    assert desk.post(f"{HOME}/{waits.id}/no-such-step").status_code == 404


def test_who_edits_an_item_asks_for_what_it_uses(monkeypatch, abroad: Abroad) -> None:
    desk = seat(monkeypatch, editor())
    assert "Ask for it" in desk.get(HOME).content.decode()
    said = {"platform": abroad.code, "resource": OFFER.code, "item": ITEM}
    assert desk.post(f"{HOME}/ask", said).status_code == 303
    (asked,) = [
        each for each in exchange.cross_requests(SYSTEM, timezone.now()) if not each.received
    ]
    again = desk.post(f"{HOME}/ask", said)
    assert again.status_code == 409
    assert "not asked or granted already" in again.content.decode()
    page = desk.get(f"{HOME}/{asked.id}").content.decode()
    assert "Not received there yet" in page
    told = {"version": asked.version, "reason": ""}
    assert desk.post(f"{HOME}/{asked.id}/withdrawn", told).status_code == 422
    told["reason"] = "不再需要"
    assert desk.post(f"{HOME}/{asked.id}/withdrawn", told).status_code == 303

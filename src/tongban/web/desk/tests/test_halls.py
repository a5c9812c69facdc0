"""Windows at the desk: calling, ending, whose cases are opened, and who may not."""

from __future__ import annotations

import pytest

from tongban.cases.tests.factories import COMMITTED, a_house, a_resident, an_officer, submit
from tongban.kernel.actor import Duty
from tongban.places.api import Standing, arrive, number
from tongban.places.tests.factories import (
    KIOSK,
    NOW,
    TODAY_NEXT,
    a_clerk,
    a_town,
    book,
    somebody,
    take,
)
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db
WINDOW = "/desk/halls/hall/windows/A1"


@pytest.fixture(autouse=True)
def town(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    a_town()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_a_clerk_calls_and_ends(monkeypatch):
    take("once-1")
    clerk = seat(monkeypatch, a_clerk())
    assert "A1" in clerk.get("/desk/halls").content.decode()
    assert clerk.post(WINDOW, {"act": "call"}).status_code == 303
    text = clerk.get(WINDOW).content.decode()
    assert "A001" in text
    assert "/desk/find" in text, "a number without a name leads to the search"
    assert clerk.post(WINDOW, {"act": "call"}).status_code == 409
    assert clerk.post(WINDOW, {"act": "finish", "number": "once-1"}).status_code == 303
    assert number("once-1", NOW).standing is Standing.SERVED
    refused = clerk.post(WINDOW, {"act": "skip", "number": "once-1"})
    assert refused.status_code == 409
    assert "moved on" in refused.content.decode()


def test_the_cases_of_who_booked_are_under_the_number(monkeypatch):
    me = a_resident()
    case = submit(me, COMMITTED)
    made = book(me, TODAY_NEXT)
    monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY_NEXT)
    arrive(actor=KIOSK, place_code="hall", code=made.code, first=False, now=TODAY_NEXT)
    clerk = seat(monkeypatch, an_officer(Duty.WINDOW_CLERK))
    clerk.post(WINDOW, {"act": "call"})
    text = clerk.get(WINDOW).content.decode()
    assert case.number in text
    assert "欧阳示例" not in text, "names are masked in lists"


def test_the_day_shows_who_comes_with_masked_names(monkeypatch):
    book(a_resident(), TODAY_NEXT)
    text = seat(monkeypatch, a_clerk()).get("/desk/halls/hall").content.decode()
    assert "11:00" in text
    assert "欧阳示例" not in text
    other_day = seat(monkeypatch, a_clerk()).get("/desk/halls/hall?day=2026-12-01")
    assert "Nobody has booked" in other_day.content.decode()


@pytest.mark.parametrize("address", ["/desk/halls/hall", WINDOW, "/desk/halls/hall/windows/Z9"])
def test_others_stay_out(monkeypatch, address):
    take("once-1")
    for actor in (a_clerk("119900000000011184"), somebody()):
        client = seat(monkeypatch, actor)
        assert client.get(address).status_code == 403
    assert seat(monkeypatch, a_clerk("119900000000011184")).post(WINDOW).status_code == 403
    assert number("once-1", NOW).standing is Standing.WAITING

"""Places, appointments and numbers as pages: what is shown, refused and kept secret."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tongban.places.api import (
    PlacesSought,
    areas,
    arrive,
    call_number,
    my_appointments,
    number,
    places,
    take_number,
)
from tongban.places.tests.factories import (
    KIOSK,
    NOW,
    PERMIT,
    SHOP,
    TODAY_NEXT,
    TOMORROW,
    a_clerk,
    a_town,
    book,
    hall,
    publish,
    somebody,
    take,
    terminal,
)
from tongban.web.desk.tests.visitors import seat
from tongban.web.portal.place_map import place_map
from tongban.web.present.queueing import place_line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town(monkeypatch: pytest.MonkeyPatch) -> None:
    a_town()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def page(client: Client, address: str, status: int = 200, **data: Any) -> str:
    response = client.post(address, data) if data else client.get(address)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def terminal_browser(monkeypatch: pytest.MonkeyPatch) -> Client:
    """The tablet of the hall, as a clerk leaves it."""
    client = seat(monkeypatch, a_clerk())
    response = client.post("/desk/halls/hall/terminal")
    assert response.headers["Location"] == "/places/hall/kiosk"
    cookie = client.cookies["tongban_terminal"]
    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, "/", "Lax")
    return client


class TestFinding:
    def test_the_list_says_what_is_open_and_the_map_has_a_pin_for_each(self, client):
        text = page(client, "/places")
        assert text.count("map-pin map-open") == 2
        assert text.count("<polygon") == 1
        text = page(client, f"/places?item={SHOP}")
        assert "自助机" not in text.split("<tbody", 1)[1]
        assert "/places/hall?item=item-shop" in text

    @pytest.mark.parametrize(
        "query", ["kind=castle", "region=x", "item=<script>", "open=1&kind=kiosk&after=zzzz"]
    )
    def test_odd_questions_are_answered_plainly(self, client, query):
        assert "<script>x" not in page(client, f"/places?{query}")

    def test_a_place_tells_hours_ways_in_and_waits(self, client):
        take("once-1")
        text = page(client, "/places/hall")
        for said in (
            "09:00–12:00, 13:30–17:00",
            "不开放",
            "无台阶通道",
            "前面1人，约10分钟",
            "70岁以上",
        ):
            assert said in text
        assert "全年每天24小时开放" in page(client, "/places/terminal")

    def test_an_unknown_place_is_not_found(self, client):
        page(client, "/places/nowhere", 404)
        publish(hall(), now=NOW)
        page(client, "/places/terminal", 404)

    def test_pins_never_cover_each_other(self):
        from_pack = [terminal(code=f"kiosk-{n}", east=150.6, north=20.6) for n in range(6)]
        publish(*from_pack)
        seen = places(PlacesSought(), now=NOW).items
        drawn = place_map([place_line(at, one) for at, one in enumerate(seen, 1)], areas())
        spots = {(pin.x, pin.y) for pin in drawn.pins}
        assert len(spots) == 6
        (area,) = drawn.areas
        assert min(abs(area.x - pin.x) + abs(area.y - pin.y) for pin in drawn.pins) > 60


class TestBooking:
    ADDRESS = f"/places/hall/book?item={PERMIT}"

    def test_choosing_needs_a_sign_in_and_an_item_served_there(self, client, monkeypatch):
        page(client, self.ADDRESS, 401)
        me = seat(monkeypatch, somebody())
        page(me, "/places/hall/book?item=item-x", 422)
        text = page(me, self.ADDRESS + f"&day={TOMORROW.date()}")
        assert TOMORROW.isoformat() in text or "10:00–10:30" in text

    def test_booking_moving_and_cancelling(self, monkeypatch):
        me = seat(monkeypatch, somebody(), language="zh-hans")
        sent = {"item": PERMIT, "starts_at": TOMORROW.isoformat(), "once": "once_" + "0" * 26}
        first = me.post("/places/hall/book", sent)
        again = me.post("/places/hall/book", sent)
        assert first.status_code == 303
        assert first["Location"] == again["Location"]
        address = first["Location"]
        (mine,) = my_appointments(somebody())
        assert mine.code in page(me, address)
        later = (TOMORROW + timedelta(days=1)).isoformat()
        assert me.post(f"{address}/move", {"starts_at": later}).status_code == 303
        assert my_appointments(somebody())[0].starts_at.isoformat() == later
        assert me.post(address).status_code == 303
        assert "已取消" in page(me, address)

    @pytest.mark.parametrize(
        "at", ["", "nonsense", "2026-11-24T10:00:00", "9999-01-01T00:00:00+00:00"]
    )
    def test_a_time_that_is_none_is_told_at_its_field(self, monkeypatch, at):
        me = seat(monkeypatch, somebody())
        text = page(me, "/places/hall/book", 422, item=PERMIT, starts_at=at)
        assert "#f-starts_at" in text

    def test_anothers_appointment_does_not_exist(self, monkeypatch):
        made = book(somebody(1))
        other = seat(monkeypatch, somebody(2))
        page(other, f"/appointments/{made.id}", 404)
        assert other.post(f"/appointments/{made.id}").status_code == 404
        page(other, f"/appointments/{made.id}/move", 404)


class TestTerminal:
    def test_only_the_terminal_of_the_place_gives_numbers(self, client, monkeypatch):
        page(client, "/places/hall/kiosk", 403)
        page(client, "/places/hall/kiosk", 403, item=PERMIT)
        client.cookies["tongban_terminal"] = "hall"
        page(client, "/places/hall/kiosk", 403)
        tablet = terminal_browser(monkeypatch)
        page(tablet, "/places/terminal/kiosk", 403)
        page(tablet, "/places/hall/kiosk")

    def test_a_stranger_cannot_make_a_terminal(self, monkeypatch):
        assert seat(monkeypatch, somebody()).post("/desk/halls/hall/terminal").status_code == 403
        other = seat(monkeypatch, a_clerk("119900000000011184"))
        assert other.post("/desk/halls/hall/terminal").status_code == 403

    def test_a_number_is_taken_once_and_shown_big(self, monkeypatch):
        tablet = terminal_browser(monkeypatch)
        sent = {"item": PERMIT, "once": "once_" + "1" * 26, "first": "1"}
        answers = [tablet.post("/places/hall/kiosk", sent) for _ in range(2)]
        assert len({one["Location"] for one in answers}) == 1
        text = page(tablet, answers[0]["Location"])
        assert "A001" in text
        assert "<svg viewBox" in text

    def test_arriving_and_coming_back(self, monkeypatch):
        made = book(somebody(), TODAY_NEXT)
        monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY_NEXT)
        tablet = terminal_browser(monkeypatch)
        page(tablet, "/places/hall/kiosk", 422, arrive="1", code="00000000x")
        there = tablet.post(
            "/places/hall/kiosk", {"arrive": "1", "code": f"{made.code[:4]} {made.code[4:]}"}
        )
        token = there["Location"].split("taken=")[1]
        assert number(token, TODAY_NEXT).label == "A001"
        page(tablet, "/places/hall/kiosk", 422, **{"return": "1", "label": "A001"})


class TestNumber:
    def test_everybody_with_the_address_may_look_and_nothing_of_a_person_is_there(
        self, client, monkeypatch
    ):
        made = book(somebody(), TODAY_NEXT)
        monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY_NEXT)
        taken = arrive(actor=KIOSK, place_code="hall", code=made.code, first=True, now=TODAY_NEXT)
        text = page(client, f"/numbers/{taken.token}")
        assert taken.label in text
        for secret in (made.id, made.code, made.subject_id):
            assert secret not in text

    def test_it_can_be_given_back_until_it_is_called(self, client):
        for token in ("once-1", "once-2"):
            take_number(
                actor=KIOSK, place_code="hall", item_code=PERMIT, first=False, token=token, now=NOW
            )
        call_number(actor=a_clerk(), place_code="hall", window_code="A1", now=NOW)
        assert client.post("/numbers/once-1").status_code == 409
        assert client.post("/numbers/once-2").status_code == 303
        assert "已结束" in page(client, "/numbers/once-2")
        page(client, "/numbers/once-3", 404)

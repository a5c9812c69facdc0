"""A hall with two lines, a terminal, and the people in them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Channel, Duty, Post
from tongban.places.actions.publish_places import publish_areas, publish_places
from tongban.places.api import book_appointment, call_number, take_number
from tongban.places.schema import AreaEntry, PlaceEntry

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday, ten in the morning in Beijing
SYSTEM = Actor.system("tests")
KIOSK = Actor.anonymous(Channel.KIOSK)
PERMIT, CARD, SHOP = "item-permit", "item-card", "item-shop"
SHORT = an_entry().short


def words(zh: str) -> dict[str, str]:
    return {"zh-Hans": zh, "en": f"en {zh}"}


def hall(**changes: Any) -> dict[str, Any]:
    week = {day: ["09:00-12:00", "13:30-17:00"] for day in ("monday", "tuesday", "wednesday")}
    return {
        "code": "hall", "name": words("大厅"), "kind": "hall", "region": "990102",
        "agency": SHORT, "address": words("一号路1号"), "east": 150.5, "north": 20.5,
        "hours": week, "access": ["step-free"],
        "lines": [{"code": "A", "name": words("甲"), "minutes": 10},
                  {"code": "B", "name": words("乙"), "minutes": 20}],
        "windows": [window("A1", "A", PERMIT, CARD), window("A2", "A", PERMIT, CARD),
                    window("B1", "B", SHOP)],
        "self_service": [PERMIT],
        "booking": {"minutes": 30, "seats": 2},
    } | changes  # fmt: skip


def window(code: str, line: str, *items: str) -> dict[str, Any]:
    return {"code": code, "name": words(code), "line": line, "agency": SHORT, "items": items}


def terminal(**changes: Any) -> dict[str, Any]:
    return {
        "code": "terminal", "name": words("自助机"), "kind": "kiosk", "region": "990103001",
        "agency": SHORT, "address": words("二号路2号"), "east": 150.6, "north": 20.6,
        "hours": {"always": True}, "self_service": [PERMIT],
    } | changes  # fmt: skip


def publish(*documents: dict[str, Any], now: datetime = NOW) -> tuple[str, ...]:
    entries = [PlaceEntry.model_validate(one) for one in documents]
    return publish_places(actor=SYSTEM, entries=entries, release="rel_1", now=now)


def a_town(**changes: Any) -> None:
    a_calendar()
    publish_agencies(an_entry())
    outline = [[150.0, 20.0], [151.0, 20.0], [151.0, 21.0], [150.0, 21.0]]
    area = AreaEntry.model_validate({"region": "990102", "outline": outline})
    publish_areas(actor=SYSTEM, entries=[area], release="rel_1", now=NOW)
    publish(hall(**changes), terminal())


def somebody(number: int = 1) -> Actor:
    return Actor(ActorKind.PERSON, subject_id=f"subj_{number}", account_id=f"acct_{number}")


def a_clerk(agency_code: str = AGENCY) -> Actor:
    post = Post("p", agency_code, "line", "990102", frozenset({Duty.WINDOW_CLERK}))
    return Actor(ActorKind.OFFICER, subject_id="subj_o", account_id="acct_o", posts=(post,))


TOMORROW = NOW + timedelta(days=1)  # ten o'clock, which begins a slot
MINUTE = timedelta(minutes=1)
TODAY_NEXT = NOW + timedelta(hours=1)


def book(actor: Actor, at: datetime = TOMORROW, item: str = PERMIT, token: str = "", **k: Any):
    return book_appointment(
        actor=actor, place_code="hall", item_code=item, starts_at=at,
        token=token or f"token {actor.subject_id} {at} {item}", now=k.pop("now", NOW),
    )  # fmt: skip


def take(token: str, item: str = PERMIT, first: bool = False, now: datetime = NOW, who=KIOSK):
    return take_number(
        actor=who, place_code="hall", item_code=item, first=first, token=token, now=now
    )


def call(window: str = "A1", now: datetime = NOW, who: Actor | None = None):
    return call_number(actor=who or a_clerk(), place_code="hall", window_code=window, now=now)

"""Places 办事地点, appointments 预约 and numbers 排队号."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Query, Router, Status

from tongban.places.api import (
    AppointmentView,
    LineNow,
    OpenPlace,
    PlaceKind,
    PlacesSought,
    TicketView,
    appointment,
    book_appointment,
    cancel_appointment,
    lines_now,
    move_appointment,
    my_appointments,
    number,
    place_now,
    places,
    slots,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.places import (
    AppointmentOut,
    BookIn,
    LineNowOut,
    MoveIn,
    NumberOut,
    PlaceOut,
    PlacePageOut,
    PlacesIn,
    SlotOut,
)

router = Router(tags=["places"])
IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=80)]
ItemCode = Annotated[str, Query(max_length=50)]


@router.get("/places", response=PlacePageOut, summary="Places that serve an item")
def listed(request: HttpRequest, asked: Query[PlacesIn]) -> dict[str, Any]:
    """By item, region (with everything below it), kind, and whether open now."""
    del request
    kind = next((one for one in PlaceKind if one.short == asked.kind), None)
    sought = PlacesSought(asked.item, asked.region, kind, asked.open_now)
    page = places(sought, now=timezone.now(), cursor=asked.cursor, size=asked.size)
    return {
        "items": [_shown(one) for one in page.items],
        "next_cursor": page.next_cursor,
        "total": page.total,
    }


@router.get("/places/{code}", response=PlaceOut, summary="One place")
def read(request: HttpRequest, code: str) -> dict[str, Any]:
    """Hours, accessibility, windows and items, and whether it is open now."""
    del request
    return _shown(place_now(code, timezone.now()))


@router.get("/places/{code}/slots", response=list[SlotOut], summary="Times that can be booked")
def slots_of(
    request: HttpRequest, code: str, item: ItemCode, day: Annotated[date, Query()]
) -> list[dict[str, Any]]:
    """Of one local day, for an item, with the seats left."""
    del request
    found = slots(code, item, day, timezone.now())
    return [
        {"starts_at": one.slot.starts_at, "ends_at": one.slot.ends_at, "left": one.left}
        for one in found
    ]


@router.get("/places/{code}/lines", response=list[LineNowOut], summary="Who waits now")
def lines_of(request: HttpRequest, code: str) -> list[LineNow]:
    """Each line with the labels that wait in the order of calling, and a newcomer's wait."""
    del request
    return list(lines_now(code, timezone.now()))


@router.get("/numbers/{token}", response=NumberOut, summary="Where a number stands")
def read_number(request: HttpRequest, token: str) -> TicketView:
    """Needs no sign-in; nothing of a person is in it."""
    del request
    return number(token, timezone.now())


@router.get("/appointments", response=list[AppointmentOut], summary="The caller's appointments")
def mine(request: HttpRequest) -> list[AppointmentView]:
    """The newest 100, the latest first."""
    return list(my_appointments(signed_in(request)))


@router.post("/appointments", response={201: AppointmentOut}, summary="Book a time")
def book(request: HttpRequest, given: BookIn, idempotency_key: IdempotencyKey) -> Status:
    """The same key gives the same appointment."""
    made = book_appointment(
        actor=signed_in(request),
        place_code=given.place_code,
        item_code=given.item_code,
        starts_at=_aware(given.starts_at),
        token=idempotency_key,
        now=timezone.now(),
    )
    return Status(201, made)


@router.get("/appointments/{appointment_id}", response=AppointmentOut, summary="One appointment")
def read_appointment(request: HttpRequest, appointment_id: str) -> AppointmentView:
    """The caller's own."""
    return appointment(signed_in(request), appointment_id)


@router.post("/appointments/{appointment_id}/move", response=AppointmentOut, summary="Move it")
def move(request: HttpRequest, appointment_id: str, given: MoveIn) -> AppointmentView:
    """To another time of the same place; the old seat is free at once."""
    return move_appointment(
        actor=signed_in(request),
        appointment_id=appointment_id,
        starts_at=_aware(given.starts_at),
        now=timezone.now(),
    )


@router.post("/appointments/{appointment_id}/cancel", response=AppointmentOut, summary="Cancel it")
def cancel(request: HttpRequest, appointment_id: str) -> AppointmentView:
    """The seat can be booked again at once."""
    return cancel_appointment(
        actor=signed_in(request), appointment_id=appointment_id, now=timezone.now()
    )


def _aware(moment: datetime) -> datetime:
    """A moment sent without a zone is read as UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _shown(seen: OpenPlace) -> dict[str, Any]:
    known = seen.place
    week = [
        [{"begins": f"{s.begins:%H:%M}", "ends": f"{s.ends:%H:%M}"} for s in stretches]
        for stretches in known.opening.weekly
    ]
    return {
        "code": known.code,
        "name": known.name,
        "kind": known.kind,
        "region": known.region,
        "agency_code": known.agency_code,
        "address": known.address,
        "phone": known.phone,
        "point": known.point,
        "always_open": known.opening.always,
        "hours": week,
        "access": known.facts,
        "lines": known.lines,
        "windows": known.windows,
        "self_service": known.self_service,
        "bookable": known.booking is not None,
        "openness": seen.openness,
        "opens_at": seen.opens_at,
    }

"""Take a number 取号: at the place's terminal, or on arrival for an appointment."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.places import events, policies
from tongban.places.domain.opening import Openness
from tongban.places.domain.queue import Group, Standing
from tongban.places.models import Appointment, Ticket
from tongban.places.numbering import LockedLine, add_number, lock_line, tell_number
from tongban.places.queries.numbers import ticket_view
from tongban.places.queries.places import office_days, place
from tongban.places.refusals import (
    AppointmentNotFound,
    AppointmentOver,
    ItemNotServedHere,
    LineFull,
    NotAtThisPlace,
    NotTimeToArrive,
    PlaceClosedNow,
)
from tongban.places.seating import tell
from tongban.places.views import AppointmentState, PlaceView, TicketView

MOST_WAITING = 200
MOST_A_DAY = 999
_BEFORE = timedelta(minutes=30)


def take_number(
    *, actor: Actor, place_code: str, item_code: str, first: bool, token: str, now: datetime
) -> TicketView:
    """Take a number for an item; ``first`` for who comes first by the published rule.

    ``token`` becomes the number's public address, and the same one gives the same number. At most
    200 wait in a line and 999 numbers are given a day. Refuses: PlaceNotFound, NotAtThisPlace,
    ItemNotServedHere, PlaceClosedNow, LineFull.
    """
    known = _open_place(actor, place_code, now)
    with transaction.atomic():
        line = known.line_of(item_code)
        if line is None:
            raise ItemNotServedHere
        locked = lock_line(known.code, line.code, now)
        before = next((row for row in locked.tickets.values() if row.token == token), None)
        if before is not None:
            return ticket_view(before, known, now)
        group = Group.FIRST if first else Group.OTHERS
        row = _give(locked, group, now, item_code=item_code, token=token)
        tell_number(row, events.NUMBER_TAKEN, "places.number-taken", actor, now)
    return ticket_view(row, known, now)


def arrive(*, actor: Actor, place_code: str, code: str, first: bool, now: datetime) -> TicketView:
    """Take the number of an appointment, by the arrival code (eight digits) of today.

    From 30 minutes before the slot until its end; again gives the same number. Refuses:
    PlaceNotFound, NotAtThisPlace, PlaceClosedNow, AppointmentNotFound, AppointmentOver (cancelled
    or missed), NotTimeToArrive, LineFull.
    """
    known = _open_place(actor, place_code, now)
    today = office_days().local_date(now)
    with transaction.atomic():
        near = (today, today + timedelta(days=1))  # half an hour before midnight is a day before
        rows = Appointment.objects.select_for_update().filter(
            place_id=known.code, day__in=near, code=code
        )
        booked = rows.order_by("day").first()
        if booked is None:
            raise AppointmentNotFound
        if booked.state == AppointmentState.ARRIVED.value:
            return ticket_view(Ticket.objects.get(appointment=booked), known, now)
        if booked.state != AppointmentState.BOOKED.value:
            raise AppointmentOver
        if not booked.starts_at - _BEFORE <= now < booked.ends_at:
            raise NotTimeToArrive
        locked = lock_line(known.code, booked.line, now)
        group = Group.FIRST if first else Group.BOOKED
        item, token = booked.item_code, new_id("once")
        row = _give(locked, group, now, item_code=item, token=token, appointment=booked)
        booked.state = AppointmentState.ARRIVED.value
        booked.save(update_fields=["state"])
        tell(booked, events.APPOINTMENT_ARRIVED, "places.appointment-arrived", actor, now)
        tell_number(row, events.NUMBER_TAKEN, "places.number-taken", actor, now)
    return ticket_view(row, known, now)


def _open_place(actor: Actor, place_code: str, now: datetime) -> PlaceView:
    known = place(place_code)
    if not policies.may_take(actor, known):
        raise NotAtThisPlace
    if known.opening.at(now, office_days()) is not Openness.OPEN:
        raise PlaceClosedNow
    return known


def _give(locked: LockedLine, group: Group, now: datetime, **columns: object) -> Ticket:
    waiting = sum(1 for one in locked.queue.numbers if one.standing is Standing.WAITING)
    if waiting >= MOST_WAITING or len(locked.queue.numbers) >= MOST_A_DAY:
        raise LineFull
    _, taken = locked.queue.take(group)
    return add_number(locked, taken, taken_at=now, **columns)

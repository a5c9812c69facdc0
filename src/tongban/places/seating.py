"""What booking and moving share: one at a time for a person and for a slot, and the lowest seat."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban.places import policies
from tongban.places.domain.slots import (
    BookingRule,
    Slot,
    bookable,
    booking_pause_ends,
    free_seat,
    slots_on,
)
from tongban.places.models import Appointment
from tongban.places.queries.places import office_days
from tongban.places.refusals import (
    AlreadyBookedThatDay,
    AppointmentNotFound,
    AppointmentOver,
    BookingPaused,
    SlotFull,
    SlotNotOffered,
    TooManyAppointments,
)
from tongban.places.views import AppointmentState, PlaceView

_CODE_DIGITS = 8


def one_at_a_time(*names: str) -> None:
    """Hold these names until the transaction ends, taken in a fixed order."""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def offered_slot(place: PlaceView, starts_at: datetime, now: datetime) -> Slot:
    """The slot of the place that begins then. Refuses: SlotNotOffered."""
    days = office_days()
    rule = place.booking
    if rule is not None:
        day = days.local_date(starts_at)
        for slot in slots_on(day, place.opening.on(day, days), rule.minutes, days):
            if slot.starts_at == starts_at and bookable(slot, rule, now, days):
                return slot
    raise SlotNotOffered


def seat_in(place: PlaceView, line: str, slot: Slot) -> int:
    """A free seat of the slot, held until the transaction ends. Refuses: SlotFull."""
    one_at_a_time(f"places.slot/{place.code}/{line}/{slot.starts_at.timestamp():.0f}")
    seats = place.booking.seats if place.booking else 0
    taken = seats_taken(place.code, line).filter(starts_at=slot.starts_at)
    seat = free_seat(taken.values_list("seat", flat=True), seats)
    if seat is None:
        raise SlotFull
    return seat


def seats_taken(place_code: str, line: str) -> QuerySet[Appointment]:
    """Appointments that hold a seat of a line."""
    rows = Appointment.objects.filter(place_id=place_code, line=line)
    return rows.exclude(state=AppointmentState.CANCELLED.value).order_by("starts_at", "seat")


def check_limits(
    subject_id: str, item_code: str, day: date, rule: BookingRule, now: datetime, but: str = ""
) -> None:
    """What stops somebody from (another) appointment; ``but`` is one that is being moved.

    Refuses: AlreadyBookedThatDay, TooManyAppointments, BookingPaused.
    """
    mine = Appointment.objects.filter(subject_id=subject_id).exclude(id=but).order_by("id")
    booked = mine.filter(state=AppointmentState.BOOKED.value)
    if booked.filter(item_code=item_code, day=day).exists():
        raise AlreadyBookedThatDay
    if booked.count() >= rule.open_at_once:
        raise TooManyAppointments(rule.open_at_once)
    missed: Iterable[datetime] = mine.filter(state=AppointmentState.MISSED.value).values_list(
        "starts_at", flat=True
    )
    until = booking_pause_ends(missed, rule)
    if until is not None and now < until:
        raise BookingPaused(until)


def arrival_code(place_code: str, day: date) -> str:
    """Eight digits that no other appointment of the place has that day."""
    while True:
        code = "".join(secrets.choice("0123456789") for _ in range(_CODE_DIGITS))
        if not Appointment.objects.filter(place_id=place_code, day=day, code=code).exists():
            return code


def my_open_appointment(actor: Actor, appointment_id: str) -> Appointment:
    """One's own appointment, locked. Refuses: AppointmentNotFound, AppointmentOver."""
    rows = Appointment.objects.select_for_update().filter(id=appointment_id).order_by("id")
    row = rows.first()
    if row is None or not policies.may_book(actor) or row.subject_id != actor.acts_for:
        raise AppointmentNotFound
    if row.state != AppointmentState.BOOKED.value:
        raise AppointmentOver
    return row


def tell(row: Appointment, event: str, kind: str, actor: Actor, now: datetime) -> None:
    """The evidence leaf and the outbox row of what happened to an appointment."""
    facts = {
        "appointment": row.id,
        "place": row.place_id,
        "item": row.item_code,
        "starts_at": row.starts_at.isoformat(),
        "state": row.state,
    }
    record(kind=kind, about=row.id, facts=facts, actor=actor, now=now, subject_id=row.subject_id)
    payload = facts | {"subject": row.subject_id}
    publish(event=event, aggregate=row.id, payload=payload, now=now)

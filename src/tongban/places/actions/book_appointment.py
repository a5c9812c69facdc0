"""Book a seat of a slot 预约."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.places import events, policies
from tongban.places.models import Appointment
from tongban.places.queries.appointments import view_of
from tongban.places.queries.places import office_days, place
from tongban.places.refusals import AppointmentNotFound, ItemNotServedHere
from tongban.places.seating import (
    arrival_code,
    check_limits,
    offered_slot,
    one_at_a_time,
    seat_in,
    tell,
)
from tongban.places.views import AppointmentState, AppointmentView


def book_appointment(
    *, actor: Actor, place_code: str, item_code: str, starts_at: datetime, token: str, now: datetime
) -> AppointmentView:
    """Book a seat for an item in the slot that begins at ``starts_at`` (aware).

    The same ``token`` of the same person gives the same appointment, however often it is sent.
    Refuses: AppointmentNotFound (not signed in as a person or firm), PlaceNotFound,
    ItemNotServedHere, SlotNotOffered, SlotFull, AlreadyBookedThatDay, TooManyAppointments,
    BookingPaused.
    """
    if not policies.may_book(actor) or actor.acts_for is None:
        raise AppointmentNotFound
    with transaction.atomic():
        one_at_a_time(f"places.books/{actor.acts_for}")
        mine = Appointment.objects.filter(subject_id=actor.acts_for, token=token).order_by("id")
        if (before := mine.first()) is not None:
            return view_of(before)
        known = place(place_code)
        line = known.line_of(item_code)
        if line is None:
            raise ItemNotServedHere
        slot = offered_slot(known, starts_at, now)
        day = office_days().local_date(slot.starts_at)
        if known.booking is not None:
            check_limits(actor.acts_for, item_code, day, known.booking, now)
        row = Appointment.objects.create(
            id=new_id("appt"),
            place_id=known.code,
            item_code=item_code,
            line=line.code,
            subject_id=actor.acts_for,
            token=token,
            code=arrival_code(known.code, day),
            day=day,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            seat=seat_in(known, line.code, slot),
            state=AppointmentState.BOOKED.value,
        )
        tell(row, events.APPOINTMENT_BOOKED, "places.appointment-booked", actor, now)
    return view_of(row)

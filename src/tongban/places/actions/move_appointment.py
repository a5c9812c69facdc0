"""Move an appointment to another slot 改约."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.places import events
from tongban.places.queries.appointments import view_of
from tongban.places.queries.places import office_days, place
from tongban.places.seating import (
    arrival_code,
    check_limits,
    my_open_appointment,
    offered_slot,
    one_at_a_time,
    seat_in,
    tell,
)
from tongban.places.views import AppointmentView


def move_appointment(
    *, actor: Actor, appointment_id: str, starts_at: datetime, now: datetime
) -> AppointmentView:
    """Give the seat back and take one in the slot at ``starts_at`` of the same place, at once.

    Moving to the slot it has changes nothing. Refuses: AppointmentNotFound, AppointmentOver,
    PlaceNotFound, SlotNotOffered, SlotFull, AlreadyBookedThatDay.
    """
    with transaction.atomic():
        one_at_a_time(f"places.books/{actor.acts_for}")
        row = my_open_appointment(actor, appointment_id)
        if row.starts_at == starts_at:
            return view_of(row)
        known = place(row.place_id)
        slot = offered_slot(known, starts_at, now)
        day = office_days().local_date(slot.starts_at)
        if known.booking is not None:
            check_limits(row.subject_id, row.item_code, day, known.booking, now, but=row.id)
        row.seat = seat_in(known, row.line, slot)
        if day != row.day:
            row.code = arrival_code(known.code, day)
        row.day, row.starts_at, row.ends_at = day, slot.starts_at, slot.ends_at
        row.reminded = False
        row.save()
        tell(row, events.APPOINTMENT_MOVED, "places.appointment-moved", actor, now)
    return view_of(row)

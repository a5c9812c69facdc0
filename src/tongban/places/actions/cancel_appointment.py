"""Cancel an appointment 取消预约."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.places import events
from tongban.places.queries.appointments import view_of
from tongban.places.seating import my_open_appointment, tell
from tongban.places.views import AppointmentState, AppointmentView


def cancel_appointment(*, actor: Actor, appointment_id: str, now: datetime) -> AppointmentView:
    """Give the seat back; it can be booked again at once.

    Refuses: AppointmentNotFound, AppointmentOver.
    """
    with transaction.atomic():
        row = my_open_appointment(actor, appointment_id)
        row.state = AppointmentState.CANCELLED.value
        row.save(update_fields=["state"])
        tell(row, events.APPOINTMENT_CANCELLED, "places.appointment-cancelled", actor, now)
    return view_of(row)

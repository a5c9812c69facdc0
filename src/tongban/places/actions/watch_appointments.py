"""What time alone does to appointments: the reminder a day ahead, and not having come 未到."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from tongban.kernel.actor import Actor
from tongban.places import events
from tongban.places.models import Appointment
from tongban.places.seating import tell
from tongban.places.telling import tell_of_appointment
from tongban.places.views import AppointmentState

_REMIND_AHEAD = timedelta(hours=24)
_AT_MOST = 500
_WATCH = Actor.system("places-watch")


def watch_appointments(now: datetime) -> int:
    """Remind of what begins within 24 hours, and mark as missed what ended unused; how many.

    At most 500 of each in one run, each in a transaction of its own; a repeat does nothing.
    """
    open_ones = Appointment.objects.filter(state=AppointmentState.BOOKED.value)
    missed = open_ones.filter(ends_at__lte=now)
    due = open_ones.filter(reminded=False, ends_at__gt=now, starts_at__lte=now + _REMIND_AHEAD)
    return _each(missed, _miss, now) + _each(due, _remind, now)


def _each(
    rows: QuerySet[Appointment], act: Callable[[Appointment, datetime], None], now: datetime
) -> int:
    ids = list(rows.order_by("starts_at", "id").values_list("id", flat=True)[:_AT_MOST])
    done = 0
    for appointment_id in ids:
        with transaction.atomic():
            locked = rows.select_for_update().filter(id=appointment_id).order_by("id")
            row = locked.first()
            if row is not None:  # it was moved, used or cancelled meanwhile
                act(row, now)
                done += 1
    return done


def _miss(row: Appointment, now: datetime) -> None:
    row.state = AppointmentState.MISSED.value
    row.save(update_fields=["state"])
    tell(row, events.APPOINTMENT_MISSED, "places.appointment-missed", _WATCH, now)


def _remind(row: Appointment, now: datetime) -> None:
    row.reminded = True
    row.save(update_fields=["reminded"])
    tell(row, events.APPOINTMENT_DUE, "places.appointment-due", _WATCH, now)
    tell_of_appointment(row, now)

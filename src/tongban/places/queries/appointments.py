"""Slots with what is left in them, one's own appointments, and a place's day for its clerks."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from tongban.kernel.actor import Actor
from tongban.places import policies
from tongban.places.domain.slots import bookable, slots_on
from tongban.places.models import Appointment, Ticket
from tongban.places.queries.places import office_days, place
from tongban.places.refusals import AppointmentNotFound, ItemNotServedHere, NotAtThisPlace
from tongban.places.views import AppointmentState, AppointmentView, SlotView

_MOST_SHOWN = 100
_MOST_OF_A_DAY = 1_000


def slots(place_code: str, item_code: str, day: date, now: datetime) -> tuple[SlotView, ...]:
    """The slots of a local day for an item, with the seats left; empty when none can be booked.

    Public. Refuses: PlaceNotFound, ItemNotServedHere, CalendarYearUnknown.
    """
    known = place(place_code)
    line = known.line_of(item_code)
    if line is None:
        raise ItemNotServedHere
    rule, days = known.booking, office_days()
    if rule is None:
        return ()
    taken = Counter(
        Appointment.objects.filter(place_id=known.code, line=line.code, day=day)
        .exclude(state=AppointmentState.CANCELLED.value)
        .order_by("starts_at")
        .values_list("starts_at", flat=True)
    )
    return tuple(
        SlotView(slot, max(0, rule.seats - taken[slot.starts_at]))
        for slot in slots_on(day, known.opening.on(day, days), rule.minutes, days)
        if bookable(slot, rule, now, days)
    )


def my_appointments(actor: Actor) -> tuple[AppointmentView, ...]:
    """The newest 100 appointments of whom the actor acts for, by when they begin, latest first."""
    if not policies.may_book(actor):
        return ()
    rows = Appointment.objects.filter(subject_id=actor.acts_for).select_related("ticket")
    return tuple(map(view_of, rows.order_by("-starts_at", "-id")[:_MOST_SHOWN]))


def appointment(actor: Actor, appointment_id: str) -> AppointmentView:
    """One's own appointment. Refuses: AppointmentNotFound (also when it is somebody else's)."""
    rows = Appointment.objects.filter(id=appointment_id).select_related("ticket").order_by("id")
    row = rows.first()
    if row is None or not policies.may_book(actor) or row.subject_id != actor.acts_for:
        raise AppointmentNotFound
    return view_of(row)


def appointments_on(actor: Actor, place_code: str, day: date) -> tuple[AppointmentView, ...]:
    """A place's appointments of a day in the lines of the actor's windows, by time.

    At most 1,000; cancelled ones are left out. Refuses: PlaceNotFound, NotAtThisPlace.
    """
    known = place(place_code)
    if not policies.works_at(actor, known):
        raise NotAtThisPlace
    lines = {window.line for window in known.windows if policies.may_call(actor, window)}
    rows = (
        Appointment.objects.filter(place_id=known.code, day=day, line__in=lines)
        .exclude(state=AppointmentState.CANCELLED.value)
        .select_related("ticket")
        .order_by("starts_at", "line", "seat", "id")
    )
    return tuple(map(view_of, rows[:_MOST_OF_A_DAY]))


def view_of(row: Appointment) -> AppointmentView:
    """A row as handed out."""
    ticket: Ticket | None = getattr(row, "ticket", None)
    return AppointmentView(
        id=row.id,
        place_code=row.place_id,
        item_code=row.item_code,
        line=row.line,
        subject_id=row.subject_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        state=AppointmentState(row.state),
        code=row.code,
        number_token=ticket.token if ticket else "",
    )

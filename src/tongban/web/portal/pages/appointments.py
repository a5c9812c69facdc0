"""/places/<code>/book, /appointments: choose a time, my appointments, move, cancel 预约."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.content.api import one_look
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import CalendarYearUnknown
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.places.api import (
    AppointmentState,
    AppointmentView,
    ItemNotServedHere,
    PlaceView,
    SlotView,
    appointment,
    book_appointment,
    cancel_appointment,
    move_appointment,
    my_appointments,
    place,
    slots,
)
from tongban.web.design.parts import Choice, Crumb, Fault, Field, FieldKind
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.days import office_calendar
from tongban.web.plumbing.forms import token_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.queueing import item_name

_ELSEWHERE = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN)


@dataclass(frozen=True, slots=True)
class Line:
    """An appointment in a list: with the names of the place and the item."""

    view: AppointmentView
    place: Text
    address: Text
    item: Text

    @property
    def is_open(self) -> bool:
        """Whether it can still be moved or cancelled."""
        return self.view.state is AppointmentState.BOOKED


def listed(request: HttpRequest) -> HttpResponse:
    """My appointments, the latest first."""
    actor = require_actor(request)
    context = {
        "lines": [_line(one) for one in my_appointments(actor)],
        "path": (Crumb(gettext("My appointments")),),
    }
    return render(request, "portal/appointments.html", context)


def show(request: HttpRequest, appointment_id: str) -> HttpResponse:
    """One appointment with its arrival code; by POST it is cancelled."""
    actor = require_actor(request)
    if request.method == "POST":
        cancel_appointment(actor=actor, appointment_id=appointment_id, now=timezone.now())
        messages.success(request, gettext("The appointment is cancelled; the seat is free again."))
        return see_other(f"/appointments/{appointment_id}")
    line = _line(appointment(actor, appointment_id))
    context = {
        "line": line,
        "path": (Crumb(gettext("My appointments"), "/appointments"), Crumb(line.place)),
    }
    return render(request, "portal/appointment.html", context)


def book(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a day and a time for an item at a place; by POST the seat is taken."""
    actor = require_actor(request)
    known = place(code)
    item = (request.POST or request.GET).get("item", "")
    if known.line_of(item) is None:
        raise ItemNotServedHere
    return _choose(request, known, item, lambda at: _booked(request, actor, known, item, at))


def move(request: HttpRequest, appointment_id: str) -> HttpResponse:
    """Choose another time for an appointment; by POST it is moved."""
    actor = require_actor(request)
    before = appointment(actor, appointment_id)

    def moved(at: datetime) -> str:
        now = timezone.now()
        move_appointment(actor=actor, appointment_id=before.id, starts_at=at, now=now)
        return before.id

    return _choose(request, place(before.place_code), before.item_code, moved, before)


def _booked(request: HttpRequest, actor: Actor, known: PlaceView, item: str, at: datetime) -> str:
    made = book_appointment(
        actor=actor,
        place_code=known.code,
        item_code=item,
        starts_at=at,
        token=token_of(request),
        now=timezone.now(),
    )
    return made.id


def _choose(
    request: HttpRequest,
    known: PlaceView,
    item: str,
    act: Callable[[datetime], str],
    before: AppointmentView | None = None,
) -> HttpResponse:
    """The page on which a time is chosen; a POST does ``act`` with it, or tells why it cannot."""
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        at = _moment(request.POST.get("starts_at", ""))
        if at is None:
            faults = (Fault(gettext("Please choose a time"), "", "starts_at"),)
        else:
            try:
                return see_other(f"/appointments/{act(at)}")
            except Refusal as refused:
                if refused.kind in _ELSEWHERE:
                    raise
                faults = (Fault(refused.message, refused.mend, "starts_at"),)
    day, offered, days = _days(request, known, item)
    context = {
        "place": known,
        "item_code": item,
        "item": item_name(item),
        "before": before,
        "day": day,
        "days": days,
        "field": _times(offered, faults) if offered else None,
        "faults": faults,
        "path": (
            Crumb(gettext("Places"), "/places"),
            Crumb(known.name, f"/places/{known.code}"),
            Crumb(gettext("Choose a time")),
        ),
    }
    return render(request, "portal/book.html", context, status=422 if faults else 200)


def _days(
    request: HttpRequest, known: PlaceView, item: str
) -> tuple[date | None, tuple[SlotView, ...], list[tuple[date, int]]]:
    """The day asked for (or the first with a free seat), its slots, and the days to choose from."""
    now = timezone.now()
    today = office_calendar().local_date(now)
    ahead = known.booking.days_ahead if known.booking else 0
    found: dict[date, tuple[SlotView, ...]] = {}
    with one_look():
        for step in range(ahead + 1):
            with suppress(CalendarYearUnknown):  # days of a year not yet published
                day = today + timedelta(days=step)
                if offered := slots(known.code, item, day, now):
                    found[day] = offered
    free = [(day, sum(one.left for one in offered)) for day, offered in found.items()]
    asked: date | None = None
    with suppress(ValueError):
        asked = date.fromisoformat((request.POST or request.GET).get("day", ""))
    if asked not in found:
        asked = next((day for day, left in free if left), next(iter(found), None))
    return asked, found[asked] if asked else (), free


def _times(offered: tuple[SlotView, ...], faults: tuple[Fault, ...]) -> Field:
    zone = office_calendar().tz
    choices = tuple(
        Choice(
            one.slot.starts_at.isoformat(),
            f"{one.slot.starts_at.astimezone(zone):%H:%M}–{one.slot.ends_at.astimezone(zone):%H:%M}",
            Text.of(f"还剩{one.left}个", f"{one.left} left"),
        )
        for one in offered
        if one.left
    )
    error = faults[0].message if faults else ""
    return Field(
        "starts_at",
        gettext("Time"),
        FieldKind.ONE,
        required=True,
        options=choices,
        error=error,
        hint="" if choices else gettext("Every time of this day is taken; choose another day."),
    )


def _moment(text: str) -> datetime | None:
    with suppress(ValueError):
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else None
    return None


def _line(view: AppointmentView) -> Line:
    try:
        known = place(view.place_code)
        return Line(view, known.name, known.address, item_name(view.item_code))
    except Refusal:  # the place was withdrawn since
        code = Text.of(view.place_code, view.place_code)
        return Line(view, code, code, item_name(view.item_code))

"""The door of room places."""

from __future__ import annotations

from tongban.places.actions.book_appointment import book_appointment
from tongban.places.actions.call_number import (
    call_number,
    finish_number,
    leave_line,
    return_number,
    skip_number,
)
from tongban.places.actions.cancel_appointment import cancel_appointment
from tongban.places.actions.move_appointment import move_appointment
from tongban.places.actions.take_number import arrive, take_number
from tongban.places.domain.ground import Point, lies_within
from tongban.places.domain.opening import Opening, Openness, Stretch
from tongban.places.domain.queue import CALLS_TO_SIT_OUT, PREFERRED_IN_A_ROW, Group, Standing
from tongban.places.domain.slots import BookingRule, Slot
from tongban.places.domain.waiting import Wait, WaitBasis
from tongban.places.events import APPOINTMENT_DUE
from tongban.places.policies import may_call, works_at
from tongban.places.queries.appointments import (
    appointment,
    appointments_on,
    my_appointments,
    slots,
)
from tongban.places.queries.numbers import (
    at_window,
    lines_now,
    number,
    number_by_label,
    subject_at_window,
)
from tongban.places.queries.places import (
    PlacesSought,
    areas,
    items_served,
    place,
    place_now,
    places,
)
from tongban.places.queries.visits import Visit, unnamed_visits, visits_of
from tongban.places.refusals import (
    AlreadyBookedThatDay,
    AppointmentNotFound,
    AppointmentOver,
    BookingPaused,
    ItemNotServedHere,
    LineFull,
    NobodyWaits,
    NotAtThisPlace,
    NotTimeToArrive,
    NumberMovedOn,
    NumberNotFound,
    PlaceClosedNow,
    PlaceNotFound,
    SlotFull,
    SlotNotOffered,
    TooManyAppointments,
    WindowBusy,
)
from tongban.places.views import (
    AccessFact,
    AppointmentState,
    AppointmentView,
    AreaView,
    LineNow,
    LineView,
    OpenPlace,
    PlaceKind,
    PlaceView,
    SlotView,
    TicketView,
    WindowView,
)

__all__ = [
    "APPOINTMENT_DUE",
    "CALLS_TO_SIT_OUT",
    "PREFERRED_IN_A_ROW",
    "AccessFact",
    "AlreadyBookedThatDay",
    "AppointmentNotFound",
    "AppointmentOver",
    "AppointmentState",
    "AppointmentView",
    "AreaView",
    "BookingPaused",
    "BookingRule",
    "Group",
    "ItemNotServedHere",
    "LineFull",
    "LineNow",
    "LineView",
    "NobodyWaits",
    "NotAtThisPlace",
    "NotTimeToArrive",
    "NumberMovedOn",
    "NumberNotFound",
    "OpenPlace",
    "Opening",
    "Openness",
    "PlaceClosedNow",
    "PlaceKind",
    "PlaceNotFound",
    "PlaceView",
    "PlacesSought",
    "Point",
    "Slot",
    "SlotFull",
    "SlotNotOffered",
    "SlotView",
    "Standing",
    "Stretch",
    "TicketView",
    "TooManyAppointments",
    "Visit",
    "Wait",
    "WaitBasis",
    "WindowBusy",
    "WindowView",
    "appointment",
    "appointments_on",
    "areas",
    "arrive",
    "at_window",
    "book_appointment",
    "call_number",
    "cancel_appointment",
    "finish_number",
    "items_served",
    "leave_line",
    "lies_within",
    "lines_now",
    "may_call",
    "move_appointment",
    "my_appointments",
    "number",
    "number_by_label",
    "place",
    "place_now",
    "places",
    "return_number",
    "skip_number",
    "slots",
    "subject_at_window",
    "take_number",
    "unnamed_visits",
    "visits_of",
    "works_at",
]

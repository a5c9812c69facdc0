"""Events of this room, past tense. Payloads carry ids and codes only."""

from __future__ import annotations

# {places}
PLACES_PUBLISHED = "PlacesPublished"
# {appointment, subject, place, item, starts_at}
APPOINTMENT_BOOKED = "AppointmentBooked"
APPOINTMENT_MOVED = "AppointmentMoved"
APPOINTMENT_CANCELLED = "AppointmentCancelled"
APPOINTMENT_MISSED = "AppointmentMissed"
APPOINTMENT_DUE = "AppointmentDue"  # the reminder, a day ahead
APPOINTMENT_ARRIVED = "AppointmentArrived"
# {ticket, place, line, number}
NUMBER_TAKEN = "NumberTaken"
NUMBER_CALLED = "NumberCalled"
NUMBER_ENDED = "NumberEnded"  # and standing: served, skipped or left
NUMBER_RETURNED = "NumberReturned"

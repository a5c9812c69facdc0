"""What a person is told by message: an appointment is a day ahead."""

from __future__ import annotations

from datetime import datetime

from tongban.jurisdiction.api import calendar
from tongban.kernel.text import Text
from tongban.notices.api import Template, tell
from tongban.places.models import Appointment
from tongban.places.queries.places import place

APPOINTMENT_AHEAD = Template(
    "appointment-ahead",
    Text.of("您的预约快到了", "Your appointment is near"),
    Text.of(
        "您预约了{moment}到{place}办事。到场后用预约码取号；来不了可以改期或者取消，把位置让给别人。",
        "You have an appointment at {place} on {moment}. Take a number there with your code; if you"
        " cannot come, move or cancel it so that somebody else can have the time.",
    ),
)


def tell_of_appointment(row: Appointment, now: datetime) -> None:
    """The reminder, once for each time it is booked for."""
    at = row.starts_at.astimezone(calendar().tz)
    tell(
        subject_id=row.subject_id,
        template=APPOINTMENT_AHEAD,
        cause=f"{row.id}:due:{row.starts_at:%Y%m%d%H%M}",
        slots={
            "moment": Text.of(f"{at.month}月{at.day}日{at:%H:%M}", f"{at:%d %B at %H:%M}"),
            "place": place(row.place_id).name,
        },
        link=f"/appointments/{row.id}",
        now=now,
    )

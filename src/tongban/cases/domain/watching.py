"""Which clocks of a case run now, which of them ran out, and when to look again."""

from __future__ import annotations

from datetime import datetime

from tongban.cases.domain import terms
from tongban.cases.domain.events import Deadline, PaymentAsked
from tongban.cases.domain.status import UNDECIDED, Procedure, Status
from tongban.cases.views.clock import Light
from tongban.cases.views.state import CaseState
from tongban.kernel.calendar import Calendar, CalendarYearUnknown

_AWAITING = UNDECIDED | {CaseState.APPROVED}


def clocks_of(status: Status, calendar: Calendar) -> list[tuple[Deadline, datetime]]:
    """Every clock that runs or ran out in the present state, with its end."""
    running = status.open_procedure
    if running is not None:
        paying = isinstance(running.started, PaymentAsked)
        kind = Deadline.PAYMENT if paying else Deadline.PROCEDURE
        found = [(kind, planned_end(running, calendar))]
    elif status.state is CaseState.SUBMITTED:
        found = [(Deadline.TELL_DEFECTS, status.tell_by)]
    elif status.state is CaseState.ACCEPTED:
        found = [(Deadline.TELL_DEFECTS, status.silent_until if status.deemed else None)]
        if status.light is not Light.PAUSED:  # else it waits for what the applicant promised
            found += [
                (Deadline.PROMISE, status.due_at),
                (Deadline.STATUTORY, status.statutory_due_at),
            ]
    else:
        found = [(Deadline.DELIVERY, delivery_end(status, calendar))]
    if status.awaited and status.state in _AWAITING:
        found.append((Deadline.FOLLOW, status.awaited_by))
    return [(kind, due) for kind, due in found if due is not None]


def expiry_of(status: Status, calendar: Calendar) -> datetime | None:
    """When a renewal that is still undecided will be granted by law; None for anything else."""
    expires = status.renews_until
    if expires is None or status.in_transit or status.state not in UNDECIDED:
        return None
    if not terms.is_timely_renewal(calendar.local_date(status.submitted_at), expires):
        return None
    return calendar.end_of_day(expires)


def first_watch(status: Status, calendar: Calendar) -> datetime | None:
    """When the first clock runs out, or ran out."""
    return min(_ends(status, calendar), default=None)


def next_watch(status: Status, calendar: Calendar, now: datetime) -> datetime | None:
    """When the next clock runs out after ``now``."""
    return min((end for end in _ends(status, calendar) if end > now), default=None)


def planned_end(running: Procedure, calendar: Calendar) -> datetime | None:
    """When a procedure should be over; None in a year whose holidays are not announced yet."""
    try:
        return running.planned_until(calendar)
    except CalendarYearUnknown:
        return None  # it keeps no clock from stopping


def delivery_end(status: Status, calendar: Calendar) -> datetime | None:
    """Until when the result must be handed over; None when it is, or the year is not announced."""
    try:
        return status.deliver_by(calendar)
    except CalendarYearUnknown:
        return None  # nor a decision from being made


def _ends(status: Status, calendar: Calendar) -> list[datetime]:
    ends = [due for _, due in clocks_of(status, calendar)]
    reminder = status.remind_at if status.awaited and status.state in _AWAITING else None
    return [*ends, *(at for at in (expiry_of(status, calendar), reminder) if at is not None)]


def reminder_owed(status: Status, now: datetime) -> bool:
    """Whether the applicant is to be reminded now: before the day, while something is missing."""
    if status.remind_at is None or status.awaited_by is None or status.state not in _AWAITING:
        return False
    return bool(status.awaited) and status.remind_at <= now <= status.awaited_by

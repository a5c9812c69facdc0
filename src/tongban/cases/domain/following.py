"""What a promise to hand something in later does to a case 容缺受理.

Source: 优化营商环境 rules of several provinces (a summary): accepted at once, decided in parallel;
not supplied in time, the application counts as withdrawn — by an officer, told first, never by
silence. While it holds up the grant the wait is the applicant's time and not the office's, until
the promised day at the latest: from then on the office may end it, and its clock goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from tongban.cases.domain.events import Event
from tongban.cases.domain.follow_events import (
    FollowLapsed,
    FollowPromised,
    FollowReminded,
    FollowWaived,
    MaterialFollowed,
)
from tongban.cases.domain.status import IllegalStep, Status
from tongban.cases.views.state import CaseState
from tongban.kernel.calendar import Calendar, CalendarYearUnknown, Pause

_NONE: frozenset[str] = frozenset()
_MORNING = time(9)


def holds_up_grant(status: Status) -> bool:
    """Whether it cannot be granted before what was promised is there."""
    return bool(status.awaited) and not status.handover_waits


def wait_of(status: Status, as_of: datetime) -> Pause | None:
    """The applicant's time 等待补交: from the promise until all came, at most until its day.

    None when nothing was promised, or only the handover waits for it.
    """
    began, until = status.promised_at, status.awaited_by
    if began is None or until is None or status.handover_waits:
        return None
    over = status.followed_at or status.closed_at or as_of
    return Pause(began, max(began, min(over, until)))


def waits(status: Status, as_of: datetime) -> bool:
    """Whether the office's clock stands still for what was promised."""
    wait = wait_of(status, as_of)
    return wait is not None and holds_up_grant(status) and wait.ended_at == as_of


def reminder_at(
    promised_at: datetime, until: datetime, days_before: int, calendar: Calendar
) -> datetime:
    """In the morning so many working days before the day, never before half of the time is over.

    Half way too where the holidays of a year are not announced yet.
    """
    half_way = promised_at + (until - promised_at) / 2
    try:
        day = calendar.local_date(until)
        while days_before > 0:
            days_before -= calendar.is_working_day(day)
            day -= timedelta(days=1)
    except CalendarYearUnknown:
        return half_way
    return max(half_way, datetime.combine(day, _MORNING, calendar.tz).astimezone(until.tzinfo))


def _promised(status: Status, event: FollowPromised, calendar: Calendar) -> Status:
    del calendar
    if status.awaited_by is not None or not event.materials or event.until <= event.at:
        raise IllegalStep(status.state, type(event))
    return replace(
        status,
        awaited=frozenset(event.materials),
        promised_at=event.at,
        awaited_by=event.until,
        handover_waits=event.handover_waits,
        remind_at=event.remind_at,
    )


def _followed(status: Status, event: MaterialFollowed, calendar: Calendar) -> Status:
    del calendar
    came = frozenset(event.materials)
    if not came or not came <= status.awaited:
        raise IllegalStep(status.state, type(event))
    left = status.awaited - came
    return replace(status, awaited=left, followed_at=None if left else event.at)


def _reminded(status: Status, event: FollowReminded, calendar: Calendar) -> Status:
    del calendar
    if not status.awaited or status.remind_at is None or event.at < status.remind_at:
        raise IllegalStep(status.state, type(event))
    return replace(status, remind_at=None)


def _waived(status: Status, event: FollowWaived, calendar: Calendar) -> Status:
    del calendar
    if not status.awaited:
        raise IllegalStep(status.state, type(event))
    return replace(status, awaited=_NONE, followed_at=event.at)


def _lapsed(status: Status, event: FollowLapsed, calendar: Calendar) -> Status:
    del calendar
    if not may_lapse(status, event):
        raise IllegalStep(status.state, type(event))
    return replace(
        status, state=CaseState.WITHDRAWN, closed_at=event.at, tell_by=None, awaited=_NONE
    )


def may_lapse(status: Status, event: Event) -> bool:
    """Only after the promised day, and while something is still missing."""
    return bool(status.awaited) and status.awaited_by is not None and event.at > status.awaited_by


STEPS: dict[type[Event], Callable[[Status, Any, Calendar], Status]] = {
    FollowPromised: _promised,
    FollowReminded: _reminded,
    MaterialFollowed: _followed,
    FollowWaived: _waived,
    FollowLapsed: _lapsed,
}

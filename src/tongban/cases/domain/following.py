"""What a promise to hand something in later does to a case 容缺受理.

Source: 优化营商环境 rules of several provinces (a summary): accepted at once, decided in parallel;
not supplied in time, the application counts as withdrawn — by an officer, told first, never by
silence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tongban.cases.domain.events import Event
from tongban.cases.domain.follow_events import (
    FollowLapsed,
    FollowPromised,
    FollowWaived,
    MaterialFollowed,
)
from tongban.cases.domain.status import IllegalStep, Status
from tongban.cases.views import CaseState
from tongban.kernel.calendar import Calendar

_NONE: frozenset[str] = frozenset()


def holds_up_grant(status: Status) -> bool:
    """Whether it cannot be granted before what was promised is there."""
    return bool(status.awaited) and not status.handover_waits


def _promised(status: Status, event: FollowPromised, calendar: Calendar) -> Status:
    del calendar
    if status.awaited_by is not None or not event.materials or event.until <= event.at:
        raise IllegalStep(status.state, type(event))
    return replace(
        status,
        awaited=frozenset(event.materials),
        awaited_by=event.until,
        handover_waits=event.handover_waits,
    )


def _followed(status: Status, event: MaterialFollowed, calendar: Calendar) -> Status:
    del calendar
    came = frozenset(event.materials)
    if not came or not came <= status.awaited:
        raise IllegalStep(status.state, type(event))
    return replace(status, awaited=status.awaited - came)


def _waived(status: Status, event: FollowWaived, calendar: Calendar) -> Status:
    del calendar
    if not status.awaited:
        raise IllegalStep(status.state, type(event))
    return replace(status, awaited=_NONE)


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
    MaterialFollowed: _followed,
    FollowWaived: _waived,
    FollowLapsed: _lapsed,
}

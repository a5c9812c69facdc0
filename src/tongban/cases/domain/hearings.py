"""What a hearing 听证 does to a case: what may be said of it when, and what it holds up.

Source: 行政许可法 46 (of itself), 47 (told, asked for), 48 (announced, in public, minutes; the
decision rests on them).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from tongban.cases.domain import terms
from tongban.cases.domain.events import Event
from tongban.cases.domain.hearing_events import (
    HearingAnnounced,
    HearingAsked,
    HearingHeld,
    HearingOffered,
)
from tongban.cases.domain.status import IllegalStep, Status
from tongban.cases.domain.terms import Hearing, HearingFault
from tongban.kernel.calendar import Calendar

PROCEDURE = "procedure.hearing"
"""The special procedure that a hearing is (45)."""


def holds_up_decision(hearing: Hearing, at: datetime, calendar: Calendar) -> bool:
    """Whether nothing may be decided yet: it may still be asked for, or is still to be held."""
    if hearing.held_on is not None:
        return False
    if hearing.asked_at is not None or hearing.announced_at is not None:
        return True
    told = hearing.told_at
    return told is not None and at <= terms.ask_for_hearing_by(told, calendar)


def may_announce(hearing: Hearing) -> bool:
    """Asked for and not announced, or of the agency's own motion (46) with nothing told before."""
    return hearing.announced_at is None and (
        hearing.asked_at is not None or hearing.told_at is None
    )


def faults_of_plan(
    hearing: Hearing, announced: HearingAnnounced, calendar: Calendar
) -> tuple[HearingFault, ...]:
    """What the law would forbid about a hearing announced so."""
    planned = replace(hearing, announced_at=announced.at, held_on=announced.on, minutes_kept=True)
    return terms.hearing_faults(planned, calendar)


def _offered(status: Status, event: HearingOffered, calendar: Calendar) -> Hearing:
    del calendar
    if status.hearing.told_at is not None or status.hearing.announced_at is not None:
        raise IllegalStep(status.state, type(event))
    return replace(status.hearing, told_at=event.at)


def _asked(status: Status, event: HearingAsked, calendar: Calendar) -> Hearing:
    told = status.hearing.told_at
    if told is None or status.hearing.asked_at is not None:
        raise IllegalStep(status.state, type(event))
    if event.at > terms.ask_for_hearing_by(told, calendar):
        raise IllegalStep(status.state, type(event))
    return replace(status.hearing, asked_at=event.at)


def _announced(status: Status, event: HearingAnnounced, calendar: Calendar) -> Hearing:
    if not may_announce(status.hearing) or faults_of_plan(status.hearing, event, calendar):
        raise IllegalStep(status.state, type(event))
    return replace(status.hearing, announced_at=event.at, planned_on=event.on)


def _held(status: Status, event: HearingHeld, calendar: Calendar) -> Hearing:
    hearing, today = status.hearing, calendar.local_date(event.at)
    if hearing.planned_on is None or hearing.held_on is not None or today < hearing.planned_on:
        raise IllegalStep(status.state, type(event))
    return replace(hearing, held_on=today, public=event.public, minutes_kept=True)


def _on_status(
    change: Callable[[Status, Any, Calendar], Hearing],
) -> Callable[[Status, Any, Calendar], Status]:
    def step(status: Status, event: Event, calendar: Calendar) -> Status:
        return replace(status, hearing=change(status, event, calendar))

    return step


STEPS: dict[type[Event], Callable[[Status, Any, Calendar], Status]] = {
    HearingOffered: _on_status(_offered),
    HearingAsked: _on_status(_asked),
    HearingAnnounced: _on_status(_announced),
    HearingHeld: _on_status(_held),
}

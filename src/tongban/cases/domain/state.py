"""``state(events, as_of, calendar)``: everything about a case follows from its events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tongban.cases.domain import clocks
from tongban.cases.domain.events import (
    AcceptanceRefused,
    Accepted,
    Approved,
    CertificateIssued,
    CorrectionRequested,
    CorrectionSupplied,
    DeadlineAppended,
    Denied,
    Event,
    OpinionGiven,
    SpecialProcedureEnded,
    SpecialProcedureStarted,
    Submitted,
    Withdrawn,
)
from tongban.cases.views import CaseState, Light
from tongban.kernel.calendar import Calendar, Pause, Span


class IllegalStep(ValueError):
    """This event cannot follow in this state."""

    def __init__(self, state: CaseState | None, event: type[Event]) -> None:
        super().__init__(f"{event.__name__} cannot happen to a case that is {state}")
        self.state = state
        self.event = event


@dataclass(frozen=True, slots=True)
class Procedure:
    """A special procedure that ran or runs."""

    started: SpecialProcedureStarted
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """What the events say as of an instant. All instants UTC.

    ``received_at`` restarts when corrections arrive; ``deemed`` means accepted by silence
    (which lasted past ``silent_until``); ``told`` are the targets of the one notice of defects.
    """

    state: CaseState
    promise: Span
    statutory: Span | None
    submitted_at: datetime
    received_at: datetime
    tell_by: datetime | None
    accepted_at: datetime | None = None
    deemed: bool = False
    silent_until: datetime | None = None
    told: frozenset[str] = frozenset()
    procedures: tuple[Procedure, ...] = ()
    closed_at: datetime | None = None
    certificate_ids: tuple[str, ...] = ()
    due_at: datetime | None = None
    statutory_due_at: datetime | None = None
    yellow_from: datetime | None = None
    light: Light = Light.NONE

    @property
    def open_procedure(self) -> Procedure | None:
        """The special procedure that runs now."""
        last = self.procedures[-1] if self.procedures else None
        return last if last is not None and last.ended_at is None else None


# Which events may follow in which state; the first event is always Submitted.
LEGAL: dict[CaseState, frozenset[type[Event]]] = {
    CaseState.SUBMITTED: frozenset({Accepted, CorrectionRequested, AcceptanceRefused, Withdrawn}),
    CaseState.CORRECTING: frozenset({CorrectionSupplied, Withdrawn}),
    CaseState.ACCEPTED: frozenset(
        {SpecialProcedureStarted, OpinionGiven, Approved, Denied, Withdrawn, DeadlineAppended}
    ),
    CaseState.PAUSED: frozenset({SpecialProcedureEnded, OpinionGiven, Withdrawn}),
    CaseState.APPROVED: frozenset({CertificateIssued}),
    CaseState.DENIED: frozenset(),
    CaseState.NOT_ACCEPTED: frozenset(),
    CaseState.WITHDRAWN: frozenset(),
}


def state(events: Sequence[Event], as_of: datetime, calendar: Calendar) -> Status:
    """The status as of ``as_of``; IllegalStep when the events could not have happened so.

    Silence counts: five working days without a word after receipt and the case is accepted from
    the day it was received (行政许可法 32).
    """
    status = _begin(events, calendar)
    for event in events[1:]:
        status = advance(status, event, calendar)
    return _with_clock(_after_silence(status, as_of), as_of, calendar)


def advance(status: Status, event: Event, calendar: Calendar) -> Status:
    """The status after one more event."""
    status = _after_silence(status, event.at)
    if type(event) not in LEGAL[status.state]:
        raise IllegalStep(status.state, type(event))
    step = _STEPS.get(type(event))
    return step(status, event, calendar) if step else status


def _begin(events: Sequence[Event], calendar: Calendar) -> Status:
    first = events[0] if events else None
    if not isinstance(first, Submitted):
        raise IllegalStep(None, type(first) if first else Event)
    return Status(
        state=CaseState.SUBMITTED,
        promise=first.promise,
        statutory=first.statutory,
        submitted_at=first.at,
        received_at=first.at,
        tell_by=clocks.tell_defects_by(first.at, calendar),
    )


def _after_silence(status: Status, moment: datetime) -> Status:
    told_until = status.tell_by if status.state is CaseState.SUBMITTED else None
    if told_until is not None and moment > told_until:
        return replace(
            status,
            state=CaseState.ACCEPTED,
            accepted_at=status.received_at,
            tell_by=None,
            deemed=True,
            silent_until=status.tell_by,
        )
    return status


def _accepted(status: Status, event: Event, calendar: Calendar) -> Status:
    del calendar
    return replace(status, state=CaseState.ACCEPTED, accepted_at=event.at, tell_by=None)


def _correction_requested(status: Status, event: CorrectionRequested, calendar: Calendar) -> Status:
    del calendar
    told = status.told | frozenset(event.targets)
    return replace(status, state=CaseState.CORRECTING, tell_by=None, told=told)


def _correction_supplied(status: Status, event: Event, calendar: Calendar) -> Status:
    return replace(
        status,
        state=CaseState.SUBMITTED,
        received_at=event.at,
        tell_by=clocks.tell_defects_by(event.at, calendar),
    )


def _procedure_started(
    status: Status, event: SpecialProcedureStarted, calendar: Calendar
) -> Status:
    del calendar
    return replace(
        status, state=CaseState.PAUSED, procedures=(*status.procedures, Procedure(event))
    )


def _procedure_ended(status: Status, event: SpecialProcedureEnded, calendar: Calendar) -> Status:
    del calendar
    running = status.procedures[-1]
    if running.started.procedure != event.procedure:
        raise IllegalStep(status.state, type(event))
    ended = replace(running, ended_at=event.at)
    return replace(status, state=CaseState.ACCEPTED, procedures=(*status.procedures[:-1], ended))


def _closing(state_after: CaseState) -> Callable[[Status, Event, Calendar], Status]:
    def close(status: Status, event: Event, calendar: Calendar) -> Status:
        del calendar
        running = status.open_procedure
        procedures = status.procedures
        if running is not None:
            procedures = (*procedures[:-1], replace(running, ended_at=event.at))
        return replace(
            status,
            state=state_after,
            closed_at=event.at,
            tell_by=None,
            procedures=procedures,
        )

    return close


def _certificate_issued(status: Status, event: CertificateIssued, calendar: Calendar) -> Status:
    del calendar
    return replace(status, certificate_ids=(*status.certificate_ids, event.certificate_id))


_STEPS: dict[type[Event], Callable[[Status, Any, Calendar], Status]] = {
    Accepted: _accepted,
    CorrectionRequested: _correction_requested,
    CorrectionSupplied: _correction_supplied,
    AcceptanceRefused: _closing(CaseState.NOT_ACCEPTED),
    SpecialProcedureStarted: _procedure_started,
    SpecialProcedureEnded: _procedure_ended,
    Approved: _closing(CaseState.APPROVED),
    Denied: _closing(CaseState.DENIED),
    Withdrawn: _closing(CaseState.WITHDRAWN),
    CertificateIssued: _certificate_issued,
}


def _with_clock(status: Status, as_of: datetime, calendar: Calendar) -> Status:
    if status.accepted_at is None:
        return status
    pauses = tuple(
        Pause(run.started.at, run.ended_at or max(as_of, run.started.at))
        for run in status.procedures
    )
    due = clocks.promised(status.accepted_at, status.promise, pauses, calendar)
    by_law = (
        clocks.promised(status.accepted_at, status.statutory, pauses, calendar)
        if status.statutory
        else None
    )
    yellow = clocks.yellow_from(due, status.promise, calendar)
    colour = clocks.light(
        as_of,
        due=due,
        yellow=yellow,
        paused=status.open_procedure is not None,
        closed_at=status.closed_at,
    )
    return replace(status, due_at=due, statutory_due_at=by_law, yellow_from=yellow, light=colour)

"""``state(events, as_of, calendar)``: everything about a case follows from its events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tongban.cases.domain import clocks, following, hearings, revocations, transit, watching
from tongban.cases.domain.events import (
    AcceptanceRefused,
    Accepted,
    Approved,
    CertificateIssued,
    CorrectionRequested,
    CorrectionSupplied,
    Delivered,
    Denied,
    Event,
    PaymentAsked,
    PaymentSettled,
    RenewedBySilence,
    SpecialProcedureEnded,
    SpecialProcedureStarted,
    Submitted,
    TermExtended,
    Withdrawn,
)
from tongban.cases.domain.status import IllegalStep, Procedure, Status
from tongban.cases.views.state import CaseState
from tongban.kernel.calendar import Calendar, Pause


def state(events: Sequence[Event], as_of: datetime, calendar: Calendar) -> Status:
    """The status as of ``as_of``; IllegalStep when the events could not have happened so.

    Silence counts: five working days without a word after receipt and the case is accepted from
    the day it was received (行政许可法 32); a renewal that is not decided when the old licence
    expires is granted (50).
    """
    status = _begin(events, calendar)
    for event in events[1:]:
        status = advance(status, event, calendar)
    return _with_clock(_after_silence(status, as_of, calendar), as_of, calendar)


def advance(status: Status, event: Event, calendar: Calendar) -> Status:
    """The status after one more event."""
    status = _after_silence(status, event.at, calendar)
    if type(event) not in transit.legal_in(status):
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
        renews_until=first.renews_until,
    )


def _after_silence(status: Status, moment: datetime, calendar: Calendar) -> Status:
    return _after_expiry(_after_untold(status, moment), moment, calendar)


def _after_expiry(status: Status, moment: datetime, calendar: Calendar) -> Status:
    granted_at = watching.expiry_of(status, calendar)
    if granted_at is None or moment <= granted_at:
        return status
    closed = _close(status, CaseState.APPROVED, granted_at)
    return replace(closed, renewed_by_silence=True)


def _after_untold(status: Status, moment: datetime) -> Status:
    told_until = status.tell_by if status.state is CaseState.SUBMITTED else None
    if told_until is not None and moment > told_until:
        return replace(
            status,
            state=CaseState.ACCEPTED,
            accepted_at=_receipt(status),
            tell_by=None,
            deemed=True,
            silent_until=status.tell_by,
        )
    return status


def _accepted(status: Status, event: Event, calendar: Calendar) -> Status:
    del calendar
    accepted_at = status.counts_from if status.breached else event.at
    return replace(status, state=CaseState.ACCEPTED, accepted_at=accepted_at, tell_by=None)


def _receipt(status: Status) -> datetime:
    return status.counts_from if status.breached else status.received_at


def _correction_requested(status: Status, event: CorrectionRequested, calendar: Calendar) -> Status:
    del calendar
    untold = frozenset(event.targets) - status.told
    if status.told and untold and not event.breach:
        raise IllegalStep(status.state, type(event))
    return replace(
        status,
        state=CaseState.CORRECTING,
        tell_by=None,
        told=status.told | untold,
        breached=status.breached or event.breach,
    )


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
    paying = isinstance(event, PaymentAsked)
    return replace(
        status,
        state=CaseState.AWAITING_PAYMENT if paying else CaseState.PAUSED,
        procedures=(*status.procedures, Procedure(event)),
    )


def _procedure_ended(status: Status, event: SpecialProcedureEnded, calendar: Calendar) -> Status:
    del calendar
    running = status.procedures[-1]
    unheard = event.procedure == hearings.PROCEDURE and status.hearing.held_on is None
    if running.started.procedure != event.procedure or (unheard and status.hearing.announced_at):
        raise IllegalStep(status.state, type(event))
    # Two programs may tell the time differently: nothing ends before it began.
    ended = replace(running, ended_at=max(event.at, running.started.at))
    return replace(status, state=CaseState.ACCEPTED, procedures=(*status.procedures[:-1], ended))


def _term_extended(status: Status, event: TermExtended, calendar: Calendar) -> Status:
    clocked = _with_clock(status, event.at, calendar)
    last = clocked.statutory_due_at or clocked.due_at
    if status.added is not None or last is None or event.at > last:
        raise IllegalStep(status.state, type(event))
    return replace(status, added=event.added)


def _deciding(state_after: CaseState) -> Callable[[Status, Event, Calendar], Status]:
    def decide(status: Status, event: Event, calendar: Calendar) -> Status:
        if hearings.holds_up_decision(status.hearing, event.at, calendar):
            raise IllegalStep(status.state, type(event))
        if state_after is CaseState.APPROVED and following.holds_up_grant(status):
            raise IllegalStep(status.state, type(event))
        return _close(status, state_after, event.at)

    return decide


def _renewed(status: Status, event: RenewedBySilence, calendar: Calendar) -> Status:
    del calendar
    if not status.renewed_by_silence or event.expired != status.renews_until:
        raise IllegalStep(status.state, type(event))
    return status


def _delivered(status: Status, event: Delivered, calendar: Calendar) -> Status:
    del calendar
    if status.delivered_at is not None or status.awaited:
        raise IllegalStep(status.state, type(event))
    return replace(status, delivered_at=event.at)


def _closing(state_after: CaseState) -> Callable[[Status, Event, Calendar], Status]:
    def close(status: Status, event: Event, calendar: Calendar) -> Status:
        del calendar
        return _close(status, state_after, event.at)

    return close


def _close(status: Status, state_after: CaseState, at: datetime) -> Status:
    running = status.open_procedure
    procedures = status.procedures
    if running is not None:
        procedures = (*procedures[:-1], replace(running, ended_at=at))
    return replace(
        status,
        state=state_after,
        closed_at=at,
        tell_by=None,
        procedures=procedures,
    )


def _certificate_issued(status: Status, event: CertificateIssued, calendar: Calendar) -> Status:
    del calendar
    return replace(
        status,
        certificate_ids=(*status.certificate_ids, event.certificate_id),
        delivered_at=status.delivered_at or event.at,
    )


_STEPS: dict[type[Event], Callable[[Status, Any, Calendar], Status]] = {
    Accepted: _accepted,
    CorrectionRequested: _correction_requested,
    CorrectionSupplied: _correction_supplied,
    AcceptanceRefused: _closing(CaseState.NOT_ACCEPTED),
    SpecialProcedureStarted: _procedure_started,
    SpecialProcedureEnded: _procedure_ended,
    PaymentAsked: _procedure_started,
    PaymentSettled: _procedure_ended,
    TermExtended: _term_extended,
    Approved: _deciding(CaseState.APPROVED),
    Denied: _deciding(CaseState.DENIED),
    RenewedBySilence: _renewed,
    Delivered: _delivered,
    Withdrawn: _closing(CaseState.WITHDRAWN),
    CertificateIssued: _certificate_issued,
    **hearings.STEPS,
    **revocations.STEPS,
    **following.STEPS,
    **transit.STEPS,
}


def _with_clock(status: Status, as_of: datetime, calendar: Calendar) -> Status:
    if status.accepted_at is None:
        return status
    pauses = tuple(
        Pause(run.started.at, run.ended_at or max(as_of, run.started.at))
        for run in status.procedures
    )
    wait = following.wait_of(status, as_of)
    pauses = (*pauses, wait) if wait is not None else pauses
    promise = clocks.extended(status.promise, status.added)
    due = clocks.promised(status.accepted_at, promise, pauses, calendar)
    by_law = None
    if status.statutory:
        term = clocks.extended(status.statutory, status.added)
        by_law = clocks.promised(status.accepted_at, term, pauses, calendar)
    yellow = clocks.yellow_from(due, promise, calendar, status.accepted_at)
    colour = clocks.light(
        as_of,
        due=due,
        yellow=yellow,
        paused=status.open_procedure is not None or following.waits(status, as_of),
        closed_at=status.closed_at,
    )
    return replace(status, due_at=due, statutory_due_at=by_law, yellow_from=yellow, light=colour)

"""Write down deadlines that passed, so that lateness stays in the file."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.charging import payment_asked
from tongban.cases.domain.events import SYSTEM, Deadline, DeadlineAppended, PaymentAsked
from tongban.cases.domain.state import state
from tongban.cases.domain.status import Status
from tongban.cases.models import Case, CaseEvent
from tongban.cases.views import CaseState
from tongban.cases.writing import Said, append, stored_events
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import Calendar

_BATCH = 200
_OF_EACH_PAUSE = (Deadline.PROCEDURE, Deadline.PAYMENT)


def append_deadlines(now: datetime) -> int:
    """Append a DeadlineAppended event to every case whose clock ran out; how many were written.

    One transaction per case; cases being worked on are skipped and found again. Safe to repeat.
    Source: 优化营商环境条例 36 (lateness is published with its reason).
    """
    due = Case.objects.filter(watch_at__lt=now).order_by("watch_at", "id")
    late = list(due.values_list("id", flat=True)[:_BATCH])
    if not late:
        return 0
    calendar = calendar_of()
    actor = Actor.system("cases-clock")
    return sum(_append_one(case_id, actor, calendar, now) for case_id in late)


def _append_one(case_id: str, actor: Actor, calendar: Calendar, now: datetime) -> int:
    with transaction.atomic():
        rows = Case.objects.select_for_update(skip_locked=True)
        case = rows.filter(id=case_id, watch_at__lt=now).order_by("id").first()
        if case is None:
            return 0
        history = stored_events(CaseEvent.objects.filter(case=case).order_by("seq"))
        written = {(e.deadline, e.due_at) for e in history if isinstance(e, DeadlineAppended)}
        told = {deadline for deadline, _ in written}
        status = state(history, now, calendar)
        missed = [
            Said(DeadlineAppended(at=now, by=SYSTEM, deadline=kind, due_at=due))
            for kind, due in _passed(status, calendar, now)
            if (kind, due) not in written and (kind not in told or kind in _OF_EACH_PAUSE)
        ]
        if status.deemed and status.state is CaseState.ACCEPTED:
            asked = payment_asked(case, actor, calendar, now)
            missed += [Said(asked)] if asked else []
        if not missed:
            Case.objects.filter(id=case_id).update(watch_at=_next_watch(status, now))
            return 0
        append(case, status, missed, actor=actor, post=None, calendar=calendar, now=now)
        Case.objects.filter(id=case_id).update(watch_at=_next_watch(status, now))
        return len(missed)


def _passed(status: Status, calendar: Calendar, now: datetime) -> list[tuple[Deadline, datetime]]:
    running = status.open_procedure
    if running is not None:
        planned = running.planned_until(calendar)
        paying = isinstance(running.started, PaymentAsked)
        kind = Deadline.PAYMENT if paying else Deadline.PROCEDURE
        return [(kind, planned)] if now > planned else []
    if status.state is not CaseState.ACCEPTED:
        return []
    passed = []
    if status.deemed and status.silent_until is not None:
        passed.append((Deadline.TELL_DEFECTS, status.silent_until))
    for kind, due in (
        (Deadline.PROMISE, status.due_at),
        (Deadline.STATUTORY, status.statutory_due_at),
    ):
        if due is not None and now > due:
            passed.append((kind, due))
    return passed


def _next_watch(status: Status, now: datetime) -> datetime | None:
    if status.open_procedure is not None:
        return None
    ahead = (status.due_at, status.statutory_due_at)
    return min((due for due in ahead if due is not None and due > now), default=None)

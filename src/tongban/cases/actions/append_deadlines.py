"""Write down deadlines that passed, so that lateness stays in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from tongban.cases.charging import payment_asked
from tongban.cases.domain.events import (
    SYSTEM,
    Deadline,
    DeadlineAppended,
    Event,
    RenewedBySilence,
)
from tongban.cases.domain.state import state
from tongban.cases.domain.status import Status
from tongban.cases.domain.watching import clocks_of, next_watch
from tongban.cases.history import bearing_events
from tongban.cases.models import Case
from tongban.cases.promised_materials import reminded
from tongban.cases.silent_renewal import granted_by_law
from tongban.cases.views.state import CaseState
from tongban.cases.writing import Said, append
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import Calendar

_BATCH = 200
_OF_EACH_PAUSE = (Deadline.PROCEDURE, Deadline.PAYMENT)


def append_deadlines(now: datetime) -> int:
    """Append a DeadlineAppended event to every case whose clock ran out; how many were written.

    Who promised a material is reminded of its day, once. A renewal not decided before the old
    licence ended is granted and issued. One transaction per case; cases being worked on are skipped
    and found again. Safe to repeat.
    Source: 优化营商环境条例 36 (lateness is published with its reason); 行政许可法 50.
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
        history = bearing_events(case)
        status = state(history, now, calendar)
        missed = [*_missed(history, status, calendar, now)]
        missed += reminded(case, status, calendar, now)
        if status.renewed_by_silence and not any(isinstance(e, RenewedBySilence) for e in history):
            missed += granted_by_law(case, status, calendar, now)
        if status.deemed and status.state is CaseState.ACCEPTED:
            asked = payment_asked(case, actor, calendar, now)
            missed += [asked] if asked else []
        if missed:
            said = [Said(event) for event in missed]
            status = append(case, status, said, actor=actor, post=None, calendar=calendar, now=now)
        Case.objects.filter(id=case_id).update(watch_at=next_watch(status, calendar, now))
        return len(missed)


def _missed(
    history: Sequence[Event], status: Status, calendar: Calendar, now: datetime
) -> Iterator[Event]:
    written = {(e.deadline, e.due_at) for e in history if isinstance(e, DeadlineAppended)}
    told = {deadline for deadline, _ in written}
    for kind, due in clocks_of(status, calendar):
        again = kind in _OF_EACH_PAUSE and (kind, due) not in written
        if now > due and (kind not in told or again):
            yield DeadlineAppended(at=now, by=SYSTEM, deadline=kind, due_at=due)

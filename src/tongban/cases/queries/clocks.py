"""The clocks of a case as they are read: every stretch in which they stood still, and why."""

from __future__ import annotations

from datetime import datetime

from tongban.cases.domain.events import AWAITING_PAYMENT
from tongban.cases.domain.following import wait_of, waits
from tongban.cases.domain.hearings import PROCEDURE
from tongban.cases.domain.status import Status
from tongban.cases.domain.watching import delivery_end
from tongban.cases.queries.hearing import HEARING
from tongban.cases.views.clock import AWAITING_PROMISED, ClockView, Light, PauseSpan
from tongban.catalogue.api import ItemView
from tongban.jurisdiction.api import calendar
from tongban.kernel.calendar import Span, SpanUnit
from tongban.kernel.text import Text


def clock_view(status: Status, item: ItemView, now: datetime) -> ClockView:
    """The clocks with every pause and the article it rests on."""
    return ClockView(
        light=status.light,
        due_at=status.due_at,
        statutory_due_at=status.statutory_due_at,
        tell_by=status.tell_by,
        paused=status.light is Light.PAUSED,
        spans=(*_procedures(status, item), *_waits(status, now)),
        deliver_by=delivery_end(status, calendar()),
        delivered_at=status.delivered_at,
    )


def _procedures(status: Status, item: ItemView) -> tuple[PauseSpan, ...]:
    names = {procedure.kind.value: procedure.name for procedure in item.special_procedures}
    names.setdefault(PROCEDURE, HEARING)
    names[AWAITING_PAYMENT] = Text.of("等待缴费", "Waiting for payment")
    return tuple(
        PauseSpan(
            kind=run.started.procedure,
            name=names.get(run.started.procedure, Text.of(run.started.procedure)),
            article=run.started.article,
            planned=str(run.started.planned),
            started_at=run.started.at,
            ended_at=run.ended_at,
        )
        for run in status.procedures
    )


def _waits(status: Status, now: datetime) -> tuple[PauseSpan, ...]:
    """The applicant's own time 等待补交, counted apart from the office's."""
    wait = wait_of(status, now)
    if wait is None or status.awaited_by is None:
        return ()
    days = calendar().local_date(status.awaited_by) - calendar().local_date(wait.began_at)
    return (
        PauseSpan(
            kind=AWAITING_PROMISED,
            name=Text.of("等待补交承诺的材料", "Waiting for what was promised"),
            article=None,
            planned=str(Span(days.days, SpanUnit.NATURAL_DAY)),
            started_at=wait.began_at,
            ended_at=None if waits(status, now) else wait.ended_at,
        ),
    )

"""The events of a stored case: all of them, those that bear on its status, the newest."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max, Q, QuerySet

from tongban.cases.domain.bearing import WORK
from tongban.cases.domain.events import Event
from tongban.cases.domain.stored_events import event_from
from tongban.cases.models import Case, CaseEvent

_WORK = tuple(kind.__name__ for kind in WORK)


def rows_of(case: Case) -> QuerySet[CaseEvent]:
    """Every event row of a case, in order."""
    return CaseEvent.objects.filter(case=case).order_by("seq")


def history(case: Case) -> list[Event]:
    """Every event of a case."""
    return stored_events(rows_of(case))


def bearing_rows(case: Case) -> QuerySet[CaseEvent]:
    """The rows of ``bearing``: as many however many steps the case has gone through."""
    first = rows_of(case).filter(kind__in=_WORK).values("seq")[:1]
    return rows_of(case).filter(~Q(kind__in=_WORK) | Q(seq=first))


def bearing_events(case: Case) -> list[Event]:
    """The events from which the status of a case follows as from all of them."""
    return stored_events(bearing_rows(case))


def last_seq(case: Case) -> int:
    """The number of the newest event; 0 for a case without any."""
    return CaseEvent.objects.filter(case=case).aggregate(last=Max("seq"))["last"] or 0


def stored_events(rows: Iterable[CaseEvent]) -> list[Event]:
    """Event rows as values."""
    return [event_of(row) for row in rows]


def event_of(row: CaseEvent) -> Event:
    """One event row as a value."""
    return event_from(row.kind, row.at, row.by, row.facts)

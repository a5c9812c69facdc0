"""Clocks that ran out, with their causes: what is published, and nobody's data in it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import Q

from tongban.agencies.api import agency
from tongban.cases.domain.events import Deadline, Event
from tongban.cases.domain.lateness import cause_of
from tongban.cases.history import event_of
from tongban.cases.models import CaseEvent
from tongban.cases.queries.timeline import DEADLINES
from tongban.cases.records import LateRow
from tongban.kernel.page import MAX_PAGE_SIZE, Page
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text


def published_lateness(cursor: str | None = None, size: int = 20) -> Page[LateRow]:
    """Every clock that ran out, newest first, with its cause or None; for anybody.

    Source: 优化营商环境条例 36.
    """
    size = min(max(size, 1), MAX_PAGE_SIZE)
    late = CaseEvent.objects.filter(kind="DeadlineAppended").select_related("case")
    before = _read_cursor(cursor)
    if before is not None:
        late = late.filter(Q(at__lt=before[0]) | Q(at=before[0], id__lt=before[1]))
    rows = list(late.order_by("-at", "-id")[: size + 1])
    said = _explanations({row.case_id for row in rows})
    last = rows[size - 1] if len(rows) > size else None
    shown = tuple(_row(row, said[row.case_id]) for row in rows[:size])
    return Page(shown, f"{last.at.isoformat()}~{last.pk}" if last else None)


def _explanations(case_ids: set[str]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    told = CaseEvent.objects.filter(case_id__in=case_ids, kind="LatenessExplained")
    for row in told.order_by("case_id", "seq"):
        found[row.case_id].append(event_of(row))
    return found


def _row(row: CaseEvent, said: list[Event]) -> LateRow:
    deadline, case = Deadline(row.facts["deadline"]), row.case
    cause = cause_of(deadline, said)
    return LateRow(
        number=case.number,
        title=Text.from_mapping(case.title),
        agency_code=case.current_agency,
        agency_name=_name_of(case.current_agency),
        region=case.region,
        deadline=DEADLINES[deadline],
        due_at=datetime.fromisoformat(row.facts["due_at"]),
        cause=cause.label if cause else None,
    )


def _name_of(code: str) -> Text:
    try:
        return agency(code).name
    except Refusal:
        return Text.of(code)


def _read_cursor(cursor: str | None) -> tuple[datetime, int] | None:
    """A cursor that cannot be read starts the list anew: it is only a place in a list."""
    stamp, _, row_id = (cursor or "").partition("~")
    try:
        at, number = datetime.fromisoformat(stamp), int(row_id)
    except ValueError:
        return None
    return (at, number) if at.tzinfo is not None and 0 < number < 2**63 else None

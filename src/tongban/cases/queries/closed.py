"""Cases that were closed, as they are counted; in pages, for the platform's own programs."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from tongban.cases.dossier import open_all
from tongban.cases.models import Case, CaseEvent
from tongban.cases.overseen import ClosedCase
from tongban.cases.queries.watching import watched
from tongban.kernel.actor import Actor, ActorKind

_MOST = 500


def closed_cases(
    actor: Actor,
    *,
    since: datetime,
    until: datetime,
    after: tuple[datetime, str] | None = None,
    size: int = _MOST,
) -> tuple[ClosedCase, ...]:
    """Cases closed from ``since`` up to before ``until`` (UTC), by (closed, id) after the given.

    At most 500. Nothing for anybody but a service: it opens dossiers to see how materials came.
    """
    if actor.kind is not ActorKind.SERVICE:
        return ()
    rows = Case.objects.filter(closed_at__gte=since, closed_at__lt=until)
    if after is not None:
        at, case_id = after
        rows = rows.filter(Q(closed_at__gt=at) | Q(closed_at=at, id__gt=case_id))
    found = list(rows.order_by("closed_at", "id")[: min(size, _MOST)])
    events: dict[str, list[CaseEvent]] = defaultdict(list)
    for event in CaseEvent.objects.filter(case__in=[row.id for row in found]).order_by(
        "case_id", "seq"
    ):
        events[event.case_id].append(event)
    return tuple(_closed(row, events[row.id]) for row in found)


def _closed(row: Case, events: list[CaseEvent]) -> ClosedCase:
    dossier, _ = open_all(row, [])
    return ClosedCase(
        watched=watched(row, events),
        subject_id=row.applicant_id,
        situation=row.situation,
        ways={each.code: each.way for each in dossier.materials},
        heard=len(dossier.facts),
        unheard={element: each.code for element, each in dossier.unheard.items()},
        fees=sum((Decimal(fee["amount"]) for fee in row.fees if fee["amount"]), Decimal(0)),
    )

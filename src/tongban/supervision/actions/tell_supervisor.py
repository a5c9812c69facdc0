"""Tell the overseeing body of an approval 审管联动."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.commitments.api import is_promised
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record
from tongban.supervision import events
from tongban.supervision.models import OversightNotice
from tongban.supervision.plans import plan_of_item


def tell_supervisor(
    *,
    case_id: str,
    case_number: str,
    item_code: str,
    subject_id: str,
    region: str,
    decided_at: datetime,
    now: datetime,
) -> str | None:
    """Put the approval before whoever the plan of its service names; once however often told.

    Returns the notice's id; None when no plan oversees the service or it was told before.
    """
    found = plan_of_item(item_code)
    if found is None:
        return None
    with transaction.atomic():
        row = OversightNotice(
            id=new_id("oversight"),
            case_id=case_id,
            case_number=case_number,
            item_code=item_code,
            plan_code=found.code,
            subject_id=subject_id,
            supervisor=found.supervisor,
            region=region,
            promised=is_promised(case_id),
            decided_at=decided_at,
            told_at=now,
        )
        OversightNotice.objects.bulk_create([row], ignore_conflicts=True)
        if not OversightNotice.objects.filter(id=row.id).exists():
            return None
        facts = {"notice": row.id, "case": case_id, "supervisor": found.supervisor}
        record(
            kind="supervision.told",
            about=case_id,
            facts=facts,
            actor=Actor.system("supervision"),
            now=now,
            subject_id=subject_id,
        )
        publish(event=events.SUPERVISOR_TOLD, aggregate=row.id, payload=facts, now=now)
    return row.id

"""Leaf and outbox row of a change, always together, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from tongban.intermediaries.models import Commission
from tongban.intermediaries.refusals import CommissionNotFound
from tongban.jobs.api import publish_recorded
from tongban.kernel.actor import Actor


def note(row: Commission, event: str, actor: Actor, now: datetime) -> None:
    """What happened to a commission: ids and codes, no words."""
    payload = {
        "commission": row.id,
        "service": row.service_code,
        "institution": row.institution_id,
        "case": row.case_id,
        "payer": row.agency_code,
    }
    facts = {**payload, "state": row.state, "result": row.sha256, "seed": row.seed}
    publish_recorded(
        event=event,
        aggregate=row.id,
        payload=payload,
        facts=facts,
        actor=actor,
        subject_id=row.subject_id,
        now=now,
    )


def locked(commission_id: str) -> Commission:
    """The commission, locked. Refuses CommissionNotFound."""
    row = Commission.objects.select_for_update().filter(id=commission_id).order_by("id").first()
    if row is None:
        raise CommissionNotFound
    return row

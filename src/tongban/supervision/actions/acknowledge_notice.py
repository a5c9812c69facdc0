"""Acknowledge an approval 认领: the overseeing body has it in its list."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban.supervision import events
from tongban.supervision.models import OversightNotice
from tongban.supervision.policies import inspecting_post
from tongban.supervision.refusals import NotYoursToOversee


def acknowledge_notice(*, actor: Actor, notice_id: str, now: datetime) -> None:
    """Say that the notice arrived; a second time changes nothing. Refuses NotYoursToOversee."""
    with transaction.atomic():
        rows = OversightNotice.objects.select_for_update().filter(id=notice_id)
        row = rows.order_by("id").first()
        post = inspecting_post(actor, row.supervisor, row.region) if row else None
        if row is None or post is None:
            raise NotYoursToOversee
        if row.acknowledged_at is not None:
            return
        row.acknowledged_at, row.acknowledged_post = now, post.id
        row.save(update_fields=["acknowledged_at", "acknowledged_post"])
        facts = {"notice": row.id, "case": row.case_id, "supervisor": row.supervisor}
        record(
            kind="supervision.acknowledged",
            about=row.case_id,
            facts=facts,
            actor=actor,
            now=now,
            subject_id=row.subject_id,
        )
        publish(event=events.NOTICE_ACKNOWLEDGED, aggregate=row.id, payload=facts, now=now)

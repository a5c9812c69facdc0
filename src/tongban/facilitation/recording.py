"""Leaf and outbox row of a change, always together, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from tongban.facilitation.models import Engagement
from tongban.facilitation.refusals import EngagementNotFound
from tongban.jobs.api import publish_recorded
from tongban.kernel.actor import Actor


def note(row: Engagement, event: str, actor: Actor, now: datetime, step: str = "") -> None:
    """What happened to an engagement: ids and codes, no words."""
    payload = {
        "engagement": row.id,
        "bundle_case": row.bundle_case_id,
        "region": row.region,
        "agency": row.agency_code,
        "step": step,
    }
    publish_recorded(
        event=event,
        aggregate=row.id,
        payload=payload,
        facts={**payload, "state": row.state, "post": row.post_id},
        actor=actor,
        subject_id=row.subject_id,
        now=now,
    )


def locked(engagement_id: str) -> Engagement:
    """The engagement, locked. Refuses EngagementNotFound."""
    row = Engagement.objects.select_for_update().filter(id=engagement_id).order_by("id").first()
    if row is None:
        raise EngagementNotFound
    return row

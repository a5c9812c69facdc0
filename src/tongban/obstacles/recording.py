"""Leaf and outbox row of a change, always together, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from tongban.jobs.api import publish_recorded
from tongban.kernel.actor import Actor
from tongban.obstacles.models import Matter
from tongban.obstacles.refusals import MatterNotFound


def tell(matter: Matter, event: str, actor: Actor, now: datetime) -> None:
    """What happened to a matter: ids and codes, no words."""
    payload = {
        "matter": matter.id,
        "item": matter.item_code,
        "agency": matter.agency_code,
        "region": matter.region,
    }
    facts = {**payload, "state": matter.state, "cause": matter.cause, "outcome": matter.outcome}
    publish_recorded(
        event=event,
        aggregate=matter.id,
        payload=payload,
        facts=facts,
        actor=actor,
        subject_id=matter.subject_id,
        now=now,
    )


def locked(matter_id: str) -> Matter:
    """The matter, locked. Refuses MatterNotFound."""
    row = Matter.objects.select_for_update().filter(id=matter_id).order_by("id").first()
    if row is None:
        raise MatterNotFound
    return row

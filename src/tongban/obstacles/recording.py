"""Leaf and outbox row of a change, always together, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
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
    record(
        kind=event.replace("_", "-"),
        about=matter.id,
        facts=facts,
        actor=actor,
        now=now,
        subject_id=matter.subject_id,
    )
    publish(event=event, aggregate=matter.id, payload=payload, now=now)


def locked(matter_id: str) -> Matter:
    """The matter, locked. Refuses MatterNotFound."""
    row = Matter.objects.select_for_update().filter(id=matter_id).order_by("id").first()
    if row is None:
        raise MatterNotFound
    return row

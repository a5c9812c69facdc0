"""Evidence and event of a change to reference codes, together."""

from __future__ import annotations

from datetime import datetime

from tongban.jobs.api import publish
from tongban.jurisdiction.domain.records import Changes
from tongban.jurisdiction.events import LEAF_KINDS
from tongban.kernel.actor import Actor
from tongban.ledger.api import record


def announce(
    *, event: str, about: str, source: str, changes: Changes, actor: Actor, now: datetime
) -> None:
    """Write one leaf and one outbox event in the caller's transaction."""
    facts: dict[str, str | int] = {
        "source": source,
        "added": changes.added,
        "changed": changes.changed,
    }
    record(kind=LEAF_KINDS[event], about=about, facts=facts, actor=actor, now=now)
    publish(event=event, aggregate=about, payload=facts, now=now)

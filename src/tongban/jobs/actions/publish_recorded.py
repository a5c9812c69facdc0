"""Publish an event with the evidence of what it tells: one call for what every write owes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tongban.jobs.actions.publish import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record


def publish_recorded(
    *,
    event: str,
    aggregate: str,
    payload: Mapping[str, Any],
    facts: Mapping[str, object],
    actor: Actor,
    subject_id: str | None,
    now: datetime,
) -> None:
    """Leaf and outbox row of a change, always together, in the caller's transaction.

    The leaf is about ``aggregate``; its kind is ``event`` with hyphens (``reception.handed-in``).
    ``facts`` enter the leaf, ``payload`` goes out; both hold ids and codes only. ``subject_id`` is
    whom it concerns. Raises what ``record`` and ``publish`` raise.
    """
    record(
        kind=event.replace("_", "-"),
        about=aggregate,
        facts=facts,
        actor=actor,
        now=now,
        subject_id=subject_id,
    )
    publish(event=event, aggregate=aggregate, payload=payload, now=now)

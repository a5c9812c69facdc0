"""Relay the outbox: hand committed events to the queue, once, in order."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from tongban.jobs.adapters.queue import Delivery, enqueue
from tongban.jobs.domain.subscriptions import handler_names
from tongban.jobs.models import OutboxRow

BATCH = 500
_RELAY_LOCK = 0x746F6E67  # any constant of our own; "tong"


def relay_outbox(now: datetime, *, limit: int = BATCH) -> int:
    """Queue one delivery per (event, handler) for up to ``limit`` waiting events.

    Deliveries and ``relayed_at`` commit together, in this database, so relaying cannot lose or
    double an event. Only one relay works at a time (a transaction-scoped advisory lock): two
    with SKIP LOCKED could queue an aggregate's events out of order. Returns the number of events
    relayed; 0 also when another relay is at work.
    """
    with transaction.atomic():
        if not _only_relay():
            return 0
        rows = list(OutboxRow.objects.filter(relayed_at__isnull=True).order_by("id")[:limit])
        if not rows:
            return 0
        enqueue(
            [
                Delivery(row.event_id, handler, row.aggregate)
                for row in rows
                for handler in handler_names(row.event)
            ]
        )
        OutboxRow.objects.filter(id__in=[row.id for row in rows]).update(relayed_at=now)
    return len(rows)


def _only_relay() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_RELAY_LOCK])
        return bool(cursor.fetchone()[0])

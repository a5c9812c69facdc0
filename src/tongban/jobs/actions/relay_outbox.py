"""Relay the outbox: hand committed events on, once, in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import connection, transaction

from tongban.jobs.actions.deliver import deliver_at_once
from tongban.jobs.adapters.queue import Delivery, busy_locks, enqueue
from tongban.jobs.domain.subscriptions import handler_names, is_swift
from tongban.jobs.models import OutboxRow

BATCH = 500
_RELAY_LOCK = 0x746F6E67  # any constant of our own; "tong"

_log = structlog.get_logger(__name__)


def relay_outbox(now: datetime, *, limit: int = BATCH) -> int:
    """Deliver or queue (event, handler) pairs of up to ``limit`` waiting events.

    Swift handlers run here, in this transaction; the others, and swift ones whose aggregate still
    has a delivery in the queue, are queued. All of it and ``relayed_at`` commit together, in this
    database, so relaying cannot lose or double an event. Only one relay works at a time (a
    transaction-scoped advisory lock): two with SKIP LOCKED could pass an aggregate's events out
    of order. Returns the number of events relayed; 0 also when another relay is at work.
    """
    with transaction.atomic():
        if not _only_relay():
            return 0
        rows = list(OutboxRow.objects.filter(relayed_at__isnull=True).order_by("id")[:limit])
        if not rows:
            return 0
        _hand_on(rows, now)
        _mark(rows, now)
    return len(rows)


def _hand_on(rows: Sequence[OutboxRow], now: datetime) -> None:
    deliveries = [
        (row, Delivery(row.event_id, handler, row.aggregate))
        for row in rows
        for handler in handler_names(row.event)
    ]
    swift = [each for each in deliveries if is_swift(each[1].handler)]
    busy = busy_locks({delivery.lock for _, delivery in swift}) if swift else frozenset()
    at_once = [each for each in swift if each[1].lock not in busy]
    if at_once and not _delivered(at_once, now):
        at_once = []
    done = {id(delivery) for _, delivery in at_once}
    enqueue([delivery for _, delivery in deliveries if id(delivery) not in done])


def _delivered(at_once: Sequence[tuple[OutboxRow, Delivery]], now: datetime) -> bool:
    try:
        with transaction.atomic():
            deliver_at_once([(row, delivery.handler) for row, delivery in at_once], now)
    except Exception as fault:  # noqa: BLE001  whatever failed is tried again one by one
        _log.warning("swift deliveries failed, queued instead", fault=type(fault).__name__)
        return False
    return True


def _mark(rows: Sequence[OutboxRow], now: datetime) -> None:
    # A list in one value: as many values as rows would be a statement planned anew each time.
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE jobs_outbox SET relayed_at = %s WHERE id = ANY(%b::bigint[])",
            [now, [row.id for row in rows]],
        )


def _only_relay() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_RELAY_LOCK])
        return bool(cursor.fetchone()[0])

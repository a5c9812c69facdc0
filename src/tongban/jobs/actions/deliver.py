"""Deliver one event to one handler, with its effect happening exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from tongban.jobs.domain.events import OutboxEvent
from tongban.jobs.domain.retries import TryAgainLater
from tongban.jobs.domain.subscriptions import Handler, find_handler, is_apart, takes_many
from tongban.jobs.models import DeliveryReceipt, OutboxRow, ParkedDelivery


class HandlerGone(LookupError):
    """This version of the program has no such handler; the delivery is parked."""


def deliver(*, event_id: str, handler_name: str, now: datetime) -> bool:
    """Run the handler unless its receipt is already there; True when it ran.

    The receipt is inserted first in the handler's own transaction: a second delivery of the same
    event waits for the first to commit or roll back, so the effect happens once even when two
    workers hold the same job. Raises whatever the handler raises, after rolling back.
    """
    if is_apart(handler_name):
        return _deliver_apart(event_id, handler_name, now)
    with transaction.atomic():
        row = OutboxRow.objects.get(event_id=event_id)
        handler = _handler(row, handler_name)
        receipt = DeliveryReceipt(event_id=event_id, handler=handler_name, handled_at=now)
        if not _insert_once(receipt):
            return False
        _run(handler, row, now)
        ParkedDelivery.objects.filter(event_id=event_id, handler=handler_name).delete()
    return True


def _deliver_apart(event_id: str, handler_name: str, now: datetime) -> bool:
    """The receiver commits for itself and may run twice; the receipt says it need not again."""
    known = DeliveryReceipt.objects.filter(event_id=event_id, handler=handler_name)
    if known.exists():
        return False
    row = OutboxRow.objects.get(event_id=event_id)
    _run(_handler(row, handler_name), row, now)
    with transaction.atomic():
        _insert_once(DeliveryReceipt(event_id=event_id, handler=handler_name, handled_at=now))
        ParkedDelivery.objects.filter(event_id=event_id, handler=handler_name).delete()
    return True


def _handler(row: OutboxRow, handler_name: str) -> Handler:
    handler = find_handler(row.event, handler_name)
    if handler is None:
        raise HandlerGone(f"no handler {handler_name} for {row.event}")
    return handler


def _run(handler: Handler, row: OutboxRow, now: datetime) -> None:
    try:
        handler(event_of(row))
    except TryAgainLater as away:
        away.waited_s = (now - row.occurred_at).total_seconds()
        raise


def deliver_at_once(deliveries: Sequence[tuple[OutboxRow, str]], now: datetime) -> None:
    """``deliver`` for many (row, handler) pairs in order, in the caller's transaction.

    All receipts are inserted by one statement; what had one already is passed over. Receivers of
    whole batches come last, each once with all of its events. One failure fails all of them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_receipt (event_id, handler, handled_at)"
            " SELECT event_id, handler, %s FROM unnest(%s::text[], %s::text[])"
            " AS due (event_id, handler)"
            " ON CONFLICT (event_id, handler) DO NOTHING RETURNING event_id, handler",
            [now, [row.event_id for row, _ in deliveries], [name for _, name in deliveries]],
        )
        fresh = set(cursor.fetchall())
    batches: dict[str, list[OutboxEvent]] = {}
    for row, handler_name in deliveries:
        handler = find_handler(row.event, handler_name)
        if handler is None or (row.event_id, handler_name) not in fresh:
            continue
        if takes_many(handler_name):
            batches.setdefault(handler_name, []).append(event_of(row))
        else:
            handler(event_of(row))
    for handler_name, events in batches.items():
        take = takes_many(handler_name)
        if take is not None:
            take(events)


def event_of(row: OutboxRow) -> OutboxEvent:
    """The frozen event of an outbox row."""
    return OutboxEvent(
        event_id=row.event_id,
        event=row.event,
        aggregate=row.aggregate,
        sequence=row.sequence,
        payload=row.payload,
        occurred_at=row.occurred_at,
    )


def _insert_once(receipt: DeliveryReceipt) -> bool:
    # bulk_create's ignore_conflicts does not say whether a row was written.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_receipt (event_id, handler, handled_at) VALUES (%s, %s, %s)"
            " ON CONFLICT (event_id, handler) DO NOTHING",
            [receipt.event_id, receipt.handler, receipt.handled_at],
        )
        return cursor.rowcount == 1

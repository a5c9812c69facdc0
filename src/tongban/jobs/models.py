"""Tables of the room; private to it."""

from __future__ import annotations

from django.db import models


class OutboxSequence(models.Model):
    """The last sequence number given to an aggregate; its row lock orders publishers."""

    aggregate = models.TextField(primary_key=True)
    last = models.BigIntegerField()

    class Meta:
        db_table = "jobs_sequence"


class OutboxRow(models.Model):
    """One event, written in the transaction that caused it."""

    id = models.BigAutoField(primary_key=True)
    event_id = models.TextField(unique=True)
    aggregate = models.TextField()
    sequence = models.BigIntegerField()
    event = models.TextField()
    payload = models.JSONField()
    occurred_at = models.DateTimeField()
    relayed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "jobs_outbox"
        constraints = (
            models.UniqueConstraint(
                fields=("aggregate", "sequence"), name="jobs_outbox_order_in_aggregate"
            ),
        )
        indexes = (
            models.Index(
                fields=("id",),
                condition=models.Q(relayed_at__isnull=True),
                name="jobs_outbox_waiting",
            ),
        )


class DeliveryReceipt(models.Model):
    """Proof that a handler's effect for an event is committed: the dedupe key."""

    id = models.BigAutoField(primary_key=True)
    event_id = models.TextField()
    handler = models.TextField()
    handled_at = models.DateTimeField()

    class Meta:
        db_table = "jobs_receipt"
        constraints = (
            models.UniqueConstraint(fields=("event_id", "handler"), name="jobs_receipt_once"),
        )


class ParkedDelivery(models.Model):
    """A delivery that failed too often and waits for a person."""

    id = models.BigAutoField(primary_key=True)
    event_id = models.TextField()
    handler = models.TextField()
    attempts = models.IntegerField()
    fault = models.TextField()
    parked_at = models.DateTimeField()

    class Meta:
        db_table = "jobs_parked"
        constraints = (
            models.UniqueConstraint(fields=("event_id", "handler"), name="jobs_parked_once"),
        )


class WorkerBeat(models.Model):
    """The last sign of life of one worker process."""

    worker_id = models.TextField(primary_key=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    class Meta:
        db_table = "jobs_worker"

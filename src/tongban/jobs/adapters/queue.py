"""The running queue: procrastinate, in the same PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.jobs import Job
from procrastinate.sql import queries

QUEUE = "outbox"
TASK = "jobs.deliver"
_DEAD_AFTER_S = 15


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to one handler."""

    event_id: str
    handler: str
    aggregate: str

    @property
    def lock(self) -> str:
        """Deliveries of one aggregate to one handler run one by one, in the order queued.

        The handler is part of the lock so that one failing receiver holds up nobody else.
        """
        return f"{self.aggregate}/{self.handler}"


def enqueue(deliveries: Sequence[Delivery]) -> None:
    """Queue deliveries in this order, in the caller's transaction, with one statement."""
    if not deliveries:
        return
    app.job_manager.batch_defer_jobs(
        jobs=[
            Job(
                queue=QUEUE,
                lock=delivery.lock,
                queueing_lock=None,
                task_name=TASK,
                task_kwargs={"event_id": delivery.event_id, "handler": delivery.handler},
            )
            for delivery in deliveries
        ]
    )


def busy_locks(locks: Collection[str]) -> frozenset[str]:
    """Which of these locks have deliveries that wait or run, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT lock FROM procrastinate_jobs WHERE lock = ANY(%s)"
            " AND queue_name = %s AND status IN ('todo', 'doing')",
            [sorted(locks), QUEUE],
        )
        return frozenset(row[0] for row in cursor.fetchall())


def stalled_jobs() -> tuple[int, ...]:
    """Ids of jobs marked as running by a worker that has been silent for 15 seconds."""
    rows = app.connector.get_sync_connector().execute_query_all(
        query=queries["select_stalled_jobs_by_heartbeat"],
        queue=QUEUE,
        task_name=None,
        seconds_since_heartbeat=_DEAD_AFTER_S,
    )
    return tuple(row["id"] for row in rows)


def forgive(job_id: int) -> None:
    """Count the attempts of a job anew: that its receiver is away is no fault of the delivery."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 0 WHERE id = %s", [job_id])


def requeue(job_id: int, now: datetime) -> None:
    """Put a job back into the queue; it counts as one more attempt."""
    app.job_manager.retry_job_by_id(job_id, retry_at=now)

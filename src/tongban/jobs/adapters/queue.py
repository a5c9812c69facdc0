"""The running queue: procrastinate, in the same PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog
from django.db import close_old_connections
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from tongban.jobs.actions.deliver import HandlerGone, deliver
from tongban.jobs.actions.park import park
from tongban.jobs.domain.retries import is_last_attempt, wait_before_retry_s

QUEUE = "outbox"
TASK = "jobs.deliver"

_log = structlog.get_logger(__name__)


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


class _BackOff(BaseRetryStrategy):
    """Wait longer after each failure; ``_attempt`` itself decides when to give up."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        del exception  # every fault may pass
        return RetryDecision(retry_in={"seconds": wait_before_retry_s(job.attempts + 1)})


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


@app.task(name=TASK, queue=QUEUE, pass_context=True, retry=_BackOff())
def deliver_job(context: JobContext, *, event_id: str, handler: str) -> None:
    """One attempt; the last failing one parks the delivery and ends the job quietly."""
    close_old_connections()
    try:
        _attempt(context.job.attempts + 1, event_id, handler)
    finally:
        close_old_connections()


def _attempt(attempt: int, event_id: str, handler: str) -> None:
    log = _log.bind(event_id=event_id, handler=handler, attempt=attempt)
    try:
        deliver(event_id=event_id, handler_name=handler, now=datetime.now(UTC))
    except Exception as fault:
        if isinstance(fault, HandlerGone) or is_last_attempt(attempt):
            park(
                event_id=event_id,
                handler_name=handler,
                attempts=attempt,
                fault=type(fault).__name__,
                now=datetime.now(UTC),
            )
            log.error("delivery parked", fault=type(fault).__name__)
            return
        log.warning("delivery failed, will retry", fault=type(fault).__name__)
        raise


def worker_options() -> dict[str, Any]:
    """How the worker process runs the queue."""
    return {
        "queues": [QUEUE],
        "concurrency": 4,
        "wait": True,
        "delete_jobs": "successful",
        "fetch_job_polling_interval": 1.0,
        "shutdown_graceful_timeout": 5.0,
    }

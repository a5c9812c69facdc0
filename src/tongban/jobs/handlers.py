"""What the worker runs: each queued delivery, the relay, the rescue."""

from __future__ import annotations

from datetime import UTC, datetime

import structlog
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from tongban.jobs.actions.clear_delivered import clear_delivered
from tongban.jobs.actions.deliver import HandlerGone, deliver
from tongban.jobs.actions.park import park
from tongban.jobs.actions.relay_outbox import relay_outbox
from tongban.jobs.actions.rescue import rescue_stalled
from tongban.jobs.adapters.queue import QUEUE, TASK, forgive
from tongban.jobs.domain.retries import (
    MAX_ATTEMPTS,
    TryAgainLater,
    is_last_attempt,
    wait_before_retry_s,
    wait_for_receiver_s,
)
from tongban.jobs.domain.schedule import periodic

_log = structlog.get_logger(__name__)

periodic("jobs.relay_outbox", 0.25)(relay_outbox)
periodic("jobs.rescue_stalled", 5.0)(rescue_stalled)
periodic("jobs.clear_delivered", 600.0)(clear_delivered)


class WorkerKeptDying(RuntimeError):
    """Every worker that tried this delivery died before it could report."""


class _BackOff(BaseRetryStrategy):
    """Wait longer after each failure; ``_attempt`` itself decides when to give up."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        if isinstance(exception, TryAgainLater):
            return RetryDecision(retry_in={"seconds": wait_for_receiver_s(exception.waited_s)})
        return RetryDecision(retry_in={"seconds": wait_before_retry_s(job.attempts + 1)})


@app.task(name=TASK, queue=QUEUE, pass_context=True, retry=_BackOff())
def deliver_job(context: JobContext, *, event_id: str, handler: str) -> None:
    """One attempt; the last failing one parks the delivery and ends the job quietly."""
    try:
        _attempt(context.job.attempts + 1, event_id, handler)
    except TryAgainLater:
        if context.job.id is not None:
            forgive(context.job.id)
        raise


def _attempt(attempt: int, event_id: str, handler: str) -> None:
    log = _log.bind(event_id=event_id, handler=handler, attempt=attempt)
    try:
        if attempt > MAX_ATTEMPTS:
            raise WorkerKeptDying(handler)
        deliver(event_id=event_id, handler_name=handler, now=datetime.now(UTC))
    except TryAgainLater:
        log.info("receiver away, will retry")
        raise
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

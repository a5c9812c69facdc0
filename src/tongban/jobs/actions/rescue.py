"""Rescue deliveries whose worker died in the middle."""

from __future__ import annotations

from datetime import datetime

import structlog

from tongban.jobs.adapters.queue import requeue, stalled_jobs

_log = structlog.get_logger(__name__)


def rescue_stalled(now: datetime) -> int:
    """Queue again what a dead worker left behind; returns how many.

    A killed worker leaves its jobs marked as running, and their locks would hold back every later
    event of the same aggregate. The receipt keeps a finished effect from happening again.
    """
    found = stalled_jobs()
    for job_id in found:
        requeue(job_id, now)
    if found:
        _log.warning("rescued deliveries of a dead worker", count=len(found))
    return len(found)

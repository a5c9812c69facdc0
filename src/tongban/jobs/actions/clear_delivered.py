"""Clear away events that reached everybody long ago: the outbox is a passage, not an archive."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import connection

from tongban.jobs.adapters.queue import TASK

KEPT_FOR = timedelta(days=30)
BATCH = 5_000

# Rows come oldest first, so the ones to go stand at the front of the primary key.
_CLEAR = """
    WITH gone AS (
        DELETE FROM jobs_outbox WHERE id IN (
            SELECT event.id FROM jobs_outbox AS event
            WHERE event.relayed_at < %(before)s
              AND NOT EXISTS (SELECT FROM jobs_parked AS parked
                              WHERE parked.event_id = event.event_id)
              AND event.event_id NOT IN (
                  SELECT job.args ->> 'event_id' FROM procrastinate_jobs AS job
                  WHERE job.task_name = %(task)s AND job.status IN ('todo', 'doing')
                    AND job.args ->> 'event_id' IS NOT NULL)
            ORDER BY event.id LIMIT %(limit)s)
        RETURNING event_id
    ), receipts AS (
        DELETE FROM jobs_receipt WHERE event_id IN (SELECT event_id FROM gone)
    )
    SELECT count(*) FROM gone
"""

_log = structlog.get_logger(__name__)


def clear_delivered(now: datetime, *, limit: int = BATCH) -> int:
    """Delete up to ``limit`` events handed on more than 30 days ago, with their receipts.

    An event stays while one of its deliveries waits, runs or is parked: it can still be asked for.
    What happened stays provable by its leaf in the evidence log; sequence numbers go on. Returns
    the number of events cleared.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CLEAR, {"before": now - KEPT_FOR, "task": TASK, "limit": limit})
        cleared = int(cursor.fetchone()[0])
    if cleared:
        _log.info("cleared delivered events", count=cleared)
    return cleared

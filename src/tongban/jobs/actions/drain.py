"""Run everything that waits, now and in this process: for tests, benches and seeding."""

from __future__ import annotations

from datetime import datetime

from tongban.jobs.actions.deliver import deliver
from tongban.jobs.domain.subscriptions import handler_names
from tongban.jobs.models import OutboxRow


def drain(now: datetime) -> int:
    """Deliver every unrelayed event synchronously, in order, until none is left.

    Works inside a test's transaction, where a worker would not see the rows. A handler's
    exception is raised at once. Returns the number of handler runs.
    """
    runs = 0
    while rows := list(OutboxRow.objects.filter(relayed_at__isnull=True).order_by("id")[:500]):
        for row in rows:
            for handler in handler_names(row.event):
                runs += deliver(event_id=row.event_id, handler_name=handler, now=now)
            OutboxRow.objects.filter(id=row.id).update(relayed_at=now)
    return runs

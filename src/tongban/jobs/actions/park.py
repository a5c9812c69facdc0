"""Park a delivery that failed too often, and take parked ones up again."""

from __future__ import annotations

from datetime import datetime

from tongban.jobs.models import ParkedDelivery


def park(*, event_id: str, handler_name: str, attempts: int, fault: str, now: datetime) -> None:
    """Make the failure visible; ``fault`` is the name of the exception's type, never its text.

    Later events of the same aggregate go on: one poisoned event must not hold a case for ever.
    """
    ParkedDelivery.objects.update_or_create(
        event_id=event_id,
        handler=handler_name,
        defaults={"attempts": attempts, "fault": fault, "parked_at": now},
    )

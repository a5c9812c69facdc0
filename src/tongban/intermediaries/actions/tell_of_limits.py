"""Tell both sides of a commission that its limit is near 临期提醒, and that it is over 超期提醒."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from tongban.intermediaries.domain.commission import CommissionState
from tongban.intermediaries.models import Commission
from tongban.intermediaries.telling import DUE_SOON, LATE, tell_both
from tongban.jurisdiction.api import calendar, local_date

_BATCH = 200


def tell_of_limits(now: datetime) -> int:
    """Tell client and institution from the day before the limit on, and once it is over; how many.

    Each once for one commission, up to 200 commissions a turn; whatever is found late at first is
    told as late only. Nothing changes but what was told: the clock and the record stay.
    """
    open_ones = Commission.objects.filter(
        state=CommissionState.UNDER_WAY.value, late_told_at=None, due_at__lt=_day_after_next(now)
    ).filter(Q(warned_at=None) | Q(due_at__lt=now))
    with transaction.atomic():
        waiting = open_ones.select_for_update(skip_locked=True).order_by("due_at", "id")
        rows = list(waiting[:_BATCH])
        for row in rows:
            if row.due_at is not None and row.due_at < now:
                row.late_told_at = now
                tell_both(row, LATE, now)
            else:
                row.warned_at = now
                tell_both(row, DUE_SOON, now)
            row.save(update_fields=["warned_at", "late_told_at"])
    return len(rows)


def _day_after_next(now: datetime) -> datetime:
    """The first moment after tomorrow: what is due before it is due tomorrow at the latest."""
    day = local_date(now) + timedelta(days=2)
    return datetime.combine(day, time(), calendar().tz).astimezone(UTC)

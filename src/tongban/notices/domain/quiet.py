"""Hours in which nobody is disturbed 免打扰时段."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``begins`` to ``ends`` on the clock of the place, usually over midnight."""

    begins: time
    ends: time

    def covers(self, clock: time) -> bool:
        """Whether nobody is disturbed at this time of day; the end itself is free."""
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


def earliest(local: datetime, quiet: QuietHours) -> datetime:
    """The first moment from ``local`` (in the zone of the place) on at which one may disturb."""
    if not quiet.covers(local.time()):
        return local
    day = local.date()
    if quiet.begins > quiet.ends and local.time() >= quiet.begins:
        day += timedelta(days=1)
    return datetime.combine(day, quiet.ends, local.tzinfo)

"""What the deployment set: the periods of data sharing, and how long policy and tokens last."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from tongban.exchange.domain.sharing import Clocks
from tongban.jurisdiction.api import calendar
from tongban.kernel.calendar import due_at
from tongban.kernel.span import Span


def clocks() -> Clocks:
    """The periods of ``settings.EXCHANGE_SPANS``."""
    return Clocks(**{name: Span.parse(words) for name, words in settings.EXCHANGE_SPANS.items()})


def due_after(now: datetime, span: Span) -> datetime:
    """When a period that begins now runs out, by the working calendar."""
    return due_at(now, span, calendar())


def utc_offset_min(now: datetime) -> int:
    """The jurisdiction's own time, in minutes before UTC: by it articles are in force."""
    offset = now.astimezone(calendar().tz).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0

"""Moments as the wire counts them, and days as messages say them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tongban.kernel.text import Text


def at_ms(moment: datetime) -> int:
    """The moment in Unix milliseconds, as the wire counts."""
    return int(moment.timestamp() * 1000)


def moment_of(unix_ms: int) -> datetime:
    """The moment at these Unix milliseconds."""
    return datetime.fromtimestamp(unix_ms / 1000, UTC)


def day_in_words(day: date) -> Text:
    """A day as a message says it: 2026年3月1日, 01 March 2026."""
    return Text.of(f"{day.year}年{day.month}月{day.day}日", f"{day:%d %B %Y}")

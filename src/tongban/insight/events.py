"""Events of this room in the outbox. Payloads carry ids and codes only."""

from __future__ import annotations

DAY_ROLLED_UP = "DayRolledUp"

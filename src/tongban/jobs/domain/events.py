"""The event as receivers see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class OutboxEvent:
    """Something that happened to one aggregate, in the past tense.

    ``sequence`` counts from 1 within ``aggregate`` without gaps and is the order of commit.
    ``payload`` holds ids and codes only, never personal values. ``occurred_at`` is aware UTC.
    """

    event_id: str
    event: str
    aggregate: str
    sequence: int
    payload: Mapping[str, Any]
    occurred_at: datetime

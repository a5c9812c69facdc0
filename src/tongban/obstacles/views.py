"""What outsiders see of a matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.obstacles.domain.matter import MatterState, Outcome, RootCause


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter. ``told`` and ``answer`` are None once its person was forgotten."""

    id: str
    item_code: str
    case_id: str
    agency_code: str
    state: MatterState
    told: str | None
    told_at: datetime
    due_at: datetime
    cause: RootCause | None
    outcome: Outcome | None
    answer: str | None
    change: str
    answered_at: datetime | None
    reopened_at: datetime | None
    satisfied: bool | None


@dataclass(frozen=True, slots=True)
class CauseCount:
    """How many answered matters had one root cause, and how many of them are settled well."""

    cause: RootCause
    count: int
    satisfied: int

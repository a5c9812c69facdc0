"""A case as a line of a list, behind its query code, or as what changed around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.cases.views.case import CaseStep
from tongban.cases.views.clock import ClockView, Light
from tongban.cases.views.state import CaseState
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class AlertView:
    """A certificate the case relied on has changed 证照失效联动: its new status in words, when."""

    certificate_id: str
    status: Text
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line of a list: enough to choose a case, no more; the applicant's name is masked."""

    id: str
    number: str
    title: Text
    item_code: str
    state: CaseState
    applicant: str
    region: str
    agency_code: str
    submitted_at: datetime
    due_at: datetime | None
    light: Light
    claimed_by_me: bool
    claimed_by_other: bool
    version: int


@dataclass(frozen=True, slots=True)
class TrackView:
    """What anyone with number and query code sees: progress and clock, nobody's data."""

    number: str
    title: Text
    state: CaseState
    steps: tuple[CaseStep, ...]
    clock: ClockView
    agency_name: Text

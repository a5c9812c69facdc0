"""What outsiders see of an engagement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.facilitation.domain.engagement import EngagementState, NoteKind
from tongban.facilitation.domain.tasks import ProjectTask
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note or a reminder; ``words`` is None for a reminder and once the firm was forgotten."""

    kind: NoteKind
    step: str
    words: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class EngagementView:
    """An engagement as the firm and its facilitator see it: states and dates, nobody's data.

    ``facilitator`` is the post and its office, never a person; ``phone`` where to reach them;
    ``contact`` what the firm wrote about reaching it.
    """

    id: str
    bundle_case_id: str
    number: str
    project: Text
    state: EngagementState
    asked_at: datetime
    contact: str | None
    facilitator: Text
    phone: str
    taken_at: datetime | None
    tasks: tuple[ProjectTask, ...]
    done: int
    steps: int
    due_at: datetime
    notes: tuple[NoteView, ...]
    stars: int | None
    closed_at: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """A line of a facilitator's list."""

    id: str
    number: str
    project: Text
    state: EngagementState
    asked_at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class FacilitationCounts:
    """For everybody: projects helped, how many ended, the mean of the firms' stars."""

    asked: int
    closed: int
    ratings: int
    stars: float | None

"""Assessed areas and project facilitation in JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from tongban.web.api.schemas.shapes import Code, Given, In, Key, Out, Words


class AssessmentOut(Out):
    """A zone's assessment; `uses` projects relied on it."""

    number: str
    kind: str
    name: Words
    covers: Words
    article: Code
    valid_from: date
    valid_until: date
    in_force: bool
    zone_code: str
    zone_name: Words
    agency_code: str
    uses: int
    withdrawn_at: datetime | None
    reason: str


class ZoneOut(Out):
    """A zone, its outline as corners (east, north) in degrees, and what it has assessed."""

    code: str
    name: Words
    agency_code: str
    region: str
    outline: list[tuple[float, float]]
    assessments: list[AssessmentOut]


class AssessmentEndIn(In):
    """Why it is withdrawn; published."""

    reason: Given


class FacilitatorIn(In):
    """For which project, and how to reach the firm."""

    bundle_case_id: Key
    contact: Annotated[str, Field(max_length=100)]


class TakeProjectIn(In):
    """The facilitator's office telephone."""

    phone: Annotated[str, Field(max_length=30)]


class FacilitatorNoteIn(In):
    """A word for the firm."""

    words: Annotated[str, Field(max_length=1000)]


class ReminderIn(In):
    """The step to remind of."""

    step: Key


class StarsIn(In):
    """One to five."""

    stars: Annotated[int, Field(ge=1, le=5)]


class ProjectTaskOut(Out):
    """A step that is not over; `turn` 0 the firm's move, 1 with the office, 2 later."""

    step: str
    name: Words
    agency_name: Words
    state: Words
    turn: int
    due_at: datetime | None
    late: bool
    case_number: str | None


class FacilitatorNoteOut(Out):
    """A note, or a reminder of a step."""

    kind: Code
    step: str
    words: str | None
    at: datetime


class EngagementRowOut(Out):
    """A line of a facilitator's list."""

    id: str
    number: str
    project: Words
    state: Code
    asked_at: datetime
    mine: bool


class EngagementOut(Out):
    """An engagement as the firm and its facilitator see it."""

    id: str
    bundle_case_id: str
    number: str
    project: Words
    state: Code
    asked_at: datetime
    contact: str | None
    facilitator: Words
    phone: str
    taken_at: datetime | None
    tasks: list[ProjectTaskOut]
    done: int
    steps: int
    due_at: datetime
    notes: list[FacilitatorNoteOut]
    stars: int | None
    closed_at: datetime | None

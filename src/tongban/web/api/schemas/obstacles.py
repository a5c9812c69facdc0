"""Matters that could not be done, in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tongban.obstacles.api import Outcome, RootCause
from tongban.web.api.schemas.shapes import Code, In, Out

Line = Annotated[str, Field(max_length=2000)]


class TellIn(In):
    """What could not be done; `case_id` empty, or a case of one's own."""

    item_code: Annotated[str, Field(max_length=50)]
    case_id: Annotated[str, Field(max_length=60)] = ""
    words: Line


class AnswerIn(In):
    """The office's answer; `change` is published."""

    cause: RootCause
    outcome: Outcome
    words: Line
    change: Annotated[str, Field(max_length=500)] = ""


class SettleIn(In):
    """Whether it is settled."""

    satisfied: bool


class MatterOut(Out):
    """A matter as its person and its agency see it."""

    id: str
    item_code: str
    case_id: str
    agency_code: str
    state: Code
    told: str | None
    told_at: datetime
    due_at: datetime
    cause: Code | None
    outcome: Code | None
    answer: str | None
    change: str
    answered_at: datetime | None
    reopened_at: datetime | None
    satisfied: bool | None


class CauseOut(Out):
    """How often one root cause stood behind answered matters of the last year."""

    cause: Code
    count: int
    satisfied: int

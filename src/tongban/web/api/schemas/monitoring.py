"""Warnings, orders and their sums 电子监察, in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tongban.monitoring.api import Cause
from tongban.web.api.schemas.shapes import Code, Given, In, Key, Out, Version, Words


class LightOut(Out):
    """Open cases of one line in one region that show a colour."""

    line: str
    region: str
    light: Code
    count: int


class TotalOut(Out):
    """Orders of one line or region: all, not closed, answer overdue, red cards."""

    key: str
    orders: int
    open: int
    late: int
    red: int


class WarningOut(Out):
    """A warning 预警; `order_id` is empty where it asks for no answer."""

    id: str
    rule: Words
    article: Code
    level: Code
    case_number: str
    item_code: str
    agency_code: str
    line: str
    region: str
    occurred_at: datetime
    order_id: str


class OrderRowOut(Out):
    """An order 督办单 in a list."""

    id: str
    rule: Words
    level: Code
    state: Code
    case_number: str
    item_code: str
    agency_code: str
    line: str
    region: str
    due_at: datetime
    late: bool


class OrderPageOut(Out):
    """A page of orders, the next due first."""

    items: list[OrderRowOut]
    next_cursor: str | None


class MoveOut(Out):
    """One thing that happened to an order; `by` is an agency's code, empty for the platform."""

    at: datetime
    move: Code
    by: str
    cause: Code | None
    words: str


class OrderOut(Out):
    """One order as its reader sees it; `version` goes back with every verb."""

    row: OrderRowOut
    article: Code
    todo: Words
    overseer: str
    issued_at: datetime
    occurred_at: datetime
    moves: list[MoveOut]
    may_answer: bool
    may_judge: bool
    by_hand: bool
    version: int


class IssueIn(In):
    """An order by hand 人工督办, about a case by its number, else about an agency."""

    case_number: Annotated[str, Field(max_length=50)] = ""
    agency_code: Annotated[str, Field(max_length=18)] = ""
    article: Key
    words: Given
    answer_days: Annotated[int, Field(ge=0, le=999)]


class AnswerOrderIn(In):
    """The agency's answer: the cause, and what is done about it."""

    version: Version
    cause: Cause
    words: Given


class JudgementIn(In):
    """What the overseeing body says to an answer; sent back it says why."""

    version: Version
    accepted: bool
    words: Given = ""


class CauseOfCardsOut(Out):
    """How often a cause was given; null while nothing is answered."""

    cause: Code | None
    count: int


class RedCardsOut(Out):
    """Red cards of one agency in the last year, for everybody."""

    agency_code: str
    count: int
    causes: list[CauseOfCardsOut]

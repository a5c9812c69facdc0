"""What the outside sees of warnings and orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.monitoring.domain.orders import Cause, Move, OrderState
from tongban.monitoring.domain.rules import Level


@dataclass(frozen=True, slots=True)
class WarningRow:
    """A warning 预警; ``order_id`` is empty where none was issued."""

    id: str
    rule: Text
    article: ArticleRef
    level: Level
    case_id: str
    case_number: str
    item_code: str
    agency_code: str
    line: str
    region: str
    occurred_at: datetime
    order_id: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order 督办单 in a list; ``late`` when it is not answered in time."""

    id: str
    rule: Text
    level: Level
    state: OrderState
    case_number: str
    item_code: str
    agency_code: str
    line: str
    region: str
    due_at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class MoveView:
    """One thing that happened to an order; ``by`` is an agency's code, empty for the platform."""

    at: datetime
    move: Move
    by: str
    cause: Cause | None
    words: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order as one reader sees it; ``version`` goes back with every verb.

    ``by_hand``: a supervisor issued it, no rule.
    """

    row: OrderRow
    article: ArticleRef
    todo: Text
    overseer: str
    case_id: str
    issued_at: datetime
    occurred_at: datetime
    moves: tuple[MoveView, ...]
    may_answer: bool
    may_judge: bool
    version: int
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """Orders of one line 条 or one region 块: all, still open, late, red cards."""

    key: str
    orders: int
    open: int
    late: int
    red: int


@dataclass(frozen=True, slots=True)
class RedCards:
    """Red cards of one agency with the causes it gave, for everybody; nobody's data in it."""

    agency_code: str
    count: int
    causes: tuple[tuple[Cause | None, int], ...]

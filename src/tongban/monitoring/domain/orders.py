"""The life of a supervision order 督办单: issued, answered, accepted or sent back, closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.kernel.text import Text

MAX_ESCALATIONS = 2


class OrderState(Enum):
    """Where an order stands."""

    OPEN = "order-state/open"
    ANSWERED = "order-state/answered"
    CLOSED = "order-state/closed"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _STATES[self]


_STATES = {
    OrderState.OPEN: Text.of("待答复", "To be answered"),
    OrderState.ANSWERED: Text.of("待审核", "Answered, to be judged"),
    OrderState.CLOSED: Text.of("已办结", "Closed"),
}


class Move(Enum):
    """What happens to an order."""

    ISSUED = "issued"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    SENT_BACK = "sent-back"
    ESCALATED = "escalated"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _MOVES[self]


_MOVES = {
    Move.ISSUED: Text.of("发出督办单", "Order issued"),
    Move.ANSWERED: Text.of("答复", "Answered"),
    Move.ACCEPTED: Text.of("答复通过，办结", "Answer accepted, closed"),
    Move.SENT_BACK: Text.of("退回重答", "Sent back"),
    Move.ESCALATED: Text.of("逾期未答，上报一级", "Not answered in time, taken one level up"),
}

_NEXT = {
    (None, Move.ISSUED): OrderState.OPEN,
    (OrderState.OPEN, Move.ANSWERED): OrderState.ANSWERED,
    (OrderState.OPEN, Move.ESCALATED): OrderState.OPEN,
    (OrderState.ANSWERED, Move.ACCEPTED): OrderState.CLOSED,
    (OrderState.ANSWERED, Move.SENT_BACK): OrderState.OPEN,
}


class MoveForbidden(ValueError):
    """The order does not stand where this move begins."""


def after(state: OrderState | None, move: Move) -> OrderState:
    """Where the order stands after a move. Raises MoveForbidden."""
    try:
        return _NEXT[state, move]
    except KeyError:
        raise MoveForbidden(f"{move.value} from {state}") from None


def standing(moves: Iterable[Move]) -> OrderState:
    """Where an order stands after all its moves. Raises MoveForbidden, also for none."""
    state: OrderState | None = None
    for move in moves:
        state = after(state, move)
    if state is None:
        raise MoveForbidden("an order begins by being issued")
    return state


class Cause(Enum):
    """Why it came about, in the words of the agency's answer: a short list that is counted."""

    WORKLOAD = "order-cause/workload"
    OTHER_AGENCY = "order-cause/other-agency"
    SYSTEM_FAULT = "order-cause/system-fault"
    SOURCE_SILENT = "order-cause/source-silent"
    HARD_FACTS = "order-cause/hard-facts"
    OVERSIGHT = "order-cause/oversight"
    NOT_SO = "order-cause/not-so"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _CAUSES[self]


_CAUSES = {
    Cause.WORKLOAD: Text.of("办件量大，人手不足", "Too many cases for the staff"),
    Cause.OTHER_AGENCY: Text.of("等待其他机关的意见", "Waiting for another agency"),
    Cause.SYSTEM_FAULT: Text.of("系统故障", "A fault of the system"),
    Cause.SOURCE_SILENT: Text.of("数据来源没有回应", "A source of data was silent"),
    Cause.HARD_FACTS: Text.of("情况复杂，需要核实", "Facts that were hard to establish"),
    Cause.OVERSIGHT: Text.of("工作疏忽", "An oversight"),
    Cause.NOT_SO: Text.of("经核查，情况不属实", "Looked into: it is not so"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """An order as it is counted."""

    line: str
    region: str
    state: OrderState
    red: bool
    late: bool


def is_late(state: OrderState, due_at: datetime, now: datetime) -> bool:
    """Whether the answer is overdue."""
    return state is OrderState.OPEN and now > due_at

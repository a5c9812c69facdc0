"""The door of room monitoring."""

from __future__ import annotations

from tongban.monitoring.actions.answer_order import answer_order
from tongban.monitoring.actions.escalate_orders import escalate_orders
from tongban.monitoring.actions.examine_case import examine_case
from tongban.monitoring.actions.issue_order import issue_order
from tongban.monitoring.actions.judge_answer import judge_answer
from tongban.monitoring.actions.warn_nearly_due import warn_nearly_due
from tongban.monitoring.actions.watch_ratings import warn_unanswered_ratings
from tongban.monitoring.choices import agencies_within, bases
from tongban.monitoring.domain.orders import Cause, Move, OrderState
from tongban.monitoring.domain.rules import Axis, Level
from tongban.monitoring.policies import may_issue, may_monitor
from tongban.monitoring.queries import (
    lights,
    order,
    orders,
    red_cards,
    totals,
    warnings,
)
from tongban.monitoring.refusals import (
    AnswerNotComplete,
    NotYoursToAnswer,
    NotYoursToIssue,
    OrderMovedOn,
    OrderNotComplete,
    OrderNotFound,
)
from tongban.monitoring.views import (
    MoveView,
    OrderRow,
    OrderView,
    RedCards,
    Total,
    WarningRow,
)

__all__ = [
    "AnswerNotComplete",
    "Axis",
    "Cause",
    "Level",
    "Move",
    "MoveView",
    "NotYoursToAnswer",
    "NotYoursToIssue",
    "OrderMovedOn",
    "OrderNotComplete",
    "OrderNotFound",
    "OrderRow",
    "OrderState",
    "OrderView",
    "RedCards",
    "Total",
    "WarningRow",
    "agencies_within",
    "answer_order",
    "bases",
    "escalate_orders",
    "examine_case",
    "issue_order",
    "judge_answer",
    "lights",
    "may_issue",
    "may_monitor",
    "order",
    "orders",
    "red_cards",
    "totals",
    "warn_nearly_due",
    "warn_unanswered_ratings",
    "warnings",
]

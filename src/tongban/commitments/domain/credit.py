"""Credit records 信用记录: few kinds, each with its law; each ends by itself.

A record bars from promising while it stands and is not over. Being objected to leaves it standing,
with the objection shown beside it; repaired or withdrawn it bars nothing and is published no more.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from tongban.kernel.calendar import Calendar, Span, SpanUnit
from tongban.kernel.text import Text


class CreditState(Enum):
    """Where a credit record stands."""

    STANDING = "credit/standing"
    OBJECTED = "credit/objected"
    REPAIRED = "credit/repaired"
    WITHDRAWN = "credit/withdrawn"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LABELS[self]


class CreditStep(Enum):
    """What happened to a credit record."""

    RECORDED = "recorded"
    OBJECTED = "objected"
    UPHELD = "objection-upheld"
    DISMISSED = "objection-dismissed"
    REPAIRED = "repaired"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _STEPS[self]


_LABELS = {
    CreditState.STANDING: Text.of("有效", "Standing"),
    CreditState.OBJECTED: Text.of("异议处理中", "Objected to, being looked at"),
    CreditState.REPAIRED: Text.of("已修复，停止公示", "Repaired, published no more"),
    CreditState.WITHDRAWN: Text.of("异议成立，已撤下", "The objection was right, withdrawn"),
}
_STEPS = {
    CreditStep.RECORDED: Text.of("记入", "Recorded"),
    CreditStep.OBJECTED: Text.of("提出异议", "Objected to"),
    CreditStep.UPHELD: Text.of("异议成立", "The objection was right"),
    CreditStep.DISMISSED: Text.of("异议不成立", "The objection was not right"),
    CreditStep.REPAIRED: Text.of("信用修复", "Credit repaired"),
}
_NEXT = {
    (CreditState.STANDING, CreditStep.OBJECTED): CreditState.OBJECTED,
    (CreditState.OBJECTED, CreditStep.UPHELD): CreditState.WITHDRAWN,
    (CreditState.OBJECTED, CreditStep.DISMISSED): CreditState.STANDING,
    (CreditState.STANDING, CreditStep.REPAIRED): CreditState.REPAIRED,
    (CreditState.OBJECTED, CreditStep.REPAIRED): CreditState.REPAIRED,
}


def after(state: CreditState, step: CreditStep) -> CreditState | None:
    """Where a record stands after one more step; None when it cannot happen there."""
    return _NEXT.get((state, step))


def holds(state: CreditState, last_day: date, today: date) -> bool:
    """Whether the record still bars and is published: it stands, and its term is not over."""
    return state in (CreditState.STANDING, CreditState.OBJECTED) and today <= last_day


def day_after(day: date, span: Span, calendar: Calendar) -> date:
    """The civil day a span of days after ``day``. ValueError for hours."""
    if span.unit is SpanUnit.WORKING_DAY:
        return calendar.add_working_days(day, span.amount)
    if span.unit is not SpanUnit.NATURAL_DAY:
        raise ValueError(f"a credit record is counted in days, not {span.unit.value}")
    return day + timedelta(days=span.amount)

"""What a case costs 收费: the fees its answers bring, asking for them, whether they are paid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from tongban.cases.domain.events import AWAITING_PAYMENT, PaymentAsked
from tongban.cases.models import Case
from tongban.cases.refusals import FeeNotPaid
from tongban.cases.views.case import FeeLine
from tongban.catalogue.api import ItemView
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Calendar, Span, SpanUnit, due_at
from tongban.kernel.money import Money
from tongban.kernel.text import Text
from tongban.payments.api import ChargeLine, NoticeState, issue_notice, notice_about

# No statute sets it; it is told on the notice, and running over is recorded, never punished.
PAY_WITHIN = Span(30, SpanUnit.NATURAL_DAY)
_SETTLED = (NoticeState.PAID, NoticeState.WAIVED)


def fees_for(item: ItemView, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The item's fees that these answers bring, as a case stores them."""
    return [
        {
            "name": fee.name.to_mapping(),
            "standard": fee.standard.to_mapping(),
            "amount": str(fee.amount) if fee.amount is not None else "",
            "currency": fee.currency,
            "article": str(fee.article) if fee.article else "",
        }
        for fee in item.fees
        if fee.charged_when is None or answers.get(fee.charged_when[0]) in fee.charged_when[1]
    ]


def fee_line(stored: Mapping[str, Any]) -> FeeLine:
    """A stored fee as readers of the case see it."""
    cited = stored.get("article")
    return FeeLine(
        Text.from_mapping(stored["name"]),
        stored["amount"],
        stored["currency"],
        ArticleRef.parse(cited) if cited else None,
    )


def is_charged(case: Case) -> bool:
    """Whether there is something to pay before the case is decided."""
    return bool(_lines(case))


def payment_asked(
    case: Case, actor: Actor, calendar: Calendar, now: datetime
) -> PaymentAsked | None:
    """Send the payment notice of a case; the event that stops its clock. None: nothing to ask.

    Nothing is asked twice: not again once a notice stands. What was refunded whole before the
    decision is due again: money that goes back is no exemption, which needs a basis of its own.
    Source: 政府非税收入管理办法 (财税〔2016〕33号), in summary.
    """
    lines = _lines(case)
    stood = _notice_state(case) if lines else None
    if not lines or stood not in (None, NoticeState.REFUNDED):
        return None
    sent = issue_notice(
        actor=actor,
        about=case.id,
        payer_id=case.applicant_id,
        agency_code=case.deciding_agency,
        region=case.region,
        lines=lines,
        pay_by=due_at(now, PAY_WITHIN, calendar),
        now=now,
    )
    return PaymentAsked(
        at=now,
        by=case.current_agency,
        procedure=AWAITING_PAYMENT,
        article=lines[0].article,
        planned=PAY_WITHIN,
        notice=sent.id,
        again=stood is not None,
    )


def need_fee_settled(case: Case) -> None:
    """Nothing is granted that was not paid. Refuses FeeNotPaid."""
    if is_charged(case) and _notice_state(case) not in _SETTLED:
        raise FeeNotPaid


def _notice_state(case: Case) -> NoticeState | None:
    standing = notice_about(Actor.system("cases-payments"), case.id)
    return standing.state if standing else None


def _lines(case: Case) -> list[ChargeLine]:
    return [
        ChargeLine(
            Text.from_mapping(fee["name"]),
            Text.from_mapping(fee["standard"]),
            Money(Decimal(fee["amount"]), fee["currency"]),
            ArticleRef.parse(fee["article"]),
        )
        for fee in case.fees
        if fee["amount"] and fee.get("article") and Decimal(fee["amount"]) > 0
    ]

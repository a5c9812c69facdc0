"""Benefits without application in JSON."""

from __future__ import annotations

from datetime import datetime

from tongban.web.api.schemas.payments import Amount
from tongban.web.api.schemas.shapes import Code, Given, In, Out, Words


class PolicyOut(Out):
    """A policy 政策规则."""

    code: str
    title: Words
    item_code: str
    way: Code


class BenefitOut(Out):
    """One person's benefit of one policy and period."""

    id: str
    policy: PolicyOut
    period: str
    state: Code
    amount: Amount
    account_end: str
    offered_at: datetime
    answer_by: datetime
    recovery_words: str


class BenefitPageOut(Out):
    """A page of benefits."""

    items: list[BenefitOut]
    next_cursor: str | None


class BenefitAnswerIn(In):
    """Yes or no to an offer."""

    accepts: bool


class AppealIn(In):
    """An objection 异议."""

    benefit_id: Given = ""
    words: Given


class AppealOut(Out):
    """An objection with its answer, where there is one."""

    id: str
    benefit_id: str
    words: str
    lodged_at: datetime
    upheld: bool | None
    answer: str

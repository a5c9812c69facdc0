"""Payment notices, orders and receipts in JSON."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from tongban.kernel.money import Money
from tongban.web.api.schemas.shapes import Code, Given, In, Key, Out, Words


def _amount(value: Any) -> Any:
    return str(value.amount) if isinstance(value, Money) else value


Amount = Annotated[str, BeforeValidator(_amount)]
"""Yuan as a decimal string with two digits."""


class ChargeOut(Out):
    """One fee of a notice: what for, by which standard, under which article."""

    name: Words
    standard: Words
    amount: Amount
    article: Code | None


class NoticeOut(Out):
    """A payment notice 缴款通知书; `about` is the id of what it is for."""

    id: str
    number: str
    about: str
    agency_code: str
    agency_name: Words
    lines: list[ChargeOut]
    total: Amount
    state: Code
    issued_at: datetime
    pay_by: datetime
    paid_at: datetime | None
    refunded_at: datetime | None
    returned: list[Amount]
    has_receipt: bool


class NoticePageOut(Out):
    """A page of notices."""

    items: list[NoticeOut]
    next_cursor: str | None


class OrderOut(Out):
    """An order at a payment channel."""

    id: str
    notice_id: str
    channel: str
    amount: Amount
    state: Code
    url: str


class ReversedReceiptOut(Out):
    """A receipt that counts no longer 红冲: part of its money went back, `red_number` says so."""

    code: str
    number: str
    total: Amount
    issued_at: datetime
    reversed_at: datetime
    red_number: str
    certificate_id: str


class ReceiptOut(Out):
    """An electronic receipt 财政电子票据; `certificate_id` is its sealed form, once made.

    `total` is what it stands for; `reversed` are those it replaced; `supervisor` is the finance
    authority that supervises receipts.
    """

    code: str
    number: str
    check_code: str
    payer: str
    notice: NoticeOut
    issued_at: datetime
    void_at: datetime | None
    certificate_id: str
    total: Amount
    reversed: list[ReversedReceiptOut]
    supervisor: Words | None


class HeardOut(Out):
    """A callback was taken, or had been before: stop sending it."""

    notice_id: str


class WaiveIn(In):
    """The article and the reason, which the payer reads."""

    article: Key
    reason: Given


class RefundIn(WaiveIn):
    """All of it, or `amount` of it; `going_back` is what the caller saw as returned before."""

    amount: Annotated[Decimal | None, Field(gt=0, max_digits=14, decimal_places=2)] = None
    going_back: Annotated[Decimal | None, Field(ge=0, max_digits=14, decimal_places=2)] = None

"""Payments 统一公共支付: notices, orders, receipts; and where channels send their callbacks."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Query, Router, Status

from tongban.kernel.article import ArticleRef
from tongban.kernel.money import Money
from tongban.payments.api import (
    NoticeView,
    OrderView,
    ReceiptView,
    begin_payment,
    my_notices,
    notice,
    receipt,
    refund_notice,
    waive_notice,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.reading import read
from tongban.web.api.schemas.payments import (
    HeardOut,
    NoticeOut,
    NoticePageOut,
    OrderOut,
    ReceiptOut,
    RefundIn,
    WaiveIn,
)
from tongban.web.plumbing.callbacks import hear_channel

router = Router(tags=["payments"])


@router.get("", response=NoticePageOut, summary="The caller's payment notices")
def mine(
    request: HttpRequest, after: Annotated[str | None, Query(max_length=60)] = None
) -> dict[str, Any]:
    """Newest first, of the caller or of whom the caller acts for."""
    page = my_notices(signed_in(request), after)
    return {"items": page.items, "next_cursor": page.next_cursor}


@router.get("/{notice_id}", response=NoticeOut, summary="One payment notice")
def one(request: HttpRequest, notice_id: str) -> NoticeView:
    """For the payer and the charging agency."""
    return notice(signed_in(request), notice_id)


@router.post("/{notice_id}/orders", response={201: OrderOut}, summary="Begin to pay")
def begin(request: HttpRequest, notice_id: str) -> Status:
    """An order at the payment channel: the payer pays at its `url`. Asked again, the same order."""
    made: OrderView = begin_payment(
        actor=signed_in(request), notice_id=notice_id, now=timezone.now()
    )
    return Status(201, made)


@router.post("/{notice_id}/refund", response=NoticeOut, summary="Give back what was paid")
def refund(request: HttpRequest, notice_id: str, given: RefundIn) -> NoticeView:
    """By an approver of the charging agency; all of it, or `amount` of it seen as `going_back`."""
    actor = signed_in(request)
    currency = notice(actor, notice_id).total.currency
    return refund_notice(
        actor=actor,
        notice_id=notice_id,
        article=read(ArticleRef.parse, given.article, "article"),
        reason=given.reason,
        amount=_money(given.amount, currency),
        going_back=_money(given.going_back, currency),
        now=timezone.now(),
    )


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)


@router.post("/{notice_id}/waiver", response=NoticeOut, summary="Charge nothing")
def waive(request: HttpRequest, notice_id: str, given: WaiveIn) -> NoticeView:
    """By an approver of the charging agency, under an article and for a reason the payer reads."""
    return waive_notice(
        actor=signed_in(request),
        notice_id=notice_id,
        article=read(ArticleRef.parse, given.article, "article"),
        reason=given.reason,
        now=timezone.now(),
    )


@router.get("/{notice_id}/receipt", response=ReceiptOut, summary="The electronic receipt")
def receipt_of(request: HttpRequest, notice_id: str) -> ReceiptView:
    """财政电子票据, once the notice is paid."""
    return receipt(signed_in(request), notice_id)


@router.post(
    "/channels/{channel}/callbacks", response=HeardOut, summary="A payment channel's callback"
)
def callback(
    request: HttpRequest,
    channel: str,
    signature: Annotated[str, Header(alias="X-Channel-Signature", max_length=600)],
) -> dict[str, Any]:
    """The body in the channel's own form, signed over its bytes; the same one again is harmless."""
    known = hear_channel(channel, request.body, signature, timezone.now())
    return {"notice_id": known.id}

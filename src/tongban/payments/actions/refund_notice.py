"""Refund what was paid 退款: decided here, carried out through the outbox, once."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.money import Money
from tongban.ledger.api import record, seal
from tongban.payments import events
from tongban.payments.actions.issue_notice import locked, locked_to_decide, reason_given
from tongban.payments.actions.take_report import ask_refund
from tongban.payments.domain.parts import PaidPart, fits, spread
from tongban.payments.models import Notice, Receipt, Refund
from tongban.payments.ports import ChannelRefused, channel_named
from tongban.payments.queries import notice_view
from tongban.payments.receipts import receipt_for_the_rest
from tongban.payments.recording import tell_notice
from tongban.payments.refusals import NotRefundable, PartNotPossible
from tongban.payments.views import NoticeState, NoticeView, OrderState


def refund_notice(
    *,
    actor: Actor,
    notice_id: str,
    article: ArticleRef,
    reason: str,
    now: datetime,
    amount: Money | None = None,
    going_back: Money | None = None,
) -> NoticeView:
    """Give back what was paid, or ``amount`` of it, with article and reason for the payer.

    A part goes back once: ``going_back`` is what the decider saw as returned before, and must still
    be so. Once a part was sent the receipt is reversed 红冲 and one for the rest issued; once all
    was, the receipt is void. Refuses NoticeNotFound, PaymentNotForYou (approvers of the charging
    agency only), ReasonMissing, NotRefundable, PartNotPossible (more than is left, or something
    else went back meanwhile).
    Source: 政府非税收入管理办法 (财税〔2016〕33号) 26.
    """
    said = reason_given(reason)
    with transaction.atomic():
        notice = locked_to_decide(actor, notice_id)
        if notice.state != NoticeState.PAID.value:
            raise NotRefundable(NoticeState(notice.state))
        left = Money(notice.paid_amount - notice.returned_amount, notice.currency)
        seen = Money(notice.returned_amount, notice.currency)
        if amount is not None and not (fits(amount, left) and going_back == seen):
            raise PartNotPossible(left)
        words = seal(notice.payer_id, said)
        if amount is None or amount == left:
            notice.state = NoticeState.REFUNDING.value
        notice.closed_words = words
        asked = ask_back(notice, amount or left, words, now)
        notice.save(update_fields=["state", "closed_words", "returned_amount"])
        record(
            kind="payments.refund-asked",
            about=notice.id,
            facts={"refunds": asked, "amount": str((amount or left).amount),
                   "article": str(article)},
            actor=actor,
            now=now,
            subject_id=notice.payer_id,
        )  # fmt: skip
    return notice_view(notice)


def ask_back(notice: Notice, amount: Money, words: bytes | None, now: datetime) -> list[str]:
    """Ask for ``amount`` of a locked notice to go back, from the orders that took it.

    The ids of the refunds, one per order; ``returned_amount`` is raised and left to be saved.
    """
    paid = notice.order_set.filter(state=OrderState.PAID.value).order_by("ended_at", "id")
    orders = {order.id: order for order in paid}
    gone = dict(
        Refund.objects.filter(order_id__in=orders)
        .values_list("order_id")
        .annotate(sum=Sum("amount"))
        .order_by("order_id")
    )
    parts = [
        PaidPart(
            order.id,
            Money(order.paid or Decimal(0), notice.currency),
            Money(gone.get(order.id, Decimal(0)), notice.currency),
        )
        for order in orders.values()
    ]
    notice.returned_amount += amount.amount
    return [
        ask_refund(orders[order_id], share.amount, words, now).id
        for order_id, share in spread(amount, parts)
    ]


def send_refund(refund_id: str) -> None:
    """Have the channel send a refund; safe to repeat: the channel knows the refund by its id.

    Raises ChannelUnreachable, and is then called again; ChannelRefused when the money came back.
    """
    refund = Refund.objects.select_related("order__notice").get(id=refund_id)
    notice = locked(refund.order.notice_id)
    if refund.done_at is not None:
        return
    order, now = refund.order, timezone.now()
    amount = Money(refund.amount, order.notice.currency)
    told = channel_named(order.channel).refund(refund.id, order.id, amount, now)
    if not told.made:
        raise ChannelRefused(f"{refund.id} was sent back")
    refund.done_at, refund.channel_ref = told.at, told.channel_ref
    refund.save(update_fields=["done_at", "channel_ref"])
    actor = Actor.system(f"payment-channel {order.channel}")
    if order.state == OrderState.STRAY.value:
        record(
            kind="payments.stray-returned",
            about=notice.id,
            facts={"refund": refund.id, "order": order.id, "amount": str(refund.amount),
                   "verdict": order.verdict},
            actor=actor,
            now=now,
            subject_id=notice.payer_id,
        )  # fmt: skip
        return
    facts = {"refund": refund.id, "part": str(refund.amount)}
    open_ = Refund.objects.filter(order__notice=notice, done_at__isnull=True)
    underway = open_.exists()
    if notice.state != NoticeState.REFUNDING.value or underway:
        if notice.state == NoticeState.PAID.value and not underway:
            facts |= receipt_for_the_rest(notice, now)
        tell_notice(notice, events.NOTICE_PART_RETURNED, actor, now, facts=facts)
        return
    notice.state, notice.refunded_at = NoticeState.REFUNDED.value, told.at
    notice.save(update_fields=["state", "refunded_at"])
    Receipt.objects.filter(notice=notice).update(void_at=now)
    tell_notice(notice, events.NOTICE_REFUNDED, actor, now, facts=facts)

"""Refund what was paid 退款: decided here, carried out through the outbox, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.money import Money
from tongban.ledger.api import record, seal
from tongban.payments import events
from tongban.payments.actions.issue_notice import locked, locked_to_decide, reason_given
from tongban.payments.actions.take_report import ask_refund
from tongban.payments.models import Order, Receipt, Refund
from tongban.payments.ports import ChannelRefused, channel_named
from tongban.payments.queries import notice_view
from tongban.payments.recording import tell_notice
from tongban.payments.refusals import NotRefundable
from tongban.payments.views import NoticeState, NoticeView, OrderState


def refund_notice(
    *, actor: Actor, notice_id: str, article: ArticleRef, reason: str, now: datetime
) -> NoticeView:
    """Give back the whole amount of a paid notice, with article and reason for the payer.

    Its receipt becomes void when the channel has sent the money. Refuses NoticeNotFound,
    PaymentNotForYou (approvers of the charging agency only), ReasonMissing, NotRefundable.
    Source: 政府非税收入管理办法 (财税〔2016〕33号) 26.
    """
    said = reason_given(reason)
    with transaction.atomic():
        notice = locked_to_decide(actor, notice_id)
        if notice.state != NoticeState.PAID.value:
            raise NotRefundable(NoticeState(notice.state))
        order = Order.objects.get(notice=notice, state=OrderState.PAID.value)
        words = seal(notice.payer_id, said)
        notice.state = NoticeState.REFUNDING.value
        notice.closed_words = words
        notice.save(update_fields=["state", "closed_words"])
        refund = ask_refund(order, words, now)
        record(
            kind="payments.refund-asked",
            about=notice.id,
            facts={"refund": refund.id, "amount": str(refund.amount), "article": str(article)},
            actor=actor,
            now=now,
            subject_id=notice.payer_id,
        )
    return notice_view(notice)


def send_refund(refund_id: str) -> None:
    """Have the channel send a refund; safe to repeat: the channel knows the refund by its id.

    Raises ChannelUnreachable, and is then called again; ChannelRefused when the money came back.
    """
    refund = Refund.objects.select_related("order__notice").get(id=refund_id)
    if refund.done_at is not None:
        return
    order, now = refund.order, timezone.now()
    amount = Money(refund.amount, order.notice.currency)
    told = channel_named(order.channel).refund(refund.id, order.id, amount, now)
    if not told.made:
        raise ChannelRefused(f"{refund.id} was sent back")
    refund.done_at, refund.channel_ref = told.at, told.channel_ref
    refund.save(update_fields=["done_at", "channel_ref"])
    notice = locked(order.notice_id)
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
    notice.state, notice.refunded_at = NoticeState.REFUNDED.value, told.at
    notice.save(update_fields=["state", "refunded_at"])
    Receipt.objects.filter(notice=notice).update(void_at=now)
    tell_notice(notice, events.NOTICE_REFUNDED, actor, now, facts={"refund": refund.id})

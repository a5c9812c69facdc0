"""Take a channel's word on an order 支付结果: signed, any number of times, in any order."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.kernel.money import Money
from tongban.payments import events
from tongban.payments.actions.issue_notice import locked
from tongban.payments.domain.settling import Verdict, settle
from tongban.payments.models import Notice, Order, Refund
from tongban.payments.ports import (
    ChannelRefused,
    ChannelReport,
    ChannelUnreachable,
    OrderFate,
    WordNotGenuine,
    channel_named,
)
from tongban.payments.receipts import issue_receipt
from tongban.payments.recording import tell_notice
from tongban.payments.refusals import CallbackNotGenuine
from tongban.payments.views import NoticeState, OrderState

_BATCH = 100
_ASK_AFTER = timedelta(minutes=1)


def take_callback(*, channel: str, body: bytes, signature: str, now: datetime) -> str:
    """A callback 支付回调 as it came in: the signature is over the bytes of ``body``.

    Returns the id of the notice it is about. The same one again changes nothing. Refuses
    CallbackNotGenuine (unknown channel, bad signature, unreadable, or an order that is not ours
    at this channel).
    """
    try:
        report = channel_named(channel).read_callback(body, signature)
    except (ChannelUnreachable, WordNotGenuine) as fault:
        raise CallbackNotGenuine from fault
    return _take(channel, report, now)


def ask_about_open_orders(now: datetime) -> int:
    """Ask channels about orders nobody told us of for a minute; how many were settled.

    Makes good lost callbacks 掉单. Orders longest not asked about come first, 100 a turn.
    """
    waiting = Order.objects.filter(
        state=OrderState.OPENED.value, looked_at__lte=now - _ASK_AFTER
    ).order_by("looked_at", "id")
    settled = 0
    for order in list(waiting[:_BATCH]):
        Order.objects.filter(id=order.id).update(looked_at=now)
        try:
            report = channel_named(order.channel).find_order(order.id)
        except (ChannelUnreachable, ChannelRefused):
            continue
        if report is not None and report.fate is not OrderFate.WAITING:
            _take(order.channel, report, now)
            settled += 1
    return settled


def _take(channel: str, report: ChannelReport, now: datetime) -> str:
    found = Order.objects.filter(id=report.order_id, channel=channel).order_by("id").first()
    if found is None:
        raise CallbackNotGenuine
    with transaction.atomic():
        # The notice is locked before the order, as everywhere.
        notice = locked(found.notice_id)
        order = Order.objects.select_for_update().get(id=found.id)
        if report.fate is OrderFate.SUCCEEDED:
            _succeeded(notice, order, report, now)
        elif report.fate is OrderFate.CLOSED and order.state == OrderState.OPENED.value:
            order.state, order.ended_at = OrderState.CLOSED.value, report.at
            order.save(update_fields=["state", "ended_at"])
    return notice.id


def _succeeded(notice: Notice, order: Order, report: ChannelReport, now: datetime) -> None:
    left = Money(notice.amount - notice.paid_amount, notice.currency)
    due = min(Money(order.amount, notice.currency), left)
    verdict = settle(OrderState(order.state), NoticeState(notice.state), due, report.paid)
    if verdict is Verdict.HEARD_BEFORE:
        return
    order.state = (OrderState.STRAY if verdict.stray else OrderState.PAID).value
    order.verdict = verdict.value
    order.paid = report.paid.amount
    order.channel_ref = report.channel_ref
    order.ended_at = report.at
    order.save(update_fields=["state", "verdict", "paid", "channel_ref", "ended_at"])
    if verdict.stray:
        ask_refund(order, report.paid.amount, None, now)
        return
    notice.paid_amount += report.paid.amount
    actor = Actor.system(f"payment-channel {order.channel}")
    facts = {"order": order.id, "channel": order.channel, "channel_ref": report.channel_ref}
    if notice.paid_amount < notice.amount:
        notice.save(update_fields=["paid_amount"])
        facts["part"] = str(report.paid.amount)
        tell_notice(notice, events.NOTICE_PART_PAID, actor, now, facts=facts)
        return
    notice.state, notice.paid_at = NoticeState.PAID.value, report.at
    notice.save(update_fields=["state", "paid_at", "paid_amount"])
    receipt = issue_receipt(notice, now)
    facts["receipt"] = f"{receipt.code}-{receipt.number}"
    tell_notice(notice, events.NOTICE_PAID, actor, now, facts=facts)


def ask_refund(order: Order, amount: Decimal, words: bytes | None, now: datetime) -> Refund:
    """Money of an order is to go back; the outbox carries it to the channel. Lock the notice."""
    refund = Refund.objects.create(
        id=new_id("refund"), order=order, amount=amount, words=words, asked_at=now
    )
    publish(event=events.REFUND_ASKED, aggregate=refund.id, payload={"refund": refund.id}, now=now)
    return refund

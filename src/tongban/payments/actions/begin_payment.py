"""Begin to pay a notice: an order at the channel, opened once however often one presses."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.kernel.money import Money
from tongban.payments import policies
from tongban.payments.actions.issue_notice import locked
from tongban.payments.domain.parts import fits
from tongban.payments.models import Notice, Order
from tongban.payments.ports import ChannelRefused, ChannelUnreachable, channel_named, usual_channel
from tongban.payments.refusals import ChannelAway, NothingDue, NoticeNotFound, PartNotPossible
from tongban.payments.views import NoticeState, OrderState, OrderView


def begin_payment(
    *, actor: Actor, notice_id: str, now: datetime, amount: Money | None = None
) -> OrderView:
    """The open order of a due notice with the address to pay at; the same one while it is open.

    It is for all that is left, or for ``amount`` where the notice may be paid in parts; an open
    order keeps its amount until it is paid or closed. The channel is called after our row is
    committed, so a crash between leaves an order that the next press makes known. Refuses
    NoticeNotFound (also for whoever is not the payer), NothingDue, PartNotPossible, ChannelAway.
    """
    try:
        order = _open(actor, notice_id, amount, now)
        due = Money(order.amount, order.notice.currency)
        url = channel_named(order.channel).open_order(order.id, due, now)
    except (ChannelUnreachable, ChannelRefused) as fault:
        raise ChannelAway from fault
    Order.objects.filter(id=order.id).update(url=url)
    return OrderView(order.id, notice_id, order.channel, due, OrderState(order.state), url)


def _open(actor: Actor, notice_id: str, amount: Money | None, now: datetime) -> Order:
    with transaction.atomic():
        notice = locked(notice_id)
        if not policies.is_payer(actor, notice):
            raise NoticeNotFound
        if notice.state != NoticeState.DUE.value:
            raise NothingDue(NoticeState(notice.state))
        left = Money(notice.amount - notice.paid_amount, notice.currency)
        if amount is not None and not (notice.in_parts and fits(amount, left)):
            raise PartNotPossible(left)
        return _standing(notice) or Order.objects.create(
            id=new_id("order"),
            notice=notice,
            amount=(amount or left).amount,
            channel=usual_channel(),
            state=OrderState.OPENED.value,
            opened_at=now,
            looked_at=now,
        )


def _standing(notice: Notice) -> Order | None:
    opened = Order.objects.filter(notice=notice, state=OrderState.OPENED.value)
    return opened.select_related("notice").order_by("id").first()

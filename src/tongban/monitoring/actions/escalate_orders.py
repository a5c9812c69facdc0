"""Orders that are not answered in time go one level up 逾期升级."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.monitoring.domain.orders import MAX_ESCALATIONS, Move, OrderState, is_late
from tongban.monitoring.domain.rules import Axis, Level
from tongban.monitoring.models import Order
from tongban.monitoring.published_rules import overseer_of
from tongban.monitoring.raising import PLATFORM, answer_by, write_move

_AT_ONCE = 100


def escalate_orders(now: datetime) -> int:
    """Take overdue orders one level up; how many.

    The superior of the body that watched watches from now on, the card is red, and the time to
    answer begins anew. After two levels an order stays where it is, late for everybody to see.
    """
    late = Order.objects.filter(
        state=OrderState.OPEN.value, due_at__lt=now, escalations__lt=MAX_ESCALATIONS
    )
    ids = list(late.order_by("due_at", "id").values_list("id", flat=True)[:_AT_ONCE])
    return sum(_escalate(order_id, PLATFORM, now) for order_id in ids)


def _escalate(order_id: str, actor: Actor, now: datetime) -> bool:
    with transaction.atomic():
        rows = Order.objects.select_for_update(skip_locked=True).filter(id=order_id)
        order = rows.order_by("id").first()
        if order is None or not is_late(OrderState(order.state), order.due_at, now):
            return False
        if order.escalations >= MAX_ESCALATIONS:
            return False
        higher = overseer_of(order.overseer, Axis.LINE) if order.overseer else ""
        order.overseer = higher or order.overseer
        order.level = Level.RED.value
        order.escalations += 1
        order.due_at = answer_by(order.answer_days, now)
        order.version += 1
        order.save(update_fields=["overseer", "level", "escalations", "due_at", "version"])
        write_move(order, Move.ESCALATED, actor=actor, agency=order.overseer, now=now)
    return True

"""Reconcile a day with a channel 对账: both statements, line by line, both ways."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.money import Money
from tongban.ledger.api import record
from tongban.payments import policies
from tongban.payments.domain.reconciling import differences, totals
from tongban.payments.models import Order, Payout, Reconciliation, Refund
from tongban.payments.ports import ChannelRefused, ChannelUnreachable, channel_named, channels
from tongban.payments.queries import reconciliation_view
from tongban.payments.refusals import ChannelAway, PaymentNotForYou
from tongban.payments.views import (
    Difference,
    LineKind,
    OrderState,
    PayoutState,
    ReconciliationView,
    StatementLine,
    Totals,
)


def reconcile_day(*, actor: Actor, channel: str, day: date, now: datetime) -> ReconciliationView:
    """Compare our books of a civil day with the channel's statement and keep what differs.

    Lines are matched by the ids we gave; each side's lack is named with its amount. Done again it
    writes over the day and counts. Refuses PaymentNotForYou, ChannelAway.
    """
    if not policies.may_reconcile(actor):
        raise PaymentNotForYou
    try:
        theirs = channel_named(channel).statement(day)
    except (ChannelUnreachable, ChannelRefused) as fault:
        raise ChannelAway from fault
    ours = books_of(channel, day)
    found, sums = differences(ours, theirs), totals(ours, theirs)
    with transaction.atomic():
        row, _ = Reconciliation.objects.select_for_update().get_or_create(
            channel=channel,
            day=day,
            defaults={"totals": [], "differences": [], "done_at": now, "runs": 0},
        )
        row.totals = [_stored_totals(one) for one in sums]
        row.differences = [_stored_difference(one) for one in found]
        row.done_at, row.runs = now, row.runs + 1
        row.save()
        record(
            kind="payments.reconciled",
            about=f"reconciliation:{channel}:{day.isoformat()}",
            facts={"channel": channel, "day": day.isoformat(), "totals": row.totals,
                   "differences": row.differences},
            actor=actor,
            now=now,
        )  # fmt: skip
    return reconciliation_view(row)


def reconcile_yesterday(now: datetime) -> int:
    """Reconcile the last civil day with every channel, unless it was done; how many were."""
    day = local_date(now) - timedelta(days=1)
    done = set(Reconciliation.objects.filter(day=day).values_list("channel", flat=True))
    count = 0
    for name in channels():
        if name not in done:
            reconcile_day(actor=Actor.system("payments-clock"), channel=name, day=day, now=now)
            count += 1
    return count


def books_of(channel: str, day: date) -> tuple[StatementLine, ...]:
    """Our own lines of a civil day with a channel, by the channel's moment of each."""
    around = _around(day)
    orders = Order.objects.filter(
        channel=channel,
        state__in=(OrderState.PAID.value, OrderState.STRAY.value),
        ended_at__range=around,
    ).select_related("notice").order_by("id")  # fmt: skip
    refunds = Refund.objects.filter(order__channel=channel, done_at__range=around)
    payouts = Payout.objects.filter(
        channel=channel, state=PayoutState.MADE.value, ended_at__range=around
    )
    return (
        *(
            StatementLine(LineKind.PAYMENT, one.id, Money(one.paid, one.notice.currency))
            for one in orders
            if one.paid is not None and _on(one.ended_at, day)
        ),
        *(
            StatementLine(LineKind.REFUND, one.id, Money(one.amount, one.order.notice.currency))
            for one in refunds.select_related("order__notice").order_by("id")
            if _on(one.done_at, day)
        ),
        *(
            StatementLine(LineKind.PAYOUT, one.id, Money(one.amount, one.currency))
            for one in payouts.order_by("id")
            if _on(one.ended_at, day)
        ),
    )


def _on(moment: datetime | None, day: date) -> bool:
    return moment is not None and local_date(moment) == day


def _around(day: date) -> tuple[datetime, datetime]:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return start - timedelta(days=1), start + timedelta(days=2)


def _stored_totals(one: Totals) -> dict[str, object]:
    return {
        "kind": one.kind.value,
        "our_count": one.our_count,
        "our_sum": str(one.our_sum.amount),
        "their_count": one.their_count,
        "their_sum": str(one.their_sum.amount),
    }


def _stored_difference(one: Difference) -> dict[str, object]:
    return {
        "kind": one.kind.value,
        "reference": one.reference,
        "lack": one.lack.value,
        "ours": str(one.ours.amount) if one.ours else None,
        "theirs": str(one.theirs.amount) if one.theirs else None,
    }

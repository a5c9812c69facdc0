"""What this room does on time and when its own events come round."""

from __future__ import annotations

from tongban.jobs.api import OutboxEvent, periodic, subscribe
from tongban.payments.actions.ask_payout import send_payout
from tongban.payments.actions.reconcile_day import reconcile_yesterday
from tongban.payments.actions.refund_notice import send_refund
from tongban.payments.actions.seal_receipt import (
    seal_receipt,
    seal_receipt_for_the_rest,
    void_receipt,
)
from tongban.payments.actions.take_report import ask_about_open_orders
from tongban.payments.events import (
    NOTICE_PAID,
    NOTICE_PART_RETURNED,
    NOTICE_REFUNDED,
    PAYOUT_ASKED,
    REFUND_ASKED,
)

periodic("payments.ask_about_open_orders", 60.0)(ask_about_open_orders)
periodic("payments.reconcile_yesterday", 3600.0)(reconcile_yesterday)


@subscribe(REFUND_ASKED, "payments.send_refund")
def on_refund_asked(event: OutboxEvent) -> None:
    """The refund goes to the channel."""
    send_refund(event.payload["refund"])


@subscribe(PAYOUT_ASKED, "payments.send_payout")
def on_payout_asked(event: OutboxEvent) -> None:
    """The payout goes to the channel."""
    send_payout(event.payload["payout"])


@subscribe(NOTICE_PAID, "payments.seal_receipt")
def on_notice_paid(event: OutboxEvent) -> None:
    """The receipt gets its sealed form."""
    seal_receipt(event.payload["notice"])


@subscribe(NOTICE_PART_RETURNED, "payments.seal_receipt_for_the_rest")
def on_part_returned(event: OutboxEvent) -> None:
    """Who verifies the reversed receipt learns that another stands for the rest."""
    seal_receipt_for_the_rest(event.payload["notice"])


@subscribe(NOTICE_REFUNDED, "payments.void_receipt")
def on_notice_refunded(event: OutboxEvent) -> None:
    """Who verifies the sealed receipt learns that the money went back."""
    void_receipt(event.payload["notice"])

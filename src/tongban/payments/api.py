"""The door of room payments."""

from __future__ import annotations

from tongban.payments.actions.ask_payout import ask_payout
from tongban.payments.actions.begin_payment import begin_payment
from tongban.payments.actions.close_notice import cancel_notice_about, waive_notice
from tongban.payments.actions.issue_notice import issue_notice
from tongban.payments.actions.reconcile_day import reconcile_day
from tongban.payments.actions.refund_notice import refund_notice
from tongban.payments.actions.take_report import ask_about_open_orders, take_callback
from tongban.payments.adapters.channel_http import HTTP_CHANNEL, HttpChannel
from tongban.payments.adapters.channel_twin import (
    CHANNEL,
    ChannelTwin,
    twin_closes,
    twin_order,
    twin_pays,
)
from tongban.payments.events import (
    NOTICE_CLOSED,
    NOTICE_ISSUED,
    NOTICE_PAID,
    NOTICE_REFUNDED,
    PAYOUT_BOUNCED,
    PAYOUT_MADE,
)
from tongban.payments.ports import ChannelUnreachable, channels, connect_channel
from tongban.payments.queries import (
    my_notices,
    notice,
    notice_about,
    notice_numbered,
    payout_about,
    receipt,
    reconciliations,
)
from tongban.payments.refusals import (
    CallbackNotGenuine,
    ChannelAway,
    ChargeWithoutBasis,
    NothingDue,
    NoticeNotFound,
    NotRefundable,
    PartNotPossible,
    PaymentNotForYou,
    ReasonMissing,
)
from tongban.payments.views import (
    ChargeLine,
    Difference,
    Lack,
    LineKind,
    NoticeState,
    NoticeView,
    OrderView,
    PayoutState,
    PayoutView,
    ReceiptView,
    ReconciliationView,
    ReversedReceiptView,
)

__all__ = [
    "CHANNEL",
    "HTTP_CHANNEL",
    "NOTICE_CLOSED",
    "NOTICE_ISSUED",
    "NOTICE_PAID",
    "NOTICE_REFUNDED",
    "PAYOUT_BOUNCED",
    "PAYOUT_MADE",
    "CallbackNotGenuine",
    "ChannelAway",
    "ChannelTwin",
    "ChannelUnreachable",
    "ChargeLine",
    "ChargeWithoutBasis",
    "Difference",
    "HttpChannel",
    "Lack",
    "LineKind",
    "NotRefundable",
    "NothingDue",
    "NoticeNotFound",
    "NoticeState",
    "NoticeView",
    "OrderView",
    "PartNotPossible",
    "PaymentNotForYou",
    "PayoutState",
    "PayoutView",
    "ReasonMissing",
    "ReceiptView",
    "ReconciliationView",
    "ReversedReceiptView",
    "ask_about_open_orders",
    "ask_payout",
    "begin_payment",
    "cancel_notice_about",
    "channels",
    "connect_channel",
    "issue_notice",
    "my_notices",
    "notice",
    "notice_about",
    "notice_numbered",
    "payout_about",
    "receipt",
    "reconcile_day",
    "reconciliations",
    "refund_notice",
    "take_callback",
    "twin_closes",
    "twin_order",
    "twin_pays",
    "waive_notice",
]

"""The demo twin of a payment channel: its own books, its own states, its own signature."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import transaction

from tongban.jurisdiction.api import local_date
from tongban.kernel.ids import new_id
from tongban.kernel.money import Money
from tongban.ledger.api import derive_secret
from tongban.payments.models import TwinTrade, TwinTransfer
from tongban.payments.ports import (
    ChannelRefused,
    ChannelReport,
    OrderFate,
    TransferReport,
    WordNotGenuine,
)
from tongban.payments.views import LineKind, StatementLine

CHANNEL = "demo-channel"
WAITING, SUCCESS, CLOSED = "WAIT_BUYER_PAY", "TRADE_SUCCESS", "TRADE_CLOSED"
_FATES = {
    WAITING: OrderFate.WAITING,
    SUCCESS: OrderFate.SUCCEEDED,
    CLOSED: OrderFate.CLOSED,
}
_MADE, _BOUNCED = "SUCCESS", "ACCOUNT_REJECTED"
# An account with this end is closed, so that a payout that bounces can be tried.
_CLOSED_ACCOUNT = "0000"
_LONGEST = 4096


class ChannelTwin:
    """Keeps trades and transfers by the ids it is given; signs its callbacks with a secret MAC."""

    def open_order(self, order_id: str, amount: Money, now: datetime) -> str:
        """Make the trade, once; the twin's own cashier page."""
        TwinTrade.objects.get_or_create(
            order_id=order_id,
            defaults={
                "trade_no": new_id("trade"),
                "fen": amount.minor,
                "currency": amount.currency,
                "trade_state": WAITING,
                "created_at": now,
            },
        )
        return f"/demo-channel/{order_id}"

    def find_order(self, order_id: str) -> ChannelReport | None:
        """The trade as a report."""
        trade = TwinTrade.objects.filter(order_id=order_id).order_by("order_id").first()
        return _report(trade) if trade else None

    def refund(self, refund_id: str, order_id: str, amount: Money, now: datetime) -> TransferReport:
        """Book the refund, once; never more than was paid."""
        trade = TwinTrade.objects.filter(order_id=order_id).order_by("order_id").first()
        if trade is None or trade.trade_state != SUCCESS or trade.paid_fen < amount.minor:
            raise ChannelRefused(f"nothing to refund for {order_id}")
        return self._transfer(refund_id, LineKind.REFUND, amount, _MADE, now)

    def pay_out(self, payout_id: str, account: str, amount: Money, now: datetime) -> TransferReport:
        """Book the payout, once; an account that is closed sends it back."""
        state = _BOUNCED if account.endswith(_CLOSED_ACCOUNT) else _MADE
        return self._transfer(payout_id, LineKind.PAYOUT, amount, state, now)

    def read_callback(self, body: bytes, signature: str) -> ChannelReport:
        """The trade a callback tells of. Raises WordNotGenuine."""
        if len(body) > _LONGEST or not hmac.compare_digest(_mac(body), signature.strip().lower()):
            raise WordNotGenuine("the signature does not fit the body")
        try:
            said = json.loads(body)
            return ChannelReport(
                order_id=str(said["out_trade_no"]),
                fate=_FATES[said["trade_state"]],
                paid=_money(int(said["paid_fen"]), said["currency"]),
                channel_ref=str(said["trade_no"]),
                at=datetime.fromisoformat(said["at"]),
            )
        except (ValueError, KeyError, TypeError) as fault:
            raise WordNotGenuine("the callback cannot be read") from fault

    def statement(self, day: date) -> tuple[StatementLine, ...]:
        """Succeeded trades and transfers of a civil day."""
        trades = TwinTrade.objects.filter(trade_state=SUCCESS).order_by("order_id")
        transfers = TwinTransfer.objects.filter(transfer_state=_MADE).order_by("request_id")
        return (
            *(
                StatementLine(LineKind.PAYMENT, one.order_id, _money(one.paid_fen, one.currency))
                for one in trades.filter(ended_at__range=_around(day))
                if one.ended_at and local_date(one.ended_at) == day
            ),
            *(
                StatementLine(LineKind(one.kind), one.request_id, _money(one.fen, one.currency))
                for one in transfers.filter(at__range=_around(day))
                if local_date(one.at) == day
            ),
        )

    def _transfer(
        self, request_id: str, kind: LineKind, amount: Money, state: str, now: datetime
    ) -> TransferReport:
        row, _ = TwinTransfer.objects.get_or_create(
            request_id=request_id,
            defaults={
                "transfer_no": new_id("transfer"),
                "kind": kind.value,
                "fen": amount.minor,
                "currency": amount.currency,
                "transfer_state": state,
                "at": now,
            },
        )
        return TransferReport(row.transfer_state == _MADE, row.transfer_no, row.at)


def twin_pays(order_id: str, *, now: datetime, fen: int | None = None) -> tuple[bytes, str]:
    """The payer pays at the twin's cashier; the callback it then sends: body and signature.

    ``fen`` is what is given when it is not what is due. Raises KeyError for an unknown order.
    """
    return _end(order_id, SUCCESS, now, fen)


def twin_closes(order_id: str, *, now: datetime) -> tuple[bytes, str]:
    """The payer leaves the twin's cashier without paying; the callback: body and signature."""
    return _end(order_id, CLOSED, now, 0)


def twin_order(order_id: str) -> ChannelReport | None:
    """What the cashier page shows of an order, None when unknown; ``paid`` is what is due there."""
    trade = TwinTrade.objects.filter(order_id=order_id).order_by("order_id").first()
    if trade is None:
        return None
    due = _money(trade.fen, trade.currency)
    return ChannelReport(
        trade.order_id, _FATES[trade.trade_state], due, trade.trade_no, trade.created_at
    )


def _end(order_id: str, state: str, now: datetime, fen: int | None) -> tuple[bytes, str]:
    with transaction.atomic():
        trades = TwinTrade.objects.select_for_update().filter(order_id=order_id)
        row = trades.order_by("order_id").first()
        if row is None:
            raise KeyError(order_id)
        if row.trade_state == WAITING:
            row.trade_state, row.ended_at = state, now
            row.paid_fen = row.fen if fen is None else fen
            row.save()
    report = _report(row)
    body = json.dumps(
        {
            "out_trade_no": row.order_id,
            "trade_no": row.trade_no,
            "trade_state": row.trade_state,
            "paid_fen": row.paid_fen,
            "currency": row.currency,
            "at": report.at.isoformat(),
        }
    ).encode()
    return body, _mac(body)


def _report(trade: TwinTrade) -> ChannelReport:
    return ChannelReport(
        order_id=trade.order_id,
        fate=_FATES[trade.trade_state],
        paid=_money(trade.paid_fen, trade.currency),
        channel_ref=trade.trade_no,
        at=trade.ended_at or trade.created_at,
    )


def _money(fen: int, currency: str) -> Money:
    return Money(Decimal(fen).scaleb(-2), currency)


def _mac(body: bytes) -> str:
    return hmac.new(derive_secret(CHANNEL, "callback"), body, hashlib.sha256).hexdigest()


def _around(day: date) -> tuple[datetime, datetime]:
    """A day with a day on each side: the civil day lies within, whatever the zone."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
    return (
        datetime.fromtimestamp(start - 86400, UTC),
        datetime.fromtimestamp(start + 2 * 86400, UTC),
    )

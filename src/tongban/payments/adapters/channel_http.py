"""A payment channel that is a program of its own, reached by HTTP with signed bodies."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from tongban.kernel.money import Money
from tongban.payments.ports import (
    ChannelRefused,
    ChannelReport,
    ChannelUnreachable,
    OrderFate,
    TransferReport,
    WordNotGenuine,
)
from tongban.payments.views import LineKind, StatementLine
from tongban.receivers.api import signature

HTTP_CHANNEL = "http-channel"
_TIMEOUT_S = 5.0
_LONGEST = 1_048_576
_LONGEST_CALLBACK = 4096
_NOT_FOUND, _TOO_MANY, _SERVER_FAULT = 404, 429, 500


class HttpChannel:
    """A channel at ``url`` that shares ``secret``: bodies and callbacks carry HMAC-SHA256."""

    def __init__(self, url: str, secret: str) -> None:
        self._at, self._secret = urlsplit(url), secret

    def open_order(self, order_id: str, amount: Money, now: datetime) -> str:
        """Make the order known; the same id again is the same order."""
        del now  # the channel has a clock of its own
        body = {"order": order_id, "fen": amount.minor, "currency": amount.currency}
        return str(self._ask("POST", "/orders", body)["url"])

    def find_order(self, order_id: str) -> ChannelReport | None:
        """What became of an order, None when the channel does not know it."""
        said = self._ask("GET", f"/orders/{order_id}", None)
        return _report(said) if said else None

    def refund(self, refund_id: str, order_id: str, amount: Money, now: datetime) -> TransferReport:
        """Send money of an order back."""
        del now
        return self._transfer(refund_id, LineKind.REFUND, {"order": order_id}, amount)

    def pay_out(self, payout_id: str, account: str, amount: Money, now: datetime) -> TransferReport:
        """Send money to an account."""
        del now
        return self._transfer(payout_id, LineKind.PAYOUT, {"account": account}, amount)

    def read_callback(self, body: bytes, signature: str) -> ChannelReport:
        """The order a callback tells of. Raises WordNotGenuine."""
        if len(body) > _LONGEST_CALLBACK or not self._is_genuine(body, signature):
            raise WordNotGenuine("the signature does not fit the body")
        try:
            return _report(json.loads(body))
        except (ValueError, KeyError, TypeError) as fault:
            raise WordNotGenuine("the callback cannot be read") from fault

    def statement(self, day: date) -> tuple[StatementLine, ...]:
        """Every line of a civil day in the channel's books."""
        said = self._ask("GET", f"/statement/{day.isoformat()}", None)
        return tuple(
            StatementLine(
                LineKind(one["kind"]), one["reference"], _money(one["fen"], one["currency"])
            )
            for one in said.get("lines", ())
        )

    def _transfer(
        self, request_id: str, kind: LineKind, whither: Mapping[str, str], amount: Money
    ) -> TransferReport:
        said = self._ask(
            "POST",
            "/transfers",
            {"request": request_id, "kind": kind.value, "fen": amount.minor,
             "currency": amount.currency, **whither},
        )  # fmt: skip
        return TransferReport(bool(said["made"]), said["ref"], datetime.fromisoformat(said["at"]))

    def _ask(self, verb: str, path: str, body: Mapping[str, Any] | None) -> dict[str, Any]:
        sent = json.dumps(body, sort_keys=True).encode() if body is not None else path.encode()
        line = HTTPConnection(self._at.hostname or "", self._at.port, timeout=_TIMEOUT_S)
        try:
            told = {"X-Tongban-Signature": signature(self._secret, sent)}
            line.request(verb, path, sent if body is not None else None, told)
            answer = line.getresponse()
            data = answer.read(_LONGEST)
        except (OSError, HTTPException) as fault:
            raise ChannelUnreachable(self._at.netloc) from fault
        finally:
            line.close()
        if verb == "GET" and answer.status == _NOT_FOUND:
            return {}
        if answer.status == _TOO_MANY or answer.status >= _SERVER_FAULT:
            raise ChannelUnreachable(f"{self._at.netloc} answered {answer.status}")
        if answer.status not in (200, 201):
            raise ChannelRefused(f"{self._at.netloc} answered {answer.status}")
        said: dict[str, Any] = json.loads(data)
        return said

    def _is_genuine(self, body: bytes, given: str) -> bool:
        return hmac.compare_digest(signature(self._secret, body), given.strip().lower())


def _report(said: Mapping[str, Any]) -> ChannelReport:
    return ChannelReport(
        order_id=str(said["order"]),
        fate=OrderFate(said["fate"]),
        paid=_money(said["fen"], said["currency"]),
        channel_ref=str(said["ref"]),
        at=datetime.fromisoformat(said["at"]),
    )


def _money(fen: int, currency: str) -> Money:
    return Money(Decimal(fen).scaleb(-2), currency)

"""The demo payment channel as a program of its own: orders, payments, refunds, payouts, a book.

``python -m bench.faults.effects_world.payer --port N --book FILE --callback URL [--skew HOURS]``.
``POST /orders/ID/pay`` is the payer at the cashier; the callback that follows may be lost.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bench.faults.effects_world.book import Book
from bench.faults.effects_world.serving import Answer, asked, clock, linger, serve, sign

_ZONE = ZoneInfo("Asia/Shanghai")
_MONEY = ("payment", "refund", "payout")


class Payer:
    """The channel's rules over its book."""

    def __init__(self, book: Book, now: Callable[[], str], callback: str) -> None:
        self._book, self._now, self._callback = book, now, callback
        self._by: dict[tuple[str, str], dict[str, Any]] = {
            (line["kind"], line["reference"]): line for line in book.lines if "again" not in line
        }

    def answer(self, verb: str, path: str, said: dict[str, Any]) -> Answer:
        """One request."""
        parts = path.strip("/").split("/")
        if verb == "GET":
            return self._order(parts[1]) if parts[0] == "orders" else self._statement(parts[-1])
        if parts[0] == "transfers":
            return self._transfer(said)
        if len(parts) == 3:
            return self._pay(parts[1])
        self._once("order", said["order"], said["fen"])
        return 201, {"url": f"/pay/{said['order']}"}

    def _pay(self, order: str) -> Answer:
        opened = self._by.get(("order", order))
        if opened is None:
            return 404, {}
        self._once("payment", order, opened["fen"])
        body = json.dumps(self._order(order)[1]).encode()
        call = urllib.request.Request(self._callback, body, {"X-Channel-Signature": sign(body)})
        try:
            urllib.request.urlopen(call, timeout=2).close()
        except OSError:
            return 202, {}  # lost: the platform will ask
        return 200, {}

    def _transfer(self, said: dict[str, Any]) -> Answer:
        line = self._once(said["kind"], said["request"], said["fen"])
        linger()
        return 200, {"made": True, "ref": f"T{said['request']}", "at": line["at"]}

    def _order(self, order: str) -> Answer:
        opened, paid = self._by.get(("order", order)), self._by.get(("payment", order))
        if opened is None:
            return 404, {}
        return 200, {
            "order": order,
            "fate": "succeeded" if paid else "waiting",
            "fen": (paid or opened)["fen"],
            "currency": "CNY",
            "ref": f"R{order}",
            "at": (paid or opened)["at"],
        }

    def _statement(self, day: str) -> Answer:
        lines = [
            {name: line[name] for name in ("kind", "reference", "fen")} | {"currency": "CNY"}
            for line in self._by.values()
            if line["kind"] in _MONEY
            and datetime.fromisoformat(line["at"]).astimezone(_ZONE).date().isoformat() == day
        ]
        return 200, {"lines": lines}

    def _once(self, kind: str, reference: str, fen: int) -> dict[str, Any]:
        with self._book.lock:
            known = self._by.get((kind, reference))
            if known is not None:
                self._book.write({"again": True, "kind": kind, "reference": reference})
                return known
            line = {"kind": kind, "reference": reference, "fen": fen, "at": self._now()}
            self._book.write(line)
            self._by[kind, reference] = line
            return line


def main() -> None:
    """Serve until killed."""
    given = asked()
    payer = Payer(Book(given.book), lambda: clock(given.skew), given.callback)
    serve(given.port, payer.answer)


if __name__ == "__main__":
    main()

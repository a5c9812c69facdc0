"""A payer, a notice, and a channel that outlives a rollback as a real one does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from tongban.identity.tests.factories import a_person
from tongban.kernel.actor import Actor, ActorKind, Assurance, Duty, Post
from tongban.kernel.article import ArticleRef
from tongban.kernel.money import Money
from tongban.kernel.text import Text
from tongban.payments import ports
from tongban.payments.api import ChannelUnreachable, ChargeLine, NoticeView, issue_notice
from tongban.payments.ports import (
    ChannelReport,
    OrderFate,
    PaymentChannel,
    TransferReport,
    WordNotGenuine,
)
from tongban.payments.views import LineKind, StatementLine

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
AGENCY = "11990102000102111A"
ARTICLE = ArticleRef("shenfenzheng-fa", "20", "2011-10-29")
_abouts = count(1)


def a_payer() -> Actor:
    person = a_person("欧阳示例")
    return Actor(
        ActorKind.PERSON, subject_id=person.id, account_id="account_1", assurance=Assurance.L4
    )


def an_officer(*duties: Duty, agency: str = AGENCY) -> Actor:
    post = Post("post_a", agency, "public-security", "990102", frozenset(duties))
    return Actor(ActorKind.OFFICER, subject_id="p", account_id="account_o", posts=(post,))


def a_line(amount: str = "20.00") -> ChargeLine:
    return ChargeLine(
        Text.of("工本费", "Cost"), Text.of("每证20元", "20 a card"), yuan(amount), ARTICLE
    )


def yuan(amount: str) -> Money:
    return Money(Decimal(amount))


def a_notice(payer: Actor, *lines: ChargeLine, **given: Any) -> NoticeView:
    given = {"about": f"case_{next(_abouts)}", "now": NOW, **given}
    return issue_notice(
        actor=Actor.system("tests"),
        payer_id=payer.subject_id or "",
        agency_code=AGENCY,
        region="990102",
        lines=lines or (a_line(),),
        pay_by=NOW + timedelta(days=30),
        **given,
    )


@dataclass
class Bank:
    """A channel with a memory of its own. ``die_after`` calls it does the thing, then the caller
    is killed; ``away`` it does not answer at all."""

    trades: dict[str, tuple[OrderFate, Money]] = field(default_factory=dict)
    transfers: dict[str, tuple[LineKind, Money]] = field(default_factory=dict)
    calls: int = 0
    die_on: frozenset[int] = frozenset()
    away: bool = False

    def open_order(self, order_id: str, amount: Money, now: datetime) -> str:
        self._answer()
        self.trades.setdefault(order_id, (OrderFate.WAITING, amount))
        return f"/bank/{order_id}"

    def pay(self, order_id: str, amount: Money | None = None) -> tuple[bytes, str]:
        due = self.trades[order_id][1]
        self.trades[order_id] = (OrderFate.SUCCEEDED, amount or due)
        return order_id.encode(), "signed"

    def find_order(self, order_id: str) -> ChannelReport | None:
        self._answer()
        known = self.trades.get(order_id)
        return ChannelReport(order_id, known[0], known[1], "ref", NOW) if known else None

    def refund(self, refund_id: str, order_id: str, amount: Money, now: datetime) -> TransferReport:
        return self._move(refund_id, LineKind.REFUND, amount)

    def pay_out(self, payout_id: str, account: str, amount: Money, now: datetime) -> TransferReport:
        return self._move(payout_id, LineKind.PAYOUT, amount)

    def read_callback(self, body: bytes, signature: str) -> ChannelReport:
        order_id = body.decode()
        if signature != "signed" or order_id not in self.trades:
            raise WordNotGenuine("not signed")
        fate, paid = self.trades[order_id]
        return ChannelReport(order_id, fate, paid, "ref", NOW)

    def statement(self, day: date) -> tuple[StatementLine, ...]:
        paid = [(o, m) for o, (fate, m) in self.trades.items() if fate is OrderFate.SUCCEEDED]
        return (
            *(StatementLine(LineKind.PAYMENT, order, money) for order, money in paid),
            *(StatementLine(kind, ref, money) for ref, (kind, money) in self.transfers.items()),
        )

    def _move(self, request_id: str, kind: LineKind, amount: Money) -> TransferReport:
        self._answer(lambda: self.transfers.setdefault(request_id, (kind, amount)))
        return TransferReport(True, "ref", NOW)

    def _answer(self, do: Any = None) -> None:
        if self.away:
            raise ChannelUnreachable("the bank is closed")
        self.calls += 1
        if do:
            do()
        if self.calls in self.die_on:
            raise KeyboardInterrupt("killed after the bank did it")


def only_channel(patch: pytest.MonkeyPatch, name: str, channel: PaymentChannel) -> None:
    """For one test this is the only channel there is."""
    patch.setattr(ports, "_channels", {name: channel})

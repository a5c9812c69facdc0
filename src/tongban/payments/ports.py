"""The port to payment channels 支付渠道: what is asked of one, and the register of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Protocol

from tongban.jobs.api import TryAgainLater
from tongban.kernel.money import Money
from tongban.payments.views import StatementLine


class ChannelUnreachable(TryAgainLater):
    """The channel did not answer; asking again later is safe, and is done until it does."""


class ChannelRefused(RuntimeError):
    """The channel answered that it will not do it; an operator has to look."""


class WordNotGenuine(ValueError):
    """A callback that the channel did not sign, or that says nothing we understand."""


class OrderFate(Enum):
    """What a channel says became of an order, whatever its own words for it are."""

    WAITING = "waiting"
    SUCCEEDED = "succeeded"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ChannelReport:
    """The channel's word on one order: ``paid`` is what the payer gave, ``at`` when, in UTC."""

    order_id: str
    fate: OrderFate
    paid: Money
    channel_ref: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TransferReport:
    """The channel's word on a refund or a payout; ``made`` False when the bank sent it back."""

    made: bool
    channel_ref: str
    at: datetime


class PaymentChannel(Protocol):
    """A payment channel. Each call is idempotent by the id we give; it may fail and be repeated.

    Calls raise ChannelUnreachable or ChannelRefused; ``read_callback`` raises WordNotGenuine.
    """

    def open_order(self, order_id: str, amount: Money, now: datetime) -> str:
        """Make the order known; the address at which the payer pays it."""
        ...

    def find_order(self, order_id: str) -> ChannelReport | None:
        """What became of an order; None when the channel does not know it."""
        ...

    def refund(self, refund_id: str, order_id: str, amount: Money, now: datetime) -> TransferReport:
        """Send money back to who paid the order."""
        ...

    def pay_out(self, payout_id: str, account: str, amount: Money, now: datetime) -> TransferReport:
        """Send money to a bank account."""
        ...

    def read_callback(self, body: bytes, signature: str) -> ChannelReport:
        """A callback's content, after its signature was checked."""
        ...

    def statement(self, day: date) -> tuple[StatementLine, ...]:
        """Every line of a civil day, by the ids we gave."""
        ...


_channels: dict[str, PaymentChannel] = {}


def connect_channel(name: str, channel: PaymentChannel) -> None:
    """Offer a payment channel under a name that never changes; called while wiring.

    The first one connected is where orders and payouts go.
    """
    _channels[name] = channel


def channel_named(name: str) -> PaymentChannel:
    """The channel of that name. Raises ChannelUnreachable when none of it is connected here."""
    if name not in _channels:
        raise ChannelUnreachable(name)
    return _channels[name]


def usual_channel() -> str:
    """The name of the channel to which orders and payouts go.

    Raises ChannelUnreachable when none is connected.
    """
    for name in _channels:
        return name
    raise ChannelUnreachable("no payment channel is connected")


def channels() -> tuple[str, ...]:
    """The names of all connected channels, in the order they were connected."""
    return tuple(_channels)

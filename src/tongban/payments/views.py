"""What the outside sees of payments: frozen, already filtered for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from tongban.kernel.article import ArticleRef
from tongban.kernel.money import Money
from tongban.kernel.text import Text


class NoticeState(Enum):
    """Where a payment notice 缴款通知书 stands."""

    DUE = "due"
    PAID = "paid"
    WAIVED = "waived"
    CANCELLED = "cancelled"
    REFUNDING = "refunding"
    REFUNDED = "refunded"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _NOTICE_LABELS[self]


_NOTICE_LABELS = {
    NoticeState.DUE: Text.of("待缴费", "To be paid"),
    NoticeState.PAID: Text.of("已缴费", "Paid"),
    NoticeState.WAIVED: Text.of("已免缴", "Waived"),
    NoticeState.CANCELLED: Text.of("已作废", "No longer due"),
    NoticeState.REFUNDING: Text.of("退款中", "Being refunded"),
    NoticeState.REFUNDED: Text.of("已退款", "Refunded"),
}


class OrderState(Enum):
    """An attempt to pay a notice. STRAY: money the notice cannot take; it goes back."""

    OPENED = "opened"
    PAID = "paid"
    CLOSED = "closed"
    STRAY = "stray"


class PayoutState(Enum):
    """Money on its way to a person 发放. BOUNCED: the bank did not take it."""

    ASKED = "asked"
    MADE = "made"
    BOUNCED = "bounced"


class LineKind(Enum):
    """What a line of a statement 对账单 is about; refunds and payouts are money going out."""

    PAYMENT = "payment"
    REFUND = "refund"
    PAYOUT = "payout"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LINE_LABELS[self]


_LINE_LABELS = {
    LineKind.PAYMENT: Text.of("缴款", "Payment"),
    LineKind.REFUND: Text.of("退款", "Refund"),
    LineKind.PAYOUT: Text.of("发放", "Payout"),
}


class Lack(Enum):
    """How two statements differ: one side has no such line, or another amount."""

    AT_CHANNEL = "lacking-at-channel"
    HERE = "lacking-here"
    AMOUNT = "amount-differs"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LACK_LABELS[self]


_LACK_LABELS = {
    Lack.AT_CHANNEL: Text.of("我方有，渠道没有", "We have it, the channel does not"),
    Lack.HERE: Text.of("渠道有，我方没有", "The channel has it, we do not"),
    Lack.AMOUNT: Text.of("金额不一致", "The amounts differ"),
}


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One fee of a notice: what for, by which standard 收费标准, how much, under which article."""

    name: Text
    standard: Text
    amount: Money
    article: ArticleRef | None


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A payment notice 缴款通知书. ``about`` is the id of what it is for (a case, a recovery).

    ``number`` is its 20 digits. ``paid`` is what was paid of ``total``, at once or, where it may be
    paid ``in_parts``, in parts; ``going_back`` what of it was refunded or is on its way.
    ``returned`` tells of money that came and went back (wrong amount, paid twice, too late),
    ``closed_words`` why it was waived or cancelled. Instants in UTC.
    """

    id: str
    number: str
    about: str
    payer_id: str
    agency_code: str
    agency_name: Text
    region: str
    lines: tuple[ChargeLine, ...]
    total: Money
    state: NoticeState
    issued_at: datetime
    pay_by: datetime
    paid_at: datetime | None
    refunded_at: datetime | None
    returned: tuple[Money, ...]
    closed_words: str
    has_receipt: bool
    in_parts: bool
    paid: Money
    going_back: Money

    @property
    def left(self) -> Money:
        """What is still to be paid."""
        return self.total - self.paid


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order opened at a channel: go to ``url`` to pay ``amount``. ``id`` names it both sides."""

    id: str
    notice_id: str
    channel: str
    amount: Money
    state: OrderState
    url: str


@dataclass(frozen=True, slots=True)
class ReversedReceiptView:
    """A receipt that counts no longer 红冲: part of its money went back; ``red_number`` says so."""

    code: str
    number: str
    total: Money
    issued_at: datetime
    reversed_at: datetime
    red_number: str
    certificate_id: str


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """An electronic receipt 财政电子票据: code, number, check code; void when refunded.

    ``payer`` is the payer's name; ``notice`` what was paid; ``certificate_id`` its sealed form,
    empty until that is made. ``total`` is what it stands for; ``reversed`` are those it replaced;
    ``supervisor`` the finance authority 财政部门 that supervises it, where the pack names one.
    """

    code: str
    number: str
    check_code: str
    payer: str
    notice: NoticeView
    issued_at: datetime
    void_at: datetime | None
    certificate_id: str
    total: Money
    reversed: tuple[ReversedReceiptView, ...] = ()
    supervisor: Text | None = None


@dataclass(frozen=True, slots=True)
class PayoutView:
    """Money paid to a person: ``about`` what it is for, ``account_end`` the last four digits."""

    id: str
    about: str
    amount: Money
    state: PayoutState
    account_end: str
    asked_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line of a statement: the id both sides know it by, and how much."""

    kind: LineKind
    reference: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Difference:
    """A line on which two statements do not agree; the side that lacks it has None."""

    kind: LineKind
    reference: str
    lack: Lack
    ours: Money | None
    theirs: Money | None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many lines of a kind each side has, and their sums."""

    kind: LineKind
    our_count: int
    our_sum: Money
    their_count: int
    their_sum: Money


@dataclass(frozen=True, slots=True)
class ReconciliationView:
    """One day's reconciliation 对账 with a channel; ``runs`` counts how often it was done."""

    channel: str
    day: date
    totals: tuple[Totals, ...]
    differences: tuple[Difference, ...]
    done_at: datetime
    runs: int

    @property
    def agrees(self) -> bool:
        """Whether both sides have the same lines."""
        return not self.differences
